export { CheckList } from './CheckList.tsx'
export { DocumentDialog } from './DocumentDialog.tsx'
export { InvoicePane } from './InvoicePane.tsx'
export { useSavedToast } from './useSaveWithToast.tsx'
