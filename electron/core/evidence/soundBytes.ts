import type { ReadableDb } from '../../archive/connection.ts'
import { documentBytes } from '../../archive/queries/documents.ts'

/** The bytes of a document; null for bytes that came to harm: the self-check names them, and nothing can be said from them. */
export function soundBytes(db: ReadableDb, documentId: number): Uint8Array | null {
  try {
    return documentBytes(db, { documentId })?.bytes ?? null
  } catch {
    return null
  }
}
