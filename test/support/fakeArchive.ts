import { InvoiceId, SessionId } from '../../electron/shared/contract/common.ts'
import type { DocumentText, DocumentView, HistoryEntry, InvoiceDetail, InvoiceSummary } from '../../electron/shared/contract/invoices.ts'
import type { QuarantinedDocument } from '../../electron/shared/contract/quarantine.ts'
import type { SessionDetail, SessionFinding, SessionSummary } from '../../electron/shared/contract/sessions.ts'
import { FACT_FIELDS } from '../../electron/shared/model/diagnosis.ts'
import { invoiceStateOf } from '../../electron/shared/model/invoiceStatus.ts'
import { composeKsefNumber } from '../../electron/shared/model/ksefNumber.ts'
import { addDays, warsawDayOf } from '../../electron/shared/model/warsawDay.ts'
import { fakeComparison } from './fakeComparison.ts'

const SELLER_NIP = '5252248481'
const SELLER = 'Pracownia Stolarska Dąb i Syn'
const BUYERS = [
  ['Żółw i Jaźń Sp. z o.o.', '7010002137'],
  ['Łódzkie Zakłady Meblowe S.A.', '7250018312'],
  ['Hotel Pod Świerkami', '7342867148'],
  ['Gmina Ćmielów', '8631625436'],
  ['Antoni Wąsik – usługi remontowe z bardzo długą nazwą, która nie mieści się w kolumnie', '5260250274'],
  ['Bäckerei Müller GmbH', 'DE811569869'],
] as const
/** Codes in the order they come back: mostly accepted, as in life; every code of the contract is among them. */
const CODES = [200, 200, 100, 200, 450, 200, 440, 200, 200, 150, 200, 405, 200, 410, 200, 415, 200, 430, 200, 435, 200, 500, 200, 550, 440, 200, 440, 200, 200, 200] as const
const DESCRIPTIONS: Readonly<Record<number, string>> = {
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
const NEWEST = '2026-03-31T22:30:00.000Z'

function hash(index: number): string {
  return btoa(Array.from({ length: 32 }, (_, at) => String.fromCharCode((index * 31 + at * 17 + 5) % 256)).join(''))
}

function hexHash(index: number): string {
  return Array.from({ length: 32 }, (_, at) => ((index * 31 + at * 17 + 5) % 256).toString(16).padStart(2, '0')).join('')
}

function statusOf(index: number): number {
  return CODES[index % CODES.length] ?? 200
}

function ksefNumberOf(index: number): string {
  return composeKsefNumber(SELLER_NIP, warsawDayOf(instantOf(index)).replaceAll('-', '-'), (0x10_0000_0000 + index * 7919).toString(16).toUpperCase().padStart(12, '0').slice(-12))
}

function instantOf(index: number): string {
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

function checksOf(isGood: boolean, isFetched = true): DocumentView['checks'] {
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

function documentsOf(index: number, summary: InvoiceSummary): readonly DocumentView[] {
  const isImported = index % 7 === 5
  const shared = { sha256: hexHash(index + 1), byteLength: 6_412, contentType: isImported ? null : 'application/xml', headerHash: isImported ? null : hash(index + 1), route: isImported ? 'import' : 'link', fetchedAt: instantOf(index - 1), certificate: SIGNER, signer: 'CN=Ministerstwo Finansów, O=Ministerstwo Finansów, C=PL', signedAt: '2026-04-01T00:31:12+02:00' }
  const upo: DocumentView = { ...shared, documentId: index * 10 + 1, kind: summary.state === 'complete-session-upo' ? 'session-upo' : 'invoice-upo', standing: 'kept', quarantineReason: null, checks: checksOf(true, !isImported) }
  const bad: DocumentView = { ...shared, documentId: index * 10 + 2, kind: 'unrecognised', standing: 'quarantined', quarantineReason: 'signature-invalid', checks: checksOf(false), contentType: 'text/html; charset=utf-8', route: 'link', signer: null, signedAt: null, certificate: null }
  const xml: DocumentView = { ...shared, documentId: index * 10 + 3, kind: 'invoice', standing: 'kept', quarantineReason: null, byteLength: 14_220, route: 'invoice', checks: [{ check: 'hash-matches-list', verdict: 'confirmed', detail: null }], signer: null, signedAt: null, certificate: null }
  return [...(summary.hasUpo ? [upo] : []), ...(summary.state === 'unclear' && summary.statusCode === 200 ? [bad] : []), ...(summary.hasXml ? [xml] : [])]
}

/** Purchases begin at this place, beyond those that any test asks for. */
export const FIRST_PURCHASE = 900_000
const SUPPLIERS = [
  ['Tartak Źródło Sp. z o.o.', '8631625436'],
  ['Łącza i Prąd S.A.', '7250018312'],
  ['Okucia Ćwiek – hurtownia', '5260250274'],
] as const

/** Invoices that others issued, a few of them; seen where they are wanted. */
export function fakePurchases(): readonly InvoiceSummary[] {
  return SUPPLIERS.map(([sellerName, sellerNip], index) => ({
    ...fakeInvoice(index),
    id: InvoiceId.parse(FIRST_PURCHASE + index + 1),
    state: 'received',
    statusCode: null,
    invoiceNumber: `FS ${String(index + 41)}/03/2026`,
    ksefNumber: composeKsefNumber(sellerNip, '2026-03-30', `0200A0D672${String(index + 10)}`),
    sellerNip,
    sellerName,
    buyerIdentifier: SELLER_NIP,
    buyerName: SELLER,
    hasUpo: false,
    hasXml: index < 2,
    currency: 'PLN',
  }))
}

/** One of them with its card. */
export function fakePurchaseDetail(id: number): InvoiceDetail | null {
  const summary = fakePurchases().find((purchase) => purchase.id === id)
  if (summary === undefined) return null
  const facts = [{ field: 'sender', value: 'seller' }, { field: 'ksefNumber', value: summary.ksefNumber ?? '' }] as const
  return {
    ...fakeDetail(0),
    summary,
    sessionId: null,
    sessionReference: null,
    sessionType: null,
    sessionStatusCode: null,
    invoiceReference: null,
    senderContext: null,
    thirdParties: [],
    isLocalGovernment: false,
    related: [],
    relatedIsCut: false,
    documents: fakeDetail(0).documents.filter(({ kind }) => kind === 'invoice' && summary.hasXml),
    diagnosis: { cause: 'upo-is-the-senders', move: 'nobody', actions: [], avoid: null, matterBy: null, undatedSince: null, duplicateCase: null, originalKsefNumber: null, facts },
    sender: { role: 'seller', identifier: summary.sellerNip, name: summary.sellerName, isThisTaxpayer: false, knownFrom: 'invoice' },
  }
}

/** Every place but the first few has none, as in life. */
function relatedOf(index: number): InvoiceDetail['related'] {
  const link = (at: number, part: Pick<InvoiceDetail['related'][number], 'kind' | 'direction'>): InvoiceDetail['related'][number] => {
    const { id, state, ksefNumber, invoiceNumber, issuedOn } = fakeInvoice(at)
    return { ...part, ksefNumber, invoiceNumber, issuedOn, hasWrongChecksum: false, found: { id, state, by: 'ksef-number', takenAt: null, sessionReference: null } }
  }
  if (index === 0) {
    return [
      { ...link(3, { kind: 'correction', direction: 'to' }), hasWrongChecksum: true },
      { kind: 'correction', direction: 'to', ksefNumber: null, invoiceNumber: 'FV/2025/12/0417', issuedOn: '2025-12-30', hasWrongChecksum: false, found: null },
      link(1, { kind: 'advance', direction: 'to' }),
      { ...link(4, { kind: 'accepted-later', direction: 'to' }), ksefNumber: null, found: { id: fakeInvoice(4).id, state: 'rejected', by: 'own-number', takenAt: '2026-03-30T09:15:00.000Z', sessionReference: '20260330-SO-2E5C4F7B00-8BEF280C8D-35' } },
    ]
  }
  if (index === 3) return [{ ...link(0, { kind: 'correction', direction: 'from' }), hasWrongChecksum: true }]
  if (index === 1) return [link(0, { kind: 'advance', direction: 'from' })]
  return []
}

function partiesOf(index: number): Pick<InvoiceDetail, 'thirdParties' | 'isLocalGovernment' | 'isVatGroup'> {
  if (index !== 0) return { thirdParties: [], isLocalGovernment: false, isVatGroup: false }
  return {
    thirdParties: [
      { kind: 'third', role: '8', identifier: '7010002137-12345', name: 'Szkoła Podstawowa w Ćmielowie' },
      { kind: 'third', role: '1', identifier: '5260250274', name: 'Faktoring Łódzki S.A.' },
      { kind: 'authorised', role: '2', identifier: '8631625436', name: 'Komornik Sądowy Żaneta Ćwik' },
    ],
    isLocalGovernment: true,
    isVatGroup: false,
  }
}

function diagnosisOf(index: number, summary: InvoiceSummary): InvoiceDetail['diagnosis'] {
  const known = { statusCode: summary.statusCode, statusDescription: DESCRIPTIONS[summary.statusCode ?? 200], invoiceNumber: summary.invoiceNumber, ksefNumber: summary.ksefNumber, acquiredAt: summary.acquiredAt }
  const facts = FACT_FIELDS.flatMap((field) => {
    const value = (known as Readonly<Record<string, string | number | null | undefined>>)[field]
    return value === null || value === undefined ? [] : [{ field, value: String(value) }]
  })
  const base = { move: 'user', actions: ['refresh'], avoid: 'send-original-again', matterBy: null, undatedSince: null, duplicateCase: null, originalKsefNumber: null, facts } as const
  if (summary.hasUpo) return null
  switch (summary.statusCode) {
    case 200:
      return summary.state === 'unclear' ? { ...base, cause: 'damaged-on-the-way', move: 'app' } : { ...base, cause: 'sent-from-another-account', actions: ['copy-request', 'refresh', 'show-session'] }
    case 100:
    case 150:
      return { ...base, cause: 'still-processing', move: 'ksef', avoid: 'send-again' }
    case 440: {
      const { duplicateCase } = fakeComparison(index)
      const isSame = duplicateCase === 'same-file' || duplicateCase === 'same-invoice'
      const avoid = isSame ? 'send-again' : duplicateCase === 'cannot-tell' ? 'issue-again' : null
      return { ...base, cause: 'duplicate', avoid, actions: duplicateCase === 'cannot-tell' ? ['open-original', 'copy-request', 'import-invoice'] : ['open-original'], duplicateCase, originalKsefNumber: ksefNumberOf(index + 40) }
    }
    case 500:
    case 550:
      return { ...base, cause: 'failed-or-cancelled', avoid: 'send-before-sure', actions: ['refresh', 'copy-reference'] }
    default:
      return {
        ...base,
        ...{ cause: 'rejected', move: 'sender', avoid: 'change-number', actions: ['show-session', 'copy-reference'] },
        // Of a file that could not be read no date is known.
        ...(summary.statusCode === 450 ? { matterBy: '2026-04-15' } : { undatedSince: '2026-03-12' }),
        facts: [...facts, { field: 'statusDetails', value: 'Element „P_15”: wartość „12,50” jest niezgodna ze schematem FA(3), wiersz 118, kolumna 24.' }],
      }
  }
}

/** Self-invoiced ones: seen by the seller, without a UPO of its own; and seen by the buyer, who sent it. */
export const SEEN_BY_SELLER = 18
export const SEEN_BY_BUYER = 20

function selfInvoiced(index: number, detail: InvoiceDetail): InvoiceDetail {
  const buyer = { role: 'buyer', identifier: detail.summary.buyerIdentifier, name: detail.summary.buyerName } as const
  if (index === SEEN_BY_SELLER) {
    const facts = [{ field: 'sender', value: 'buyer' }, { field: 'senderName', value: buyer.name ?? '' }, { field: 'isSelfInvoicing', value: 'true' }] as const
    return {
      ...detail,
      isSelfInvoicing: true,
      sender: { ...buyer, isThisTaxpayer: false, knownFrom: 'invoice' },
      diagnosis: { cause: 'upo-is-the-senders', move: 'nobody', actions: ['import-file'], avoid: null, matterBy: null, undatedSince: null, duplicateCase: null, originalKsefNumber: null, facts },
    }
  }
  if (index !== SEEN_BY_BUYER) return detail
  const [sellerName, sellerNip] = BUYERS[3]
  const summary = { ...detail.summary, sellerName, sellerNip, buyerName: SELLER, buyerIdentifier: SELLER_NIP }
  return { ...detail, summary, isSelfInvoicing: true, sender: { role: 'buyer', identifier: SELLER_NIP, name: SELLER, isThisTaxpayer: true, knownFrom: 'upo' } }
}

const NO_MORE = { statusCode: null, route: null, code: null, traceId: null, document: null, fileName: null, note: null } as const

/** All about the invoice at a place. */
export function fakeDetail(index: number): InvoiceDetail {
  return selfInvoiced(index, usualDetail(index))
}

function usualDetail(index: number): InvoiceDetail {
  const summary = fakeInvoice(index)
  const at = instantOf(index)
  const time = (shiftMs: number) => {
    const utc = new Date(Date.parse(at) + shiftMs).toISOString()
    return { written: utc.replace('Z', '1234Z'), utc }
  }
  const entry = (kind: HistoryEntry['kind'], afterMs: number, more: Partial<HistoryEntry>): HistoryEntry => ({ ...NO_MORE, at: time(afterMs).utc, kind, ...more })
  const history = [
    entry('listed', 0, { statusCode: 100, route: 'session-invoices' }),
    entry('status-changed', 60_000, { statusCode: summary.statusCode, route: 'session-invoices' }),
    ...(summary.hasUpo
      ? [entry('not-available-yet', 90_000, { route: 'link', code: '21178', traceId: '673843e023c432286660bc0501a3af44' }), entry('upo-stored', 180_000, { route: 'link' })]
      : []),
    ...(summary.hasXml ? [entry('xml-stored', 240_000, { route: 'ksef-number' })] : []),
  ]
  const session = fakeSession(index % 24)
  const isAccepted = summary.statusCode === 200
  return {
    summary,
    sessionId: session.id,
    sessionReference: session.referenceNumber,
    sessionType: session.sessionType,
    sessionStatusCode: session.statusCode,
    invoiceReference: `20260331-EE-2EBD6FA000-${String(index).padStart(10, '0')}-43`,
    ordinalNumber: index + 1,
    invoiceHash: hash(index),
    statusDescription: DESCRIPTIONS[summary.statusCode ?? 200] ?? null,
    statusDetails: summary.statusCode === 450 ? ['Element „P_13_1” ma niedozwoloną wartość „12,50”.', 'Suma P_15 nie zgadza się z wierszami faktury.'] : [],
    statusExtensions: summary.statusCode === 440 ? { originalSessionReferenceNumber: fakeSession(3).referenceNumber, originalKsefNumber: ksefNumberOf(index + 40) } : {},
    invoicingMode: 'Online',
    dates: {
      issuedOn: summary.issuedOn,
      sentAt: summary.hasUpo ? { written: '2026-04-01T00:29:58+02:00', utc: time(-2_000).utc } : null,
      invoicingDate: time(0),
      acquisitionDate: isAccepted ? time(4_000) : null,
      permanentStorageDate: isAccepted ? time(65_000) : null,
    },
    netMinor: summary.grossMinor === null ? null : Math.round(summary.grossMinor / 1.23),
    vatMinor: summary.grossMinor === null ? null : summary.grossMinor - Math.round(summary.grossMinor / 1.23),
    invoiceType: 'Vat',
    formCode: 'FA (3)',
    isSelfInvoicing: false,
    senderContext: summary.hasUpo ? `NIP ${SELLER_NIP}` : null,
    ...partiesOf(index),
    related: relatedOf(index),
    relatedIsCut: relatedOf(index).length > 3,
    documents: documentsOf(index, summary),
    history,
    diagnosis: diagnosisOf(index, summary),
    handled: null,
    sender: { role: 'seller', identifier: SELLER_NIP, name: SELLER, isThisTaxpayer: true, knownFrom: summary.hasUpo ? 'upo' : 'session' },
    verificationLink: isAccepted ? `https://qr.ksef.mf.gov.pl/invoice/${SELLER_NIP}/31-03-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE` : null,
  }
}

/** The session at a place, newest first. */
export function fakeSession(index: number): SessionSummary {
  const sessionType = index % 3 === 1 ? 'Batch' : 'Online'
  const statusCode = index === 0 ? 100 : index === 4 ? 445 : index === 7 && sessionType === 'Batch' ? 435 : 200
  const invoiceCount = sessionType === 'Batch' ? 1_000 + index * 37 : 12 + index
  const rejectedCount = statusCode === 445 ? invoiceCount : index % 4 === 2 ? 3 : 0
  const acceptedCount = statusCode === 200 || statusCode === 100 ? invoiceCount - rejectedCount : 0
  const createdAt = new Date(Date.parse(NEWEST) - index * 90_000_000).toISOString()
  return {
    id: SessionId.parse(index + 1),
    referenceNumber: `${addDays('2026-03-31', -index).replaceAll('-', '')}-${sessionType === 'Batch' ? 'SB' : 'SO'}-3789A40000-20373E${String(1000 + index)}-A3`,
    sessionType,
    statusCode,
    statusDescription: null,
    createdAt,
    updatedAt: createdAt,
    invoiceCount,
    acceptedCount,
    rejectedCount,
    knownCount: invoiceCount,
    unlistedCount: 0,
    provenCount: index % 5 === 1 ? Math.floor(acceptedCount * 0.7) : acceptedCount,
  }
}

/** The session at a place with its collective receipt; every fifth has gaps, a stranger and contradictions. */
export function fakeSessionDetail(index: number): SessionDetail {
  const summary = fakeSession(index)
  const { acceptedCount, rejectedCount, provenCount, invoiceCount } = summary
  const isFinished = summary.statusCode === 200
  const isBad = index % 5 === 1
  const document = (page: number): DocumentView => ({ documentId: 900_000 + index * 10 + page, kind: 'session-upo', standing: 'kept', quarantineReason: null, sha256: hexHash(index + page), byteLength: 512_400, contentType: 'application/xml', headerHash: hash(index + page), route: 'link', fetchedAt: instantOf(index), checks: checksOf(true), signer: 'CN=Ministerstwo Finansów, C=PL', signedAt: '2026-04-01T00:31:12+02:00', certificate: null })
  const finding = (at: number): SessionFinding => ({ invoiceId: InvoiceId.parse(at + 1), ksefNumber: ksefNumberOf(at), invoiceNumber: fakeInvoice(at).invoiceNumber, documentId: document(1).documentId })
  const bySession = Math.floor(provenCount / 10)
  return {
    summary,
    statusDetails: summary.statusCode >= 400 ? ['Pakiet zawiera plik o nazwie spoza listy.'] : [],
    coverage: { sent: invoiceCount, accepted: acceptedCount, rejected: rejectedCount, inProcess: 0, unclear: invoiceCount - acceptedCount - rejectedCount, provenByInvoiceUpo: provenCount - bySession, provenBySessionUpoOnly: bySession, quarantined: 0, notProven: acceptedCount - provenCount },
    isRead: true,
    pages: isFinished ? [1, 2].map((page) => ({ pageReference: `20260331-EU-3789A40000-20373E${String(page)}-A3`, document: document(page), page, pages: 2, entries: Math.ceil(acceptedCount / 2) })) : [],
    quarantined: isBad ? [{ ...document(3), kind: 'unrecognised', standing: 'quarantined', quarantineReason: 'html-page', checks: checksOf(false) }] : [],
    hasAllPages: isFinished,
    entries: { counted: isBad ? acceptedCount - 1 : acceptedCount, stated: isFinished ? acceptedCount : null, verdict: !isFinished ? 'not-checked' : isBad ? 'failed' : 'confirmed' },
    gaps: isBad ? { total: 231, rows: [finding(0), finding(1), finding(3)] } : { total: 0, rows: [] },
    strangers: isBad ? { total: 1, rows: [{ ...finding(7), invoiceId: null }] } : { total: 0, rows: [] },
    contradictions: isBad
      ? { total: 2, rows: [{ ...finding(8), difference: 'hash', onList: hash(8), inUpo: hash(9) }, { ...finding(10), difference: 'ksef-number', onList: ksefNumberOf(10), inUpo: ksefNumberOf(11) }] }
      : { total: 0, rows: [] },
  }
}

/** What was set apart: in the place of invoices' receipts, of a session's page, of a package's part, and from a file. */
export function fakeQuarantine(invoices: number): readonly QuarantinedDocument[] {
  const reasons = ['html-page', 'package-part-differs', 'signature-invalid', 'other-invoice', 'header-hash-differs', 'unsigned'] as const
  return Array.from({ length: invoices === 0 ? 0 : 60 }, (_, index): QuarantinedDocument => {
    const { id, invoiceNumber, ksefNumber } = fakeInvoice(index)
    const [bad] = documentsOf(index, { ...fakeInvoice(index), hasUpo: false, state: 'unclear', statusCode: 200 })
    if (bad === undefined) throw new Error('an unclear invoice has a document that was set apart')
    const quarantineReason = reasons[index % reasons.length] ?? 'unsigned'
    if (quarantineReason === 'package-part-differs') {
      const part = { kind: 'unrecognised', quarantineReason, byteLength: 49_283_072, route: 'export', contentType: 'application/octet-stream', headerHash: null, checks: [], signer: null, signedAt: null } as const
      return { document: { ...bad, ...part }, sessionReference: null, session: null, invoice: null }
    }
    const isReceipt = quarantineReason !== 'html-page'
    return {
      document: { ...bad, kind: isReceipt ? 'invoice-upo' : 'unrecognised', quarantineReason, route: quarantineReason === 'unsigned' ? 'import' : 'link', contentType: isReceipt ? 'application/xml' : 'text/html; charset=utf-8' },
      sessionReference: isReceipt ? '20260331-SB-3789A40000-20373E1A2B-A3' : null,
      session: isReceipt ? { id: fakeSession(0).id, reference: '20260331-SB-3789A40000-20373E1A2B-A3' } : null,
      invoice: index % 4 === 3 ? null : { id, invoiceNumber, ksefNumber },
    }
  })
}

export function fakeDocumentText(documentId: number): DocumentText {
  return {
    documentId,
    text: `<?xml version="1.0" encoding="utf-8"?>\n<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3">\n  <NazwaPodmiotuPrzyjmujacego>Ministerstwo Finansów</NazwaPodmiotuPrzyjmujacego>\n  <Dokument>\n    <NipSprzedawcy>${SELLER_NIP}</NipSprzedawcy>\n  </Dokument>\n</Potwierdzenie>\n`,
    truncated: false,
    encodingProblem: false,
    outline: [
      { title: 'Potwierdzenie odbioru', rows: [{ label: 'Podmiot przyjmujący', value: 'Ministerstwo Finansów' }, { label: 'NIP sprzedawcy', value: SELLER_NIP }, { label: 'Tryb', value: 'Online' }], table: null },
      { title: 'Pozycje', rows: [], table: { columns: ['Lp.', 'Nazwa', 'Ilość', 'Wartość netto'], rows: [['1', 'Stół dębowy', '2', '4 300,00'], ['2', 'Krzesło gięte', '8', '3 960,00']] } },
    ],
  }
}
