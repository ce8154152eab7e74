export { InvoicesScreen } from './InvoicesScreen.tsx'
export { StateBadge } from './StateBadge.tsx'
