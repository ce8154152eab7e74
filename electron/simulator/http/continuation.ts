import { Refused } from './problemDetails.ts'

const FORM = /^([a-z]+):(\d{1,15}):(.*)$/

/**
 * A continuation token: what is listed, where to go on, and a mark of the place (a reference number, or nothing).
 * Opaque to clients; goes back in the header `x-continuation-token` (API-NOTES §3).
 */
export function writeContinuation(list: string, position: number, mark = ''): string {
  return Buffer.from(`${list}:${position}:${mark}`).toString('base64url')
}

/** Reads a token of this list, gives null where none was sent, and refuses any other with 21418. */
export function readContinuation(token: string | undefined, list: string): { readonly position: number; readonly mark: string } | null {
  if (token === undefined || token === '') return null
  const match = FORM.exec(Buffer.from(token, 'base64url').toString('utf8'))
  if (match?.[1] !== list) throw new Refused({ status: 400, code: 21418, description: 'Przekazany token kontynuacji ma nieprawidłowy format.' })
  return { position: Number(match[2]), mark: match[3] ?? '' }
}
