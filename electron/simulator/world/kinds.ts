import { drawBelow } from '../draw.ts'

/** What became of an invoice; each has one status code, 440 has six stories (PRODUCT.md, "duplicate"). */
export type InvoiceKind =
  | 'queued'
  | 'processing'
  | 'accepted'
  | 'session-failed'
  | 'no-right'
  | 'no-attachments'
  | 'bad-file'
  | 'cannot-decrypt'
  | 'same-file'
  | 'generated-again'
  | 'number-used'
  | 'original-elsewhere'
  | 'original-not-named'
  | 'original-misnamed'
  | 'refused'
  | 'unknown-error'
  | 'cancelled'

export interface StatusInfo {
  readonly code: number
  readonly description: string
  readonly details?: readonly string[]
  readonly extensions?: Readonly<Record<string, string | null>>
}

/** Codes and descriptions as in open-api.json (SessionInvoiceStatusResponse.status). */
export const INVOICE_STATUS: Readonly<Record<InvoiceKind, StatusInfo>> = {
  queued: { code: 100, description: 'Faktura przyjęta do dalszego przetwarzania' },
  processing: { code: 150, description: 'Trwa przetwarzanie' },
  accepted: { code: 200, description: 'Sukces' },
  'session-failed': { code: 405, description: 'Przetwarzanie anulowane z powodu błędu sesji' },
  'no-right': { code: 410, description: 'Nieprawidłowy zakres uprawnień', details: ['Podmiot uwierzytelniony nie ma uprawnienia do wystawienia faktury w imieniu sprzedawcy.'] },
  'no-attachments': { code: 415, description: 'Brak możliwości wysyłania faktury z załącznikiem', details: ['Podatnik nie zgłosił zamiaru wystawiania faktur z załącznikiem.'] },
  'bad-file': { code: 430, description: 'Błąd weryfikacji pliku faktury', details: ['Skrót pliku faktury nie zgadza się z zadeklarowanym.'] },
  'cannot-decrypt': { code: 435, description: 'Błąd odszyfrowania pliku' },
  'same-file': { code: 440, description: 'Duplikat faktury' },
  'generated-again': { code: 440, description: 'Duplikat faktury' },
  'number-used': { code: 440, description: 'Duplikat faktury' },
  'original-elsewhere': { code: 440, description: 'Duplikat faktury' },
  'original-not-named': { code: 440, description: 'Duplikat faktury' },
  'original-misnamed': { code: 440, description: 'Duplikat faktury' },
  refused: {
    code: 450,
    description: 'Błąd weryfikacji semantyki dokumentu faktury',
    details: ["Dokument nie jest zgodny ze schematem: element 'P_6': wartość '31.02.2026' nie jest poprawną datą."],
  },
  'unknown-error': { code: 500, description: 'Nieznany błąd (500)' },
  cancelled: {
    code: 550,
    description: 'Operacja została anulowana przez system',
    details: ['Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie'],
  },
}

/** 440 with the original that it names: its session and its KSeF number (open-api.json, InvoiceStatusInfo.extensions). */
export function duplicateOf(sessionReference: string, ksefNumber: string): StatusInfo {
  return {
    code: 440,
    description: 'Duplikat faktury',
    details: [`Duplikat faktury. Faktura o numerze KSeF: ${ksefNumber} została już prawidłowo przesłana do systemu w sesji: ${sessionReference}`],
    extensions: { originalSessionReferenceNumber: sessionReference, originalKsefNumber: ksefNumber },
  }
}

/** Kinds whose content is another invoice's. */
export function isDuplicate(kind: InvoiceKind): boolean {
  return INVOICE_STATUS[kind].code === 440
}

/** True when KSeF could not read the file, so that it knows no own number. */
export function isUnreadable(kind: InvoiceKind): boolean {
  return kind === 'bad-file' || kind === 'cannot-decrypt' || kind === 'session-failed'
}

const PURPOSE_KIND = 40

/** Of a thousand invoices about ninety do not get through: [how many, what becomes of them]. */
const FATES: readonly (readonly [number, InvoiceKind])[] = [
  [8, 'same-file'],
  [8, 'generated-again'],
  [6, 'number-used'],
  [36, 'refused'],
  [10, 'bad-file'],
  [6, 'cannot-decrypt'],
  [7, 'no-right'],
  [4, 'unknown-error'],
  [5, 'cancelled'],
]

/** What becomes of an invoice that is not a specimen. */
export function drawKind(seed: number, index: number): InvoiceKind {
  let rest = drawBelow(1000, seed, index, PURPOSE_KIND)
  for (const [count, kind] of FATES) {
    if (rest < count) return kind
    rest -= count
  }
  return 'accepted'
}
