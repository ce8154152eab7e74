export { AddClientsDialog } from './AddClientsDialog.tsx'
export { ClientsScreen } from './ClientsScreen.tsx'
export { LeftNotice } from './LeftNotice.tsx'
