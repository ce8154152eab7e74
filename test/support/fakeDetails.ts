import { InvoiceId } from '../../electron/shared/contract/common.ts'
import type { DocumentText, HistoryEntry, InvoiceDetail, InvoiceSummary } from '../../electron/shared/contract/invoices.ts'
import { FACT_FIELDS } from '../../electron/shared/model/diagnosis.ts'
import { composeKsefNumber } from '../../electron/shared/model/ksefNumber.ts'
import { fakeComparison } from './fakeComparison.ts'
import { BUYERS, DESCRIPTIONS, documentsOf, fakeInvoice, hash, instantOf, ksefNumberOf, SEEN_BY_BUYER, SEEN_BY_SELLER, SELLER, SELLER_NIP } from './fakeInvoices.ts'
import { fakeSession } from './fakeSessions.ts'

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
