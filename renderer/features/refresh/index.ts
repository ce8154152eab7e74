export { FirstRefreshDialog } from './FirstRefreshDialog.tsx'
export { RefreshButton } from './RefreshButton.tsx'
export { StatusBar } from './StatusBar.tsx'
export { useRefreshFlow, type RefreshFlow } from './useRefreshFlow.ts'
