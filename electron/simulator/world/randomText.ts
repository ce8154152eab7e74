import { createCipheriv } from 'node:crypto'

const POOL_BYTES = 3 * 1024 * 1024
let pool: string | null = null

/** Four million letters that look drawn, the same for ever: Base64 of a key stream, so that they pack to three quarters only. */
function letters(): string {
  pool ??= createCipheriv('aes-256-ctr', Buffer.alloc(32), Buffer.alloc(16)).update(Buffer.alloc(POOL_BYTES)).toString('base64')
  return pool
}

/** So many letters from anywhere among them, as `from` says; past the end they begin again. */
export function randomText(from: number, length: number): string {
  const all = letters()
  const at = from % all.length
  const text = all.slice(at, at + length)
  return text.length === length ? text : text + all.slice(0, length - text.length)
}
