/**
 * What may be ordered for the next export (API-NOTES §3, §6): 100 for ever; ready and already expired; a hash in the status that does not
 * fit the part; something that is no archive under hashes that fit; an archive without its last invoice, or with one digit of it changed,
 * both named in its metadata; a ZIP whatever was asked for.
 */
export const EXPORT_FLAWS = [
  'export-stuck',
  'export-expired',
  'wrong-part-hash',
  'wrong-encrypted-part-hash',
  'not-an-archive',
  'package-lacks-invoice',
  'package-changed-invoice',
  'zip-all-the-same',
] as const
export type ExportFlaw = (typeof EXPORT_FLAWS)[number]
