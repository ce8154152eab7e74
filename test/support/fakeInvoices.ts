import { InvoiceId } from '../../electron/shared/contract/common.ts'
import type { DocumentView, InvoiceSummary } from '../../electron/shared/contract/invoices.ts'
import { invoiceStateOf } from '../../electron/shared/model/invoiceStatus.ts'
import { composeKsefNumber } from '../../electron/shared/model/ksefNumber.ts'
import { warsawDayOf } from '../../electron/shared/model/warsawDay.ts'

export const SELLER_NIP = '5252248481'
export const SELLER = 'Pracownia Stolarska Dąb i Syn'
export const BUYERS = [
  ['Żółw i Jaźń Sp. z o.o.', '7010002137'],
  ['Łódzkie Zakłady Meblowe S.A.', '7250018312'],
  ['Hotel Pod Świerkami', '7342867148'],
  ['Gmina Ćmielów', '8631625436'],
  ['Antoni Wąsik – usługi remontowe z bardzo długą nazwą, która nie mieści się w kolumnie', '5260250274'],
  ['Bäckerei Müller GmbH', 'DE811569869'],
] as const
/** Codes in the order they come back: mostly accepted, as in life; every code of the contract is among them. */
const CODES = [200, 200, 100, 200, 450, 200, 440, 200, 200, 150, 200, 405, 200, 410, 200, 415, 200, 430, 200, 435, 200, 500, 200, 550, 440, 200, 440, 200, 200, 200] as const
export const DESCRIPTIONS: Readonly<Record<number, string>> = {
  100: 'Faktura przyjęta do dalszego przetwarzania',
  150: 'Trwa przetwarzanie',
  200: 'Sukces',
  405: 'Przetwarzanie anulowane z powodu błędu sesji',
  410: 'Nieprawidłowy zakres uprawnień',
  415: 'Brak możliwości wysyłania faktury z załącznikiem',
  430: 'Błąd weryfikacji pliku faktury',
  435: 'Błąd odszyfrowania pliku',
  440: 'Duplikat faktury',
  450: 'Błąd weryfikacji semantyki dokumentu faktury',
  500: 'Nieznany błąd',
  550: 'Operacja została anulowana przez system',
}
/** Self-invoiced ones: seen by the seller, without a UPO of its own; and seen by the buyer, who sent it. */
export const SEEN_BY_SELLER = 18
export const SEEN_BY_BUYER = 20

export const NEWEST = '2026-03-31T22:30:00.000Z'

export function hash(index: number): string {
  return btoa(Array.from({ length: 32 }, (_, at) => String.fromCharCode((index * 31 + at * 17 + 5) % 256)).join(''))
}

export function hexHash(index: number): string {
  return Array.from({ length: 32 }, (_, at) => ((index * 31 + at * 17 + 5) % 256).toString(16).padStart(2, '0')).join('')
}

function statusOf(index: number): number {
  return CODES[index % CODES.length] ?? 200
}

export function ksefNumberOf(index: number): string {
  return composeKsefNumber(SELLER_NIP, warsawDayOf(instantOf(index)).replaceAll('-', '-'), (0x10_0000_0000 + index * 7919).toString(16).toUpperCase().padStart(12, '0').slice(-12))
}

export function instantOf(index: number): string {
  return new Date(Date.parse(NEWEST) - index * 3_700_000).toISOString()
}

/** The invoice at a place of the made-up archive, newest first. */
export function fakeInvoice(index: number): InvoiceSummary {
  const statusCode = statusOf(index)
  const isAccepted = statusCode === 200
  const lacksUpo = index % 13 === 5
  const isQuarantined = index % 39 === 5
  const bySession = index % 7 === 3
  const hasUpo = isAccepted && !lacksUpo
  const issuedOn = warsawDayOf(instantOf(index))
  const [buyerName, buyerIdentifier] = BUYERS[index % BUYERS.length] ?? BUYERS[0]
  return {
    id: InvoiceId.parse(index + 1),
    state: invoiceStateOf({ statusCode, proof: hasUpo ? (bySession ? 'session-upo' : 'invoice-upo') : 'none', hasQuarantined: isQuarantined, isPurchase: false, isSentByAnother: index === SEEN_BY_SELLER }),
    statusCode,
    invoiceNumber: `FV/${issuedOn.slice(0, 4)}/${issuedOn.slice(5, 7)}/${String(1000 - (index % 1000)).padStart(4, '0')}`,
    ksefNumber: isAccepted ? ksefNumberOf(index) : null,
    sellerNip: SELLER_NIP,
    sellerName: SELLER,
    buyerIdentifier,
    buyerName: index % 11 === 9 ? null : buyerName,
    issuedOn,
    acquiredAt: isAccepted ? instantOf(index) : null,
    invoicingAt: instantOf(index),
    grossMinor: index % 11 === 9 ? null : ((index * 7_919_113) % 9_000_000) + 12_300,
    currency: index % 6 === 5 ? 'EUR' : 'PLN',
    hasUpo,
    hasXml: isAccepted && index % 5 !== 4,
  }
}

export function checksOf(isGood: boolean, isFetched = true): DocumentView['checks'] {
  const always = [
    { check: 'header-hash', verdict: isFetched ? 'confirmed' : 'not-checked', detail: null },
    { check: 'structure', verdict: 'confirmed', detail: 'v4-3' },
  ] as const
  if (!isGood) return [...always, { check: 'signature', verdict: 'failed', detail: 'digest-differs' }, { check: 'ksef-number-present', verdict: 'confirmed', detail: null }]
  return [
    ...always,
    { check: 'receiver', verdict: 'confirmed', detail: 'Ministerstwo Finansów' },
    { check: 'signature', verdict: 'confirmed', detail: null },
    { check: 'certificate-validity', verdict: 'confirmed', detail: '2025-10-01T00:00:00.000Z – 2028-10-01T00:00:00.000Z' },
    { check: 'certificate-chain', verdict: 'not-checked', detail: 'CN=CCK KSeF, O=Ministerstwo Finansów, C=PL' },
    { check: 'ksef-number-present', verdict: 'confirmed', detail: null },
    { check: 'hash-matches-list', verdict: 'confirmed', detail: null },
    { check: 'hash-matches-xml', verdict: 'not-checked', detail: null },
    { check: 'seller-nip', verdict: 'warning', detail: SELLER_NIP },
  ]
}

const SIGNER = { subject: 'CN=Ministerstwo Finansów, O=Ministerstwo Finansów, C=PL', issuer: 'CN=CCK KSeF, O=Ministerstwo Finansów, C=PL', serialNumber: '0186B1A2C3D4E5F6', fingerprintSha256: 'ab'.repeat(32), notBefore: '2025-10-01T00:00:00.000Z', notAfter: '2028-10-01T00:00:00.000Z' } as const

export function documentsOf(index: number, summary: InvoiceSummary): readonly DocumentView[] {
  const isImported = index % 7 === 5
  const shared = { sha256: hexHash(index + 1), byteLength: 6_412, contentType: isImported ? null : 'application/xml', headerHash: isImported ? null : hash(index + 1), route: isImported ? 'import' : 'link', fetchedAt: instantOf(index - 1), damagedAt: null, certificate: SIGNER, signer: 'CN=Ministerstwo Finansów, O=Ministerstwo Finansów, C=PL', signedAt: '2026-04-01T00:31:12+02:00' }
  const upo: DocumentView = { ...shared, documentId: index * 10 + 1, kind: summary.state === 'complete-session-upo' ? 'session-upo' : 'invoice-upo', standing: 'kept', quarantineReason: null, checks: checksOf(true, !isImported) }
  const bad: DocumentView = { ...shared, documentId: index * 10 + 2, kind: 'unrecognised', standing: 'quarantined', quarantineReason: 'signature-invalid', checks: checksOf(false), contentType: 'text/html; charset=utf-8', route: 'link', signer: null, signedAt: null, certificate: null }
  const xml: DocumentView = { ...shared, documentId: index * 10 + 3, kind: 'invoice', standing: 'kept', quarantineReason: null, byteLength: 14_220, route: 'invoice', checks: [{ check: 'hash-matches-list', verdict: 'confirmed', detail: null }], signer: null, signedAt: null, certificate: null }
  return [...(summary.hasUpo ? [upo] : []), ...(summary.state === 'unclear' && summary.statusCode === 200 ? [bad] : []), ...(summary.hasXml ? [xml] : [])]
}
