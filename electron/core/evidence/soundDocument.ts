import type { ReadableDb } from '../../archive/connection.ts'
import type { StoredBytes } from '../../archive/outputs.ts'
import { documentBytes } from '../../archive/queries/documents.ts'
import { sha256 } from '../../crypto/hash.ts'

/** A document whose bytes are still those that came; null for one that came to harm: the self-check names it, and nothing can be said from it. */
export function soundDocument(db: ReadableDb, { documentId }: { readonly documentId: number }): StoredBytes | null {
  try {
    const document = documentBytes(db, { documentId })
    return document !== null && sha256(document.bytes).toString('hex') === document.sha256 ? document : null
  } catch (cause) {
    if (isOfZlib(cause)) return null
    throw cause
  }
}

function isOfZlib(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')
}
