export { HandOverDialog } from './HandOverDialog.tsx'
