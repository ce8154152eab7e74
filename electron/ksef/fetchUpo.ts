import { AppError, isOfOneCall } from '../shared/errors.ts'
import type { KsefClient } from './client.ts'
import type { DocumentRoute, FetchedDocument } from './fetchedDocument.ts'

export interface DocumentLink {
  readonly url: string
  /** As KSeF wrote it; null when not told. */
  readonly expiresAt: string | null
}

/** The UPO of one invoice, or one page of a session's UPO; without a fresh link the API route is used at once. */
export type UpoTarget =
  | {
      readonly kind: 'invoice'
      readonly sessionReference: string
      /** One of the two is needed for the route; the reference goes first. */
      readonly invoiceReference: string | null
      readonly ksefNumber: string | null
      readonly link: DocumentLink | null
    }
  | { readonly kind: 'session'; readonly sessionReference: string; readonly upoReference: string; readonly link: DocumentLink | null }

/** What is wrong with bytes that came with a good status: no XML, XML of another kind, or not the bytes that KSeF hashed. */
export type DocumentDamage = 'not-xml' | 'other-root' | 'header-hash'

export type FetchOutcome =
  | 'fetched'
  /** The link's time was over; nothing was sent. */
  | 'link-expired'
  /** `document` is not a UPO, and `damage` says why: kept apart, never as a UPO. */
  | 'damaged'
  /** KSeF has no UPO for this (yet): the status of the invoice decides (API-NOTES §4). */
  | 'not-available-yet'
  /** `error` says why. */
  | 'failed'

/** One try, to be written down whatever came of it. */
export interface FetchAttempt {
  readonly route: DocumentRoute
  /** ISO, UTC. */
  readonly at: string
  readonly outcome: FetchOutcome
  readonly document: FetchedDocument | null
  readonly damage: DocumentDamage | null
  readonly error: AppError | null
}

export interface FetchUpoResult {
  /** Looks like a UPO and has the hash of its header, if there was one; its signature and content are still to be judged. */
  readonly document: FetchedDocument | null
  readonly attempts: readonly FetchAttempt[]
}

/** How long one invoice may hold up the others when the route's budget is spent. */
const DEFAULT_MAX_ROUTE_WAIT_MS = 5_000

/**
 * Fetches a UPO by its link and, when that is expired, refused or gives something else (a bot wall, wrong bytes), once by the API's
 * own route, if the budget of sessionMisc allows soon. Network failures and a KSeF that is down are not asked twice.
 * Rejects only with what is of no one call: cancelling, an archive that cannot keep what is spent.
 */
export async function fetchUpo(
  client: KsefClient,
  target: UpoTarget,
  signal: AbortSignal,
  { maxRouteWaitMs = DEFAULT_MAX_ROUTE_WAIT_MS }: { readonly maxRouteWaitMs?: number } = {},
): Promise<FetchUpoResult> {
  const byLink = await tryLink(client, target.link, signal)
  if (byLink !== null && !isWorthAnotherWay(byLink)) return { document: usable(byLink), attempts: [byLink] }
  const before = byLink === null ? [] : [byLink]
  const way = routeFor(client, target)
  if (way === null) return { document: null, attempts: before }
  const byRoute = await tryRoute(client, way, maxRouteWaitMs, signal)
  return { document: usable(byRoute), attempts: [...before, byRoute] }
}

/** Judges the bytes alone: XML, root element `Potwierdzenie`, header hash. */
export function damageOf(document: FetchedDocument): DocumentDamage | null {
  if (document.looksLike !== 'xml') return 'not-xml'
  if (document.rootElement !== 'Potwierdzenie') return 'other-root'
  return document.headerHashVerdict === 'differs' ? 'header-hash' : null
}

async function tryLink(client: KsefClient, link: DocumentLink | null, signal: AbortSignal): Promise<FetchAttempt | null> {
  if (link === null) return null
  const now = client.clock.now()
  if (link.expiresAt !== null && Date.parse(link.expiresAt) <= now) {
    return { route: 'link', at: new Date(now).toISOString(), outcome: 'link-expired', document: null, damage: null, error: null }
  }
  return attempt(client, 'link', () => client.fetchUpoByLink(link.url, signal))
}

interface Way {
  readonly route: DocumentRoute
  readonly fetch: (signal: AbortSignal) => Promise<FetchedDocument>
}

function routeFor(client: KsefClient, target: UpoTarget): Way | null {
  const { sessionReference } = target
  if (target.kind === 'session') {
    return { route: 'session-upo', fetch: (signal) => client.fetchSessionUpoPage(sessionReference, target.upoReference, signal) }
  }
  const { invoiceReference, ksefNumber } = target
  if (invoiceReference !== null) {
    return { route: 'invoice-reference', fetch: (signal) => client.fetchUpoByInvoice(sessionReference, invoiceReference, signal) }
  }
  if (ksefNumber === null) return null
  return { route: 'ksef-number', fetch: (signal) => client.fetchUpoByKsefNumber(sessionReference, ksefNumber, signal) }
}

function tryRoute(client: KsefClient, { route, fetch }: Way, maxRouteWaitMs: number, signal: AbortSignal): Promise<FetchAttempt> {
  const freeAt = client.budget.nextFreeAt('sessionMisc')
  if (freeAt - client.clock.now() <= maxRouteWaitMs) return attempt(client, route, () => fetch(signal))
  const resumesAt = new Date(freeAt).toISOString()
  return attempt(client, route, () => Promise.reject(new AppError('api-rate-limited', { details: { group: 'sessionMisc', resumesAt } })))
}

async function attempt(client: KsefClient, route: DocumentRoute, fetch: () => Promise<FetchedDocument>): Promise<FetchAttempt> {
  const at = new Date(client.clock.now()).toISOString()
  try {
    const document = await fetch()
    const damage = damageOf(document)
    return { route, at, outcome: damage === null ? 'fetched' : 'damaged', document, damage, error: null }
  } catch (error) {
    if (!isOfOneCall(error)) throw error
    return { route, at, outcome: isNotAvailableYet(error) ? 'not-available-yet' : 'failed', document: null, damage: null, error }
  }
}

/** Which code a UPO route gives is not documented for all of them: any 400 on a known reference says the same (API-NOTES §4). */
function isNotAvailableYet(error: AppError): boolean {
  return error.code === 'api-rejected' && error.details.httpStatus === 400
}

function isWorthAnotherWay({ outcome, error }: FetchAttempt): boolean {
  return outcome === 'link-expired' || outcome === 'damaged' || error?.code === 'link-refused'
}

function usable({ outcome, document }: FetchAttempt): FetchedDocument | null {
  return outcome === 'fetched' ? document : null
}
