import type { WritableDb } from '../connection.ts'
import { statement } from '../statements.ts'

export interface Observation {
  readonly observedAt: string
  readonly route: string
  readonly statusCode: number | null
  /** JSON text of the item as KSeF gave it. */
  readonly raw: string
}

/** Appends what KSeF said about an invoice, unless it is the very thing it said last on the same route; true when it was new. */
export function observeInvoice(db: WritableDb, invoiceId: number, observation: Observation): boolean {
  const raw = withoutLinks(observation.raw)
  const last = statement(db, 'SELECT raw FROM observations WHERE invoiceId = ? AND route = ? ORDER BY id DESC LIMIT 1').pluck().get(invoiceId, observation.route)
  if (last === raw) return false
  statement(db, 'INSERT INTO observations (invoiceId, observedAt, route, statusCode, raw) VALUES (@invoiceId, @observedAt, @route, @statusCode, @raw)').run({
    ...observation,
    raw,
    invoiceId,
  })
  return true
}

/** The same for a session. */
export function observeSession(db: WritableDb, sessionId: number, observation: Observation): void {
  const raw = withoutLinks(observation.raw)
  const last = statement(db, 'SELECT raw FROM observations WHERE sessionId = ? AND route = ? ORDER BY id DESC LIMIT 1').pluck().get(sessionId, observation.route)
  if (last === raw) return
  statement(db, 'INSERT INTO observations (sessionId, observedAt, route, statusCode, raw) VALUES (@sessionId, @observedAt, @route, @statusCode, @raw)').run({
    ...observation,
    raw,
    sessionId,
  })
}

const LINKS = new Set(['upoDownloadUrl', 'upoDownloadUrlExpirationDate', 'downloadUrl', 'downloadUrlExpirationDate'])

/** Links open a document to whoever has them, expire, and are new in every answer: they are never kept (API-NOTES §6.2). */
export function withoutLinks(raw: string): string {
  if (!raw.includes('ownloadUrl')) return raw
  return JSON.stringify(JSON.parse(raw, (key, value: unknown) => (LINKS.has(key) ? undefined : value)))
}
