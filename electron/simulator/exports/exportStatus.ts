import type { StatusInfo } from '../world/kinds.ts'

/** Codes and descriptions as in open-api.json (InvoiceExportStatusResponse.status). */
export const EXPORT_STATUS = {
  100: { code: 100, description: 'Eksport faktur w toku' },
  200: { code: 200, description: 'Eksport faktur zakończony sukcesem' },
  210: { code: 210, description: 'Eksport faktur wygasł i nie jest już dostępny do pobrania' },
  415: { code: 415, description: 'Błąd odszyfrowania dostarczonego klucza' },
  420: {
    code: 420,
    description: 'Zakres filtrowania wykracza poza dostępny zakres danych',
    details: ['Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.'],
  },
  500: { code: 500, description: 'Nieznany błąd (500)' },
  550: {
    code: 550,
    description: 'Operacja została anulowana przez system',
    details: ['Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie'],
  },
} as const satisfies Readonly<Record<number, StatusInfo>>

/** Codes that an export can end with. */
export type ExportCode = keyof typeof EXPORT_STATUS

export function exportStatus(code: ExportCode): StatusInfo {
  return EXPORT_STATUS[code]
}

/** The code of the contract that a number is, or null. */
export function exportCodeOf(code: number): ExportCode | null {
  return code in EXPORT_STATUS ? (code as ExportCode) : null
}
