import { sha256Base64 } from '../crypto/hash.ts'
import type { HttpAnswer } from './http/transport.ts'

/** How a document came: a link without a token, one of the API's routes, or the package of an export. */
export type DocumentRoute = 'link' | 'invoice-reference' | 'ksef-number' | 'session-upo' | 'invoice' | 'export'

export type DocumentLook = 'xml' | 'html' | 'json' | 'other'

/** `x-ms-meta-hash` against the bytes; absent means not verified, never "right" (API-NOTES §3). */
export type HeaderHashVerdict = 'matches' | 'differs' | 'absent'

/** The bytes as they came, also when they are not what was asked for: evidence first, judging is the caller's. */
export interface FetchedDocument {
  readonly bytes: Uint8Array
  /** SHA-256 of the bytes, Base64. */
  readonly sha256: string
  readonly contentType: string | null
  readonly headerHash: string | null
  readonly headerHashVerdict: HeaderHashVerdict
  readonly looksLike: DocumentLook
  /** Local name of the root element when it looks like XML, for example `Potwierdzenie`. */
  readonly rootElement: string | null
  readonly route: DocumentRoute
  /** ISO, UTC, by our clock. */
  readonly fetchedAt: string
}

/** The same in lower-case hex, as the archive names documents. */
export function sha256HexOf({ sha256 }: Pick<FetchedDocument, 'sha256'>): string {
  return Buffer.from(sha256, 'base64').toString('hex')
}

export function toFetchedDocument(answer: HttpAnswer, route: DocumentRoute, fetchedAtMs: number): FetchedDocument {
  const sha256 = sha256Base64(answer.bytes)
  const headerHash = answer.header('x-ms-meta-hash')
  const { looksLike, rootElement } = glanceAt(answer.bytes)
  return {
    bytes: answer.bytes,
    sha256,
    contentType: answer.header('content-type'),
    headerHash,
    headerHashVerdict: headerHash === null ? 'absent' : headerHash.trim() === sha256 ? 'matches' : 'differs',
    looksLike,
    rootElement,
    route,
    fetchedAt: new Date(fetchedAtMs).toISOString(),
  }
}

/** A file out of the package of an export; its own hash is in the package's metadata, there is no header. */
export function toExportedDocument(bytes: Uint8Array, fetchedAt: string): FetchedDocument {
  const hash = { sha256: sha256Base64(bytes), headerHash: null, headerHashVerdict: 'absent' } as const
  return { bytes, ...hash, contentType: null, ...glanceAt(bytes), route: 'export', fetchedAt }
}

/** Enough for a declaration, comments and a root element with its namespaces. */
const GLANCE_BYTES = 4_096

const BEFORE_ROOT = /^(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^>[]*>)/i
const ROOT = /^<(?:[\w.-]+:)?([\p{L}_][\p{L}\p{N}._-]*)[\s/>]/u

/** What the first bytes look like, whatever the header claims: a bot wall sends HTML with status 200 (API-NOTES §6). */
export function glanceAt(bytes: Uint8Array): { readonly looksLike: DocumentLook; readonly rootElement: string | null } {
  const start = decodeStart(bytes.subarray(0, GLANCE_BYTES)).trimStart()
  if (start.startsWith('{') || start.startsWith('[')) return { looksLike: 'json', rootElement: null }
  const root = ROOT.exec(skipProlog(start))?.[1] ?? null
  if (/^<!doctype html/i.test(start) || root?.toLowerCase() === 'html') return { looksLike: 'html', rootElement: null }
  if (root === null) return { looksLike: start.startsWith('<?xml') ? 'xml' : 'other', rootElement: null }
  return { looksLike: 'xml', rootElement: root }
}

function skipProlog(text: string): string {
  let rest = text
  for (let match = BEFORE_ROOT.exec(rest); match !== null; match = BEFORE_ROOT.exec(rest)) rest = rest.slice(match[0].length)
  return rest
}

/** Odd encodings exist in production (API-NOTES §5): byte order marks are obeyed, everything else read as UTF-8. */
function decodeStart(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
