import { sha256Base64 } from '../../crypto/hash.ts'

export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: Buffer.from(JSON.stringify(value)) }
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: Buffer.alloc(0) }
}

/** A document as it is stored, with `x-ms-meta-hash` over its raw bytes (API-NOTES §3). */
export function documentAnswer(document: Buffer): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', 'x-ms-meta-hash': sha256Base64(document) },
    body: document,
  }
}
