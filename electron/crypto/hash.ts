import { hash } from 'node:crypto'

/** SHA-256 of raw bytes (32 bytes). */
export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}

/** SHA-256 of raw bytes as Base64: the form of `invoiceHash`, `SkrotDokumentu` and `x-ms-meta-hash` (API-NOTES §3). */
export function sha256Base64(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64')
}
