export { AddTaxpayerDialog } from './AddTaxpayerDialog.tsx'
export { TaxpayersDialog } from './TaxpayersDialog.tsx'
export { TaxpayerSwitcher } from './TaxpayerSwitcher.tsx'
