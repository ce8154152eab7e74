/** Why a file was not taken in; a closed list, each with a text in every language (shared/messages/imports.ts). */
export const IMPORT_REFUSALS = [
  // the file itself
  'unreadable',
  'folder-unreadable',
  'folder-empty',
  'symlink',
  'special-file',
  'too-large',
  'too-deep',
  'too-many-files',
  'empty',
  // what is in it
  'not-a-document',
  'html-page',
  'dtd-refused',
  'broken-xml',
  'unknown-xml',
  'unknown-invoice',
  'unreadable-upo',
  // a ZIP and what is in it
  'zip-broken',
  'zip-empty',
  'zip-bomb',
  'zip-too-many',
  'zip-nested',
  'zip-encrypted',
  'zip-method',
  'zip-unsafe-name',
  'other-archive',
  // whose it is
  'company-left',
] as const
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number]

/** What merely lies beside documents: pictures, tables, the list that a bundle of this program has; and a folder that waits for files. */
const BESIDE: ReadonlySet<ImportRefusal> = new Set<ImportRefusal>(['not-a-document', 'unknown-xml', 'folder-empty'])

export function outcomeOfRefusal(reason: ImportRefusal): 'skipped' | 'refused' {
  return BESIDE.has(reason) ? 'skipped' : 'refused'
}

/**
 * What became of a file. `unlisted`: an invoice that is kept, though nothing here says that KSeF has it. `number-used`: the same, and
 * another invoice here has its seller, type and number. `needs-taxpayer`: whose it is cannot be told; the person must say. `skipped`: it is nothing that
 * belongs here; `refused`: it may be, and could not be taken in.
 */
export const IMPORT_OUTCOMES = ['stored', 'already-here', 'unlisted', 'number-used', 'quarantined', 'needs-taxpayer', 'refused', 'skipped'] as const
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number]

export const IMPORTED_KINDS = ['invoice', 'invoice-upo', 'session-upo'] as const
/** What a file was found to be, by its content alone. */
export type ImportedKind = (typeof IMPORTED_KINDS)[number]

/** Why it cannot be told whose a document is: none of its companies is on the list, or more than one is, or also others that are not, or it is of another KSeF. */
export const TAXPAYER_DOUBTS = ['unknown-company', 'several-companies', 'others-too', 'other-environment'] as const
export type TaxpayerDoubt = (typeof TAXPAYER_DOUBTS)[number]
