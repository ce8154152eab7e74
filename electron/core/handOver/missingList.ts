import type { Language } from '../../shared/contract/program.ts'
import { toCsv } from './csv.ts'

/** One invoice that is not whole in the bundle, and why. */
export interface MissingRow {
  readonly sellerNip: string | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  readonly missingUpo: boolean
  readonly missingXml: boolean
  readonly why: string
  readonly nextStep: string
}

const TEXTS = {
  pl: {
    fileName: 'BRAKI.csv',
    columns: ['NIP sprzedawcy', 'Numer faktury', 'Numer KSeF', 'Brakuje UPO', 'Brakuje pliku faktury', 'Dlaczego', 'Co dalej'],
    yes: 'tak',
    no: 'nie',
    onlySessionUpo: 'Jest tylko UPO zbiorcze całej wysyłki; wymienia ono także faktury innych nabywców, dlatego nie trafia do paczki.',
    onlyInvoiceFile: 'Plik faktury nie został jeszcze pobrany z KSeF.',
    damagedFile: 'Zapisany plik zmienił się na dysku i nie jest już dowodem, dlatego nie trafia do paczki.',
    refresh: 'Odśwież i przygotuj paczkę ponownie.',
    check: 'Otwórz „Sprawdź archiwum”, a potem przygotuj paczkę ponownie.',
  },
  en: {
    fileName: 'MISSING.csv',
    columns: ['Seller NIP', 'Invoice number', 'KSeF number', 'UPO missing', 'Invoice file missing', 'Why', 'What next'],
    yes: 'yes',
    no: 'no',
    onlySessionUpo: 'There is only the collective UPO of the whole submission; it names other buyers’ invoices too, so it stays out of the bundle.',
    onlyInvoiceFile: 'The invoice file has not been downloaded from KSeF yet.',
    damagedFile: 'The stored file changed on the disk and is no proof any more, so it stays out of the bundle.',
    refresh: 'Refresh and make the bundle again.',
    check: 'Open “Check the archive”, then make the bundle again.',
  },
} as const satisfies Record<Language, unknown>

/** Reasons of the bundle itself, where the invoice lacks nothing that KSeF owes it. */
export function bundleReason(language: Language, reason: 'onlySessionUpo' | 'onlyInvoiceFile' | 'damagedFile'): { readonly why: string; readonly nextStep: string } {
  return { why: TEXTS[language][reason], nextStep: TEXTS[language][reason === 'damagedFile' ? 'check' : 'refresh'] }
}

export function missingListName(language: Language): string {
  return TEXTS[language].fileName
}

/** The list as CSV. */
export function missingList(language: Language, rows: readonly MissingRow[]): Uint8Array {
  const { columns, yes, no } = TEXTS[language]
  const word = (value: boolean): string => (value ? yes : no)
  const lines = rows.map((row) => [
    row.sellerNip ?? '',
    row.invoiceNumber ?? '',
    row.ksefNumber ?? '',
    word(row.missingUpo),
    word(row.missingXml),
    row.why,
    row.nextStep,
  ])
  return toCsv([columns, ...lines])
}
