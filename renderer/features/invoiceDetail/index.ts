export { InvoicePane } from './InvoicePane.tsx'
