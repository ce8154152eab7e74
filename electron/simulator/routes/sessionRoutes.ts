import { maySeeSession, type Permission } from '../auth/principal.ts'
import { isHidden } from '../faults.ts'
import { jsonAnswer, type Answer } from '../http/answer.ts'
import { instantOf, invalidInput, parameterOf, referenceOf, wholeNumberOf, type SignedInCall } from '../http/call.ts'
import { readContinuation, writeContinuation } from '../http/continuation.ts'
import { Refused } from '../http/problemDetails.ts'
import type { ProtectedRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import type { InvoiceRecord, SessionRecord } from '../world/records.ts'
import { commonStatus } from '../world/sessionStatus.ts'
import { sessionInvoiceJson, sessionListItem, sessionStatusJson } from './sessionJson.ts'

const PAGE = { least: 10, most: 1000, usual: 10 }
/** The session list knows no PefInvoiceWrite (API-NOTES §2). */
const LIST_PERMISSIONS: readonly Permission[] = ['InvoiceWrite', 'Introspection', 'EnforcementOperations']

export const SESSION_PERMISSIONS: readonly Permission[] = ['InvoiceWrite', 'Introspection', 'EnforcementOperations']

function sessionFilter(call: SignedInCall): (session: SessionRecord) => boolean {
  const time = (name: string): number | null => instantOf(call.query.get(name), name)
  const createdFrom = time('dateCreatedFrom')
  const createdTo = time('dateCreatedTo')
  const modifiedFrom = time('dateModifiedFrom')
  const modifiedTo = time('dateModifiedTo')
  const closedFrom = time('dateClosedFrom')
  const closedTo = time('dateClosedTo')
  const statuses = call.query.getAll('statuses')
  const reference = call.query.get('referenceNumber')
  const within = (value: number, from: number | null, to: number | null): boolean => (from === null || value >= from) && (to === null || value <= to)
  return (session) => {
    if (reference !== null && session.reference !== reference) return false
    if (!within(session.createdAt, createdFrom, createdTo) || !within(session.updatedAt(), modifiedFrom, modifiedTo)) return false
    const { code } = session.status()
    if (statuses.length > 0 && !statuses.includes(commonStatus(code))) return false
    // Only sessions that have ended have a date of closing.
    return (closedFrom === null && closedTo === null) || (code !== 100 && within(session.updatedAt(), closedFrom, closedTo))
  }
}

function list(call: SignedInCall, kernel: Kernel): Answer {
  const type = call.query.get('sessionType')
  if (type !== 'Online' && type !== 'Batch') throw invalidInput("'sessionType' musi mieć wartość Online albo Batch.")
  const pageSize = wholeNumberOf(call, 'pageSize', PAGE)
  const matches = sessionFilter(call)
  const listName = `sessions${type.toLowerCase()}`
  const after = readContinuation(call.headers.get('x-continuation-token'), listName)
  const all = kernel.world.sessionsOf(call.principal.contextNip).filter((session) => session.type === type && maySeeSession(call.principal, session) && matches(session))
  // The place is a session, not a position: sessions opened meanwhile move nothing.
  const from = after === null ? 0 : all.findIndex(({ createdAt, reference }) => createdAt < after.position || (createdAt === after.position && reference < after.mark))
  const page = from < 0 ? [] : all.slice(from, from + pageSize)
  const last = page.at(-1)
  const hasMore = last !== undefined && from + pageSize < all.length
  return jsonAnswer(200, {
    ...(hasMore ? { continuationToken: writeContinuation(listName, last.createdAt, last.reference) } : {}),
    sessions: page.map(sessionListItem),
  })
}

/** The session of the path, if this caller may see it. */
export function visibleSession(call: SignedInCall, kernel: Kernel): SessionRecord {
  const reference = referenceOf(call, 'referenceNumber')
  const session = kernel.world.session(reference)
  if (session === null) {
    throw new Refused({
      status: 400,
      code: 21173,
      description: 'Brak sesji o wskazanym numerze referencyjnym.',
      details: [`Sesja o numerze referencyjnym ${reference} nie została znaleziona.`],
    })
  }
  if (!maySeeSession(call.principal, session)) {
    throw new Refused({ status: 403, detail: 'Brak dostępu do wskazanego zasobu.', reasonCode: 'insufficient-resource-access' })
  }
  return session
}

function pageOfInvoices(call: SignedInCall, kernel: Kernel, listName: string, isWanted: (invoice: InvoiceRecord) => boolean): Answer {
  const session = visibleSession(call, kernel)
  const pageSize = wholeNumberOf(call, 'pageSize', PAGE)
  const after = readContinuation(call.headers.get('x-continuation-token'), listName)
  const page: InvoiceRecord[] = []
  let ordinal = (after?.position ?? 0) + 1
  for (; ordinal <= session.listed() && page.length < pageSize; ordinal += 1) {
    const invoice = session.invoice(ordinal)
    if (isWanted(invoice) && !isHidden(kernel.faults, invoice)) page.push(invoice)
  }
  return jsonAnswer(200, {
    ...(ordinal <= session.listed() ? { continuationToken: writeContinuation(listName, ordinal - 1) } : {}),
    invoices: page.map((invoice) => sessionInvoiceJson(session, invoice, kernel)),
  })
}

function oneInvoice(call: SignedInCall, kernel: Kernel): Answer {
  const session = visibleSession(call, kernel)
  return jsonAnswer(200, sessionInvoiceJson(session, invoiceOf(call, session), kernel))
}

/** The invoice of the path; an unknown one is malformed input to KSeF (open-api.json names no other code). */
export function invoiceOf(call: SignedInCall, session: SessionRecord): InvoiceRecord {
  const reference = parameterOf(call, 'invoiceReferenceNumber')
  const invoice = session.find(referenceOf(call, 'invoiceReferenceNumber'))
  if (invoice === null) throw invalidInput(`Faktura o numerze referencyjnym ${reference} nie została znaleziona.`)
  return invoice
}

export const SESSION_ROUTES: readonly ProtectedRoute[] = [
  { id: 'sessions.list', method: 'GET', path: '/sessions', group: 'sessionList', access: 'protected', permissions: LIST_PERMISSIONS, handle: list },
  {
    id: 'sessions.status',
    method: 'GET',
    path: '/sessions/{referenceNumber}',
    group: 'sessionMisc',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: (call, kernel) => jsonAnswer(200, sessionStatusJson(visibleSession(call, kernel), kernel)),
  },
  {
    id: 'sessions.invoices',
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices',
    group: 'sessionInvoiceList',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: (call, kernel) => pageOfInvoices(call, kernel, 'invoices', () => true),
  },
  {
    id: 'sessions.failedInvoices',
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/failed',
    group: 'sessionInvoiceList',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: (call, kernel) => pageOfInvoices(call, kernel, 'failed', ({ status }) => status.code > 200),
  },
  {
    id: 'sessions.invoice',
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}',
    group: 'invoiceStatus',
    access: 'protected',
    permissions: SESSION_PERMISSIONS,
    handle: oneInvoice,
  },
]
