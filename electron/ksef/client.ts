import type { Clock } from '../platform/clock.ts'
import type { ErrorDetails } from '../shared/errors.ts'
import type { KsefContext } from '../shared/model/context.ts'
import type { RateLimits } from '../shared/model/rateLimits.ts'
import { AccessTokens } from './auth/accessTokens.ts'
import type { SignInResult } from './auth/accessTokens.ts'
import { factsOf, secretsOf } from './credential.ts'
import type { Credential, CredentialFacts } from './credential.ts'
import { listPersonalGrants, listTokens, readRateLimits, revokeCurrentSignIn } from './endpoints/account.ts'
import type { PersonalGrant, TokenDescription } from './endpoints/account.ts'
import { fetchByLink, fetchDocument, invoiceByKsefNumber, sessionUpoPage, upoByInvoice, upoByKsefNumber } from './endpoints/documents.ts'
import { askForExport, downloadPart, exportStatus } from './endpoints/exports.ts'
import type { ExportOrder, ExportPart, ExportStatus, PartHeaders, TakeChunk } from './endpoints/exports.ts'
import { queryMetadata } from './endpoints/metadata.ts'
import type { MetadataFilters, MetadataPage, MetadataPageQuery } from './endpoints/metadata.ts'
import type { Page } from './endpoints/page.ts'
import { createSendAuthorised } from './endpoints/sendAuthorised.ts'
import type { SessionInvoice, SessionListItem, SessionStatus } from './endpoints/sessionAnswers.ts'
import { failedInvoices, invoiceStatus, listSessions, sessionInvoices, sessionStatus } from './endpoints/sessions.ts'
import type { PageQuery, SessionQuery } from './endpoints/sessions.ts'
import { assertSafeBase } from './environments.ts'
import type { FetchedDocument } from './fetchedDocument.ts'
import { createApiConnection } from './http/apiConnection.ts'
import { createDispatcher } from './http/dispatcher.ts'
import type { Connections, ConnectionSettings } from './http/dispatcher.ts'
import type { RateBudget } from './rateBudget.ts'

export interface KsefClientOptions {
  readonly context: KsefContext
  /** From `addressesOf`. */
  readonly apiBase: string
  readonly credential: Credential
  readonly budget: RateBudget
  readonly clock: Clock
  /** Shared by several clients when given, and then not closed by them. */
  readonly dispatcher?: Connections
  /** Proxy and certificates for connections of its own. */
  readonly connection?: ConnectionSettings
  readonly log: (event: string, facts: ErrorDetails) => void
  readonly onSystemWarning?: (warning: string, route: string) => void
}

/**
 * KSeF for one context and one credential; it only reads. Every call signs in when needed, keeps to the budget, obeys the signal, and
 * throws AppError with the codes of shared/errors.ts ('sign-in-…', 'api-…', 'network-…', 'cancelled').
 */
export interface KsefClient {
  readonly context: KsefContext
  /** The credential itself stays inside. */
  readonly credentialFacts: CredentialFacts
  readonly budget: RateBudget
  readonly clock: Clock
  /** Signs in anew whatever is held: the explicit test of a connection. */
  signIn(signal: AbortSignal): Promise<SignInResult>
  listSessions(query: SessionQuery, signal: AbortSignal): Promise<Page<SessionListItem>>
  sessionStatus(sessionReference: string, signal: AbortSignal): Promise<SessionStatus>
  sessionInvoices(sessionReference: string, query: PageQuery, signal: AbortSignal): Promise<Page<SessionInvoice>>
  failedInvoices(sessionReference: string, query: PageQuery, signal: AbortSignal): Promise<Page<SessionInvoice>>
  invoiceStatus(sessionReference: string, invoiceReference: string, signal: AbortSignal): Promise<SessionInvoice>
  fetchUpoByLink(link: string, signal: AbortSignal): Promise<FetchedDocument>
  fetchUpoByInvoice(sessionReference: string, invoiceReference: string, signal: AbortSignal): Promise<FetchedDocument>
  fetchUpoByKsefNumber(sessionReference: string, ksefNumber: string, signal: AbortSignal): Promise<FetchedDocument>
  fetchSessionUpoPage(sessionReference: string, upoReference: string, signal: AbortSignal): Promise<FetchedDocument>
  queryMetadata(filters: MetadataFilters, page: MetadataPageQuery, signal: AbortSignal): Promise<MetadataPage>
  fetchInvoice(ksefNumber: string, signal: AbortSignal): Promise<FetchedDocument>
  /** Orders an export and gives its reference number. */
  askForExport(order: ExportOrder, signal: AbortSignal): Promise<string>
  exportStatus(referenceNumber: string, signal: AbortSignal): Promise<ExportStatus>
  /** Hands on an encrypted part as it comes. */
  downloadPart(part: ExportPart, take: TakeChunk, signal: AbortSignal): Promise<PartHeaders>
  /** Reads the limits in force and lets the budget use them. */
  rateLimits(signal: AbortSignal): Promise<RateLimits>
  tokens(signal: AbortSignal): Promise<readonly TokenDescription[]>
  personalGrants(signal: AbortSignal): Promise<readonly PersonalGrant[]>
  /** Ends the sign-in at KSeF too, when there is one. */
  signOut(signal: AbortSignal): Promise<void>
  /** Forgets the tokens and closes connections of its own. */
  close(): Promise<void>
}

export function createKsefClient(options: KsefClientOptions): KsefClient {
  const { context, apiBase, credential, budget, clock, log, onSystemWarning } = options
  assertSafeBase(apiBase)
  const dispatcher = options.dispatcher ?? createDispatcher(options.connection)
  const secrets = (): readonly string[] => [...secretsOf(credential), ...tokens.secrets()]
  const connection = createApiConnection({ dispatcher, apiBase, budget, secrets, log, onSystemWarning })
  const tokens = new AccessTokens({ send: connection, context, credential, clock })
  const send = createSendAuthorised(connection, tokens)
  return {
    context,
    credentialFacts: factsOf(credential),
    budget,
    clock,
    signIn: (signal) => tokens.signIn(signal),
    listSessions: (query, signal) => listSessions(send, query, signal),
    sessionStatus: (session, signal) => sessionStatus(send, session, signal),
    sessionInvoices: (session, query, signal) => sessionInvoices(send, session, query, signal),
    failedInvoices: (session, query, signal) => failedInvoices(send, session, query, signal),
    invoiceStatus: (session, invoice, signal) => invoiceStatus(send, session, invoice, signal),
    fetchUpoByLink: (link, signal) => fetchByLink({ dispatcher, apiBase, clock }, link, signal),
    fetchUpoByInvoice: (session, invoice, signal) => fetchDocument(send, clock, upoByInvoice(session, invoice), signal),
    fetchUpoByKsefNumber: (session, ksefNumber, signal) => fetchDocument(send, clock, upoByKsefNumber(session, ksefNumber), signal),
    fetchSessionUpoPage: (session, upo, signal) => fetchDocument(send, clock, sessionUpoPage(session, upo), signal),
    queryMetadata: (filters, page, signal) => queryMetadata(send, filters, page, signal),
    fetchInvoice: (ksefNumber, signal) => fetchDocument(send, clock, invoiceByKsefNumber(ksefNumber), signal),
    askForExport: (order, signal) => askForExport({ send, connection, now: clock.now() }, order, signal),
    exportStatus: (referenceNumber, signal) => exportStatus(send, referenceNumber, signal),
    downloadPart: (part, take, signal) => downloadPart({ dispatcher, apiBase }, part, take, signal),
    rateLimits: async (signal) => {
      const limits = await readRateLimits(send, budget.limits, signal)
      budget.useLimits(limits)
      return limits
    },
    tokens: (signal) => listTokens(send, signal),
    personalGrants: (signal) => listPersonalGrants(send, signal),
    signOut: async (signal) => {
      if (tokens.isSignedIn) await revokeCurrentSignIn(send, signal)
      tokens.forget()
    },
    close: async () => {
      tokens.forget()
      if (options.dispatcher === undefined) await dispatcher.destroy()
    },
  }
}
