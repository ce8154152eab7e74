import { InvoiceId, SessionId } from '../../electron/shared/contract/common.ts'
import type { DocumentView } from '../../electron/shared/contract/invoices.ts'
import type { SessionDetail, SessionFinding, SessionSummary } from '../../electron/shared/contract/sessions.ts'
import { addDays } from '../../electron/shared/model/warsawDay.ts'
import { checksOf, fakeInvoice, hash, hexHash, instantOf, ksefNumberOf, NEWEST } from './fakeInvoices.ts'

interface Counts {
  readonly invoiceCount: number
  readonly acceptedCount: number
  readonly rejectedCount: number
}

/** The session at a place, newest first. */
export function fakeSession(index: number): SessionSummary & Counts {
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
    knownCount: statusCode === 435 ? 0 : invoiceCount,
    unlistedCount: 0,
    handledAt: null,
    handledNote: null,
    provenCount: index % 5 === 1 ? Math.floor(acceptedCount * 0.7) : acceptedCount,
  }
}

/** The session at a place with its collective receipt; every fifth has gaps, a stranger and contradictions. */
export function fakeSessionDetail(index: number): SessionDetail {
  const summary = fakeSession(index)
  const { acceptedCount, rejectedCount, provenCount, invoiceCount } = summary
  const isFinished = summary.statusCode === 200
  const isBad = index % 5 === 1
  const document = (page: number): DocumentView => ({ documentId: 900_000 + index * 10 + page, kind: 'session-upo', standing: 'kept', quarantineReason: null, sha256: hexHash(index + page), byteLength: 512_400, contentType: 'application/xml', headerHash: hash(index + page), route: 'link', fetchedAt: instantOf(index), damagedAt: null, checks: checksOf(true), signer: 'CN=Ministerstwo Finansów, C=PL', signedAt: '2026-04-01T00:31:12+02:00', certificate: null })
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
