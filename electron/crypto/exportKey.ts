import { randomBytes } from 'node:crypto'

/** What an export is encrypted with: 32 random bytes for AES-256, 16 as initialisation vector (API-NOTES §3, Exports). */
export interface ExportKey {
  readonly aesKey: Uint8Array
  readonly iv: Uint8Array
}

export function makeExportKey(): ExportKey {
  return { aesKey: randomBytes(32), iv: randomBytes(16) }
}
