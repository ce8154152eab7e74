/**
 * How it stands with a document that a self-check named. `damaged`: KSeF can be asked for it, and nobody has said so yet. `asked`: the
 * person wants it fetched again, and it was not tried since. `gone`: KSeF answered that it does not give it. `failed`: the last try did
 * not get through. `out-of-reach`: there is no way to ask KSeF (an imported file, one kept apart). `replaced`: another good one stands in
 * its place. `repaired`: the same bytes came again. `sound`: its bytes are whole, what is noted beside them is not.
 */
export const DAMAGE_CONDITIONS = ['damaged', 'asked', 'gone', 'failed', 'out-of-reach', 'replaced', 'repaired', 'sound'] as const
export type DamageCondition = (typeof DAMAGE_CONDITIONS)[number]

/** Bytes are missing, do not inflate, or have another SHA-256; or what is stored of a UPO is not what its bytes say. */
export const DOCUMENT_FAULTS = ['bytes-missing', 'bytes-unreadable', 'hash-differs', 'verdict-differs', 'entries-differ'] as const
export type DocumentFault = (typeof DOCUMENT_FAULTS)[number]

/** An entry of the journal was changed, some are missing, it is other than a head kept outside says, entries were cut off at the end, or the document it tells of is not here. */
export const JOURNAL_FAULTS = ['changed', 'missing', 'differs-from-head', 'cut-off', 'document-gone'] as const
export type JournalFaultKind = (typeof JOURNAL_FAULTS)[number]
