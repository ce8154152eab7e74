import { parseJsonAnswer, readAnswer } from '../http/readAnswer.ts'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall } from '../http/apiConnection.ts'
import { readItems, withoutFields } from './page.ts'
import type { Page } from './page.ts'
import type { SendAuthorised } from './sendAuthorised.ts'
import { invoicesAnswer, sessionInvoice, sessionsAnswer, sessionStatusAnswer, sessionSummary } from './sessionAnswers.ts'
import type { SessionInvoice, SessionListItem, SessionStatus } from './sessionAnswers.ts'

export type SessionType = 'Online' | 'Batch'

/** Filters of `GET /sessions`; dates are ISO with an offset. */
export interface SessionQuery {
  readonly sessionType: SessionType
  /** 10 to 1000. */
  readonly pageSize: number
  readonly referenceNumber?: string
  readonly dateCreatedFrom?: string
  readonly dateCreatedTo?: string
  readonly dateClosedFrom?: string
  readonly dateClosedTo?: string
  readonly dateModifiedFrom?: string
  readonly dateModifiedTo?: string
  readonly statuses?: readonly ('InProgress' | 'Succeeded' | 'Failed' | 'Cancelled')[]
  readonly continuationToken?: string
}

export interface PageQuery {
  /** 10 to 1000. */
  readonly pageSize: number
  readonly continuationToken?: string
}

/** `GET /sessions`, newest created first; group sessionList. */
export async function listSessions(send: SendAuthorised, query: SessionQuery, signal: AbortSignal): Promise<Page<SessionListItem>> {
  const { continuationToken, ...filters } = query
  const call: ApiCall = { method: 'GET', template: '/sessions', query: filters, headers: continuation(continuationToken), group: 'sessionList' }
  const answer = readAnswer(await send(call, signal), sessionsAnswer, routeOf(call))
  return { ...(await readItems(answer.sessions, sessionSummary)), continuationToken: emptyToNull(answer.continuationToken) }
}

/** `GET /sessions/{referenceNumber}`: status, counts and, after closing, the pages of the session UPO; group sessionMisc. */
export async function sessionStatus(send: SendAuthorised, referenceNumber: string, signal: AbortSignal): Promise<SessionStatus> {
  const call: ApiCall = { method: 'GET', template: '/sessions/{referenceNumber}', parameters: { referenceNumber }, group: 'sessionMisc' }
  const received = await send(call, signal)
  const { upo, ...answer } = readAnswer(received, sessionStatusAnswer, routeOf(call))
  return { ...answer, upoPages: upo?.pages ?? [], raw: withoutLinks(parseJsonAnswer(received, routeOf(call))) }
}

/** `GET /sessions/{referenceNumber}/invoices`: every invoice with a fresh link to its UPO; group sessionInvoiceList. */
export function sessionInvoices(send: SendAuthorised, referenceNumber: string, query: PageQuery, signal: AbortSignal): Promise<Page<SessionInvoice>> {
  return invoicePage(send, '/sessions/{referenceNumber}/invoices', referenceNumber, query, signal)
}

/** `GET /sessions/{referenceNumber}/invoices/failed`: only the rejected ones; group sessionInvoiceList. */
export function failedInvoices(send: SendAuthorised, referenceNumber: string, query: PageQuery, signal: AbortSignal): Promise<Page<SessionInvoice>> {
  return invoicePage(send, '/sessions/{referenceNumber}/invoices/failed', referenceNumber, query, signal)
}

/** `GET /sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}`; group invoiceStatus. */
export async function invoiceStatus(
  send: SendAuthorised,
  referenceNumber: string,
  invoiceReferenceNumber: string,
  signal: AbortSignal,
): Promise<SessionInvoice> {
  const call: ApiCall = {
    method: 'GET',
    template: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}',
    parameters: { referenceNumber, invoiceReferenceNumber },
    group: 'invoiceStatus',
  }
  const received = await send(call, signal)
  const answer = readAnswer(received, sessionInvoice, routeOf(call))
  return { ...answer, raw: withoutFields(parseJsonAnswer(received, routeOf(call)), 'upoDownloadUrl') }
}

async function invoicePage(
  send: SendAuthorised,
  template: string,
  referenceNumber: string,
  { pageSize, continuationToken }: PageQuery,
  signal: AbortSignal,
): Promise<Page<SessionInvoice>> {
  const call: ApiCall = {
    method: 'GET',
    template,
    parameters: { referenceNumber },
    query: { pageSize },
    headers: continuation(continuationToken),
    group: 'sessionInvoiceList',
  }
  const answer = readAnswer(await send(call, signal), invoicesAnswer, routeOf(call))
  return {
    ...(await readItems(answer.invoices, sessionInvoice, (value) => withoutFields(value, 'upoDownloadUrl'))),
    continuationToken: emptyToNull(answer.continuationToken),
  }
}

/** The token comes in the body and goes back in a header (API-NOTES §3). */
function continuation(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { 'x-continuation-token': token }
}

function emptyToNull(token: string | null): string | null {
  return token === '' ? null : token
}

function withoutLinks(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('upo' in raw)) return raw
  const { upo } = raw
  if (typeof upo !== 'object' || upo === null || !('pages' in upo) || !Array.isArray(upo.pages)) return raw
  return { ...raw, upo: { ...upo, pages: upo.pages.map((page) => withoutFields(page, 'downloadUrl')) } }
}
