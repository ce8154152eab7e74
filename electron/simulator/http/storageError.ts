import type { Answer } from './answer.ts'

/** What the storage behind the links answers instead of a document. */
export function storageError(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`),
  }
}
