import type { Clock } from '../../platform/clock.ts'
import { toFetchedDocument } from '../fetchedDocument.ts'
import type { DocumentRoute, FetchedDocument } from '../fetchedDocument.ts'
import { MAX_DOCUMENT_BYTES } from '../http/apiConnection.ts'
import type { ApiCall } from '../http/apiConnection.ts'
import type { Connections } from '../http/dispatcher.ts'
import { isConnectionReset, sendHttp } from '../http/transport.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { addressOfLink, linkFailure } from './linkRules.ts'
import type { SendAuthorised } from './sendAuthorised.ts'

export interface LinkParts {
  readonly dispatcher: Connections
  readonly apiBase: string
  readonly clock: Clock
}

/**
 * The document behind a link of KSeF: no token, no redirect, only from the API's own host, no limit (API-NOTES §3). Whatever comes
 * with status 200 is given back. Throws AppError 'link-refused' (details: reason, httpStatus), 'api-unavailable' and network errors.
 */
export async function fetchByLink({ dispatcher, apiBase, clock }: LinkParts, link: string, signal: AbortSignal): Promise<FetchedDocument> {
  const url = addressOfLink(link, apiBase)
  const answer = await getTwiceIfReset(dispatcher, url, signal)
  if (answer.status !== 200) throw linkFailure(answer, link, url)
  return toFetchedDocument(answer, 'link', clock.now())
}

async function getTwiceIfReset(dispatcher: Connections, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
  const request = { method: 'GET', url, headers: { accept: 'application/xml' }, maxBytes: MAX_DOCUMENT_BYTES } as const
  try {
    return await sendHttp(dispatcher, request, signal)
  } catch (error) {
    if (!isConnectionReset(error)) throw error
    return sendHttp(dispatcher, request, signal)
  }
}

/** `GET /sessions/{ref}/invoices/{invoiceRef}/upo`; group sessionMisc. */
export function upoByInvoice(sessionReference: string, invoiceReference: string): DocumentCall {
  const template = '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}/upo'
  return upoCall('invoice-reference', template, { referenceNumber: sessionReference, invoiceReferenceNumber: invoiceReference })
}

/** `GET /sessions/{ref}/invoices/ksef/{ksefNumber}/upo`; group sessionMisc. */
export function upoByKsefNumber(sessionReference: string, ksefNumber: string): DocumentCall {
  return upoCall('ksef-number', '/sessions/{referenceNumber}/invoices/ksef/{ksefNumber}/upo', { referenceNumber: sessionReference, ksefNumber })
}

/** `GET /sessions/{ref}/upo/{upoRef}`: one page of the session UPO; group sessionMisc. */
export function sessionUpoPage(sessionReference: string, upoReference: string): DocumentCall {
  const parameters = { referenceNumber: sessionReference, upoReferenceNumber: upoReference }
  return upoCall('session-upo', '/sessions/{referenceNumber}/upo/{upoReferenceNumber}', parameters)
}

/** `GET /invoices/ksef/{ksefNumber}`: the invoice as its issuer sent it; group invoiceDownload. */
export function invoiceByKsefNumber(ksefNumber: string): DocumentCall {
  const template = '/invoices/ksef/{ksefNumber}'
  return { route: 'invoice', call: { method: 'GET', template, parameters: { ksefNumber }, group: 'invoiceDownload', maxBytes: MAX_DOCUMENT_BYTES } }
}

export interface DocumentCall {
  readonly route: DocumentRoute
  readonly call: ApiCall
}

/** The document of an API route; errors as in apiErrors.ts, for example 'api-rejected' with code 21178 "no UPO". */
export async function fetchDocument(send: SendAuthorised, clock: Clock, { route, call }: DocumentCall, signal: AbortSignal): Promise<FetchedDocument> {
  return toFetchedDocument(await send(call, signal), route, clock.now())
}

function upoCall(route: DocumentRoute, template: string, parameters: Readonly<Record<string, string>>): DocumentCall {
  return { route, call: { method: 'GET', template, parameters, group: 'sessionMisc', maxBytes: MAX_DOCUMENT_BYTES } }
}
