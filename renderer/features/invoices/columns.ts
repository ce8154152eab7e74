import type { InvoiceSort, InvoiceSummary } from '../../../electron/shared/contract/invoices.ts'
import type { Language, Settings } from '../../../electron/shared/contract/program.ts'
import { formatDay, formatInstant, formatMoney } from '../../../electron/shared/messages/formats.ts'
import type { UiMessageId } from '../../i18n/messages.ts'

export type ColumnName = 'state' | 'invoiceNumber' | 'buyerName' | 'sellerName' | 'issuedOn' | 'acquiredAt' | 'grossMinor' | 'ksefNumber'

export interface Column {
  readonly name: ColumnName
  readonly title: UiMessageId
  readonly sort: InvoiceSort['field']
  /** Where the person set none. */
  readonly width: number
  readonly visible: boolean
  readonly align?: 'end'
  readonly mono?: boolean
  /** The words in the cell; null for the state, which has a badge. */
  readonly text: ((row: InvoiceSummary, language: Language) => string | null) | null
}

const COLUMNS: readonly Column[] = [
  { name: 'state', title: 'column.state', sort: 'state', width: 236, visible: true, text: null },
  { name: 'invoiceNumber', title: 'column.invoiceNumber', sort: 'invoiceNumber', width: 150, visible: true, text: (row) => row.invoiceNumber },
  { name: 'buyerName', title: 'column.buyerName', sort: 'buyerName', width: 220, visible: true, text: (row) => row.buyerName ?? row.buyerIdentifier },
  { name: 'sellerName', title: 'column.sellerName', sort: 'sellerName', width: 200, visible: false, text: (row) => row.sellerName ?? row.sellerNip },
  { name: 'issuedOn', title: 'column.issuedOn', sort: 'issuedOn', width: 118, visible: true, text: (row, language) => (row.issuedOn === null ? null : formatDay(language, row.issuedOn)) },
  { name: 'grossMinor', title: 'column.grossMinor', sort: 'grossMinor', width: 126, visible: true, align: 'end', text: (row, language) => (row.grossMinor === null ? null : formatMoney(language, row.grossMinor, row.currency)) },
  { name: 'acquiredAt', title: 'column.acquiredAt', sort: 'acquiredAt', width: 152, visible: true, text: (row, language) => (row.acquiredAt === null ? null : formatInstant(language, row.acquiredAt)) },
  { name: 'ksefNumber', title: 'column.ksefNumber', sort: 'ksefNumber', width: 292, visible: true, mono: true, text: (row) => row.ksefNumber },
]

export const NARROWEST_COLUMN = 64
export const WIDEST_COLUMN = 700

/** All columns with the widths and the visibility that the person chose. */
export function columnsBySettings(chosen: Settings['invoiceColumns']): readonly Column[] {
  return COLUMNS.map((column) => {
    const own = chosen.find(({ name }) => name === column.name)
    return own === undefined ? column : { ...column, width: own.width, visible: own.visible }
  })
}

export function settingsByColumns(columns: readonly Column[]): Settings['invoiceColumns'] {
  return columns.map(({ name, width, visible }) => ({ name, width, visible }))
}

/** The columns with one width changed, within what can be read and grasped. */
export function resized(columns: readonly Column[], name: ColumnName, width: number): readonly Column[] {
  const within = Math.round(Math.min(WIDEST_COLUMN, Math.max(NARROWEST_COLUMN, width)))
  return columns.map((column) => (column.name === name ? { ...column, width: within } : column))
}

/** In a list of purchases the buyer is always the same: the seller's column stands in the place of the buyer's. */
export function columnsOfPurchases(columns: readonly Column[]): readonly Column[] {
  const [buyer, seller] = [columns.find(({ name }) => name === 'buyerName'), columns.find(({ name }) => name === 'sellerName')]
  if (buyer === undefined || seller === undefined) return columns
  return columns.map((column) => (column === buyer ? { ...seller, visible: buyer.visible || seller.visible } : column === seller ? { ...buyer, visible: false } : column))
}
