export { IdentifyDialog } from './IdentifyDialog.tsx'
