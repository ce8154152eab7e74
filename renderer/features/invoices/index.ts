export { InvoicesScreen } from './InvoicesScreen.tsx'
