import type { HandOverItem } from '../../archive/outputs.ts'
import type { Language } from '../../shared/contract/program.ts'
import { labelOfState } from '../../shared/messages/labels.ts'
import { toCsv } from './csv.ts'
import type { BundledFile } from './manifest.ts'

const TEXTS = {
  pl: {
    fileName: 'FAKTURY.csv',
    columns: ['NIP sprzedawcy', 'Sprzedawca', 'Numer faktury', 'Numer KSeF', 'Data na fakturze', 'Przesłano do KSeF', 'Numer KSeF nadano', 'Nabywca', 'Identyfikator nabywcy', 'Brutto', 'Waluta', 'Stan', 'Plik faktury', 'Plik UPO'],
  },
  en: {
    fileName: 'INVOICES.csv',
    columns: ['Seller NIP', 'Seller', 'Invoice number', 'KSeF number', 'Date on the invoice', 'Sent to KSeF', 'KSeF number given', 'Buyer', 'Buyer identifier', 'Gross', 'Currency', 'State', 'Invoice file', 'UPO file'],
  },
} as const satisfies Record<Language, unknown>

export function invoiceListName(language: Language): string {
  return TEXTS[language].fileName
}

/** Every invoice of a bundle with what is known of it, for a spreadsheet; instants as KSeF gives them, in UTC. */
export function invoiceList(language: Language, invoices: readonly { readonly item: HandOverItem; readonly files: readonly BundledFile[] }[]): Uint8Array {
  const nameOf = (files: readonly BundledFile[], kind: BundledFile['kind']): string => files.find((file) => file.kind === kind)?.name ?? ''
  const rows = invoices.map(({ item, files }) => [
    item.sellerNip ?? '',
    item.sellerName ?? '',
    item.invoiceNumber ?? '',
    item.ksefNumber ?? '',
    item.issuedOn ?? '',
    item.sentAt ?? '',
    item.acquiredAt ?? '',
    item.buyerName ?? '',
    item.buyerIdentifier ?? '',
    item.grossMinor === null ? '' : plainAmount(language, item.grossMinor),
    item.currency ?? '',
    labelOfState(language, item.state),
    nameOf(files, 'invoice'),
    nameOf(files, 'upo'),
  ])
  return toCsv([TEXTS[language].columns, ...rows])
}

/** Without spaces between thousands, which a spreadsheet would take for text. */
function plainAmount(language: Language, minor: number): string {
  const amount = (minor / 100).toFixed(2)
  return language === 'pl' ? amount.replace('.', ',') : amount
}
