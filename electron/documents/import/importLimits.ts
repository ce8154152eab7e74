const MIB = 1024 * 1024

/** KSeF takes invoices of up to 3 MB (API-NOTES §5). */
export const MAX_INVOICE_BYTES = 3 * MIB
/** The same as for a downloaded UPO: a full page of 10 000 entries is about 5 MB. */
export { MAX_UPO_BYTES as MAX_DOCUMENT_BYTES } from '../upo/readUpo.ts'

/** A ZIP inside another is held in memory. */
export const MAX_NESTED_ZIP_BYTES = 64 * MIB
/** A ZIP in a ZIP is what a bank or a bookkeeper sends; deeper nesting is not. */
export const MAX_ZIP_DEPTH = 1
export const MAX_ZIP_ENTRIES = 100_000
/** All entries of one ZIP together, unpacked: 100 000 documents of 80 kB. */
export const MAX_ZIP_UNPACKED_BYTES = 8192 * MIB
/** Deflate makes at most 1032 to 1; a session UPO comes to about 20 to 1. Small files may be anything. */
export const MAX_ZIP_RATIO = 200
export const SMALL_ENTRY_BYTES = 256 * 1024
