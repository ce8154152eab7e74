import { assertDefined } from '../shared/assert.ts'
import { archiveContext } from './archiveContext.ts'
import { claimImported } from './claimImported.ts'
import type { ReadableDb, WritableDb } from './connection.ts'
import { changesKeys, deriveKeys, KEY_COLUMNS, type KeyColumns } from './deriveKeys.ts'
import { deriveProof, PROOF_COLUMNS, type ArchiveFacts, type Evidence, type ProofColumns } from './deriveProof.ts'
import { forgetFacts, readAgain } from './fileFacts.ts'
import { noFreshUpos, type FreshUpos } from './freshUpos.ts'
import { isOnList, type InvoiceRow } from './invoiceRow.ts'
import { metadataRead } from './metadataRead.ts'
import { allSessionsReadAt } from './sessionsReadAt.ts'
import { readEvidence } from './readEvidence.ts'
import { updateByRows, type SqlValue } from './runWithRows.ts'
import { POSITIONS, readSources, type DerivedColumn, type Extent, type Source } from './derivationSources.ts'
import { statement } from './statements.ts'

/** Makes the derived columns of an invoice anew. To be called after anything it rests on changed. */
export function refreshDerived(db: WritableDb, invoiceId: number): InvoiceRow {
  refreshManyDerived(db, [invoiceId])
  return assertDefined(readInvoice(db, invoiceId), 'the caller has just written this invoice')
}

/** More than this in one question would hold too many rows in memory for what it saves. */
const MANY = 1000

export interface Refreshing {
  /** UPO that were written in this transaction; without: all are read from the archive. */
  readonly freshUpos?: FreshUpos
  /** Rows that were read in this transaction and have not changed since. */
  readonly sources?: ReadonlyMap<number, Source>
  /** `all`, unless given. */
  readonly extent?: Extent
}

/**
 * The same for many invoices. Questions and changes are of whole groups: a page of a session's UPO names ten thousand, and the word index writes what it has
 * gathered to the disk at the end of every statement.
 */
export function refreshManyDerived(db: WritableDb, invoiceIds: readonly number[], { freshUpos = noFreshUpos(), sources = NONE_READ, extent = 'all' }: Refreshing = {}): void {
  const distinct = [...new Set(invoiceIds)]
  for (let start = 0; start < distinct.length; start += MANY) refreshGroup(db, distinct.slice(start, start + MANY), { freshUpos, sources, extent })
}

const NONE_READ: ReadonlyMap<number, Source> = new Map()

interface Made {
  readonly source: Source
  /** Keys only where they were asked for. */
  readonly derived: ProofColumns & Partial<KeyColumns>
  /** The file that spoke of it is another's. */
  readonly lostFile: boolean
  /** A file is its own now that contradicts what only UPO had said. */
  readonly gainedFile: boolean
}

function refreshGroup(db: WritableDb, invoiceIds: readonly number[], { freshUpos, sources: known, extent }: Required<Refreshing>): void {
  const sources = sourcesOf(db, invoiceIds, extent, known)
  const evidenceOf = readEvidence(db, sources, freshUpos)
  const facts: ArchiveFacts = { context: archiveContext(db).identifier, metadataRead: metadataRead(db), allSessionsReadAt: allSessionsReadAt(db) }
  const made = sources.map((source): Made => {
    const evidence = evidenceOf(source)
    const proof = deriveProof(source.listed, evidence, facts)
    const derived = source.named === null ? proof : { ...proof, ...deriveKeys({ ...source.named, ...proof, ksefNumber: source.listed.ksefNumber, parties: source.listed.parties }) }
    return { source, derived, lostFile: hasLostFile(source, evidence, proof), gainedFile: hasGainedFile(source, evidence, proof) }
  })
  writeChanged(db, made)
  // Their files may have been imported before their hashes were known.
  const claimed = claimImported(db, made.flatMap(({ source: { invoiceId }, derived: { hasXml, invoiceHash } }) => (hasXml === 1 || invoiceHash === null ? [] : [{ invoiceId, invoiceHash }])))
  if (claimed.length > 0) refreshGroup(db, claimed, { freshUpos, sources: NONE_READ, extent: 'all' })
  const mistold = idsOf(made.filter(({ lostFile }) => lostFile))
  if (mistold.length > 0) {
    forgetFacts(db, mistold)
    refreshGroup(db, mistold, { freshUpos, sources: NONE_READ, extent: 'all' })
  }
  readAgain(db, idsOf(made.filter(({ gainedFile }) => gainedFile)))
  if (extent === 'all') return
  const filled = made.filter(({ source: { listed }, derived }) => changesKeys(listed.ksefNumber, listed, derived))
  if (filled.length > 0) refreshGroup(db, idsOf(filled), { freshUpos, sources: NONE_READ, extent: 'all' })
}

function idsOf(made: readonly Made[]): readonly number[] {
  return made.map(({ source: { invoiceId } }) => invoiceId)
}

/** True where the file from which its facts were read is here and whole, and is not its file any more: a better UPO or a list named another. */
function hasLostFile({ listed, row }: Source, { files }: Evidence, { invoiceHash }: ProofColumns): boolean {
  if (listed.metadataReadAt !== null || invoiceHash === null) return false
  const before = row[POSITIONS.xmlDocumentId]
  return files.some(({ documentId, hash }) => documentId === before && hash !== invoiceHash)
}

/** True where a file became the invoice's of which only UPO have spoken that it contradicts: what they said gives way to it. */
function hasGainedFile({ listed, row }: Source, { upos }: Evidence, { xmlDocumentId, hasUpo }: ProofColumns): boolean {
  return !isOnList(listed) && hasUpo === 0 && upos.length > 0 && xmlDocumentId !== null && xmlDocumentId !== row[POSITIONS.xmlDocumentId]
}

/** Known rows serve for what the documents prove; the keys are made from rows as they are now. */
function sourcesOf(db: ReadableDb, invoiceIds: readonly number[], extent: Extent, known: ReadonlyMap<number, Source>): readonly Source[] {
  if (extent === 'all' || known.size === 0) return readSources(db, invoiceIds, extent)
  const unread = invoiceIds.filter((id) => !known.has(id))
  return [...invoiceIds.flatMap((id) => known.get(id) ?? []), ...(unread.length === 0 ? [] : readSources(db, unread, extent))]
}

export function readInvoice(db: ReadableDb, invoiceId: number): InvoiceRow | undefined {
  return statement(db, 'SELECT * FROM invoices WHERE id = ?').get(invoiceId) as InvoiceRow | undefined
}

const DERIVED_COLUMNS = [...PROOF_COLUMNS, ...KEY_COLUMNS] as const

/** Which of the derived columns changed, a bit for each. */
function changedBits({ source: { row }, derived }: Made): number {
  let bits = 0
  DERIVED_COLUMNS.forEach((column, index) => {
    const value = derived[column]
    if (value !== undefined && value !== row[POSITIONS[column]]) bits |= 1 << index
  })
  return bits
}

/** Only what changed, for naming a column makes SQLite write every index that holds it; together the rows in which the same columns changed. */
function writeChanged(db: WritableDb, made: readonly Made[]): void {
  const changes = new Map<number, Made[]>()
  for (const one of made) {
    const bits = changedBits(one)
    if (bits === 0) continue
    const others = changes.get(bits)
    if (others === undefined) changes.set(bits, [one])
    else others.push(one)
  }
  for (const [bits, changed] of changes) writeChange(db, DERIVED_COLUMNS.filter((_, index) => (bits & (1 << index)) !== 0), changed)
}

/** From so many rows on, it pays to look for columns in which all of them change to the same. */
const MANY_ALIKE = 100

/** A value that all rows have in common is given once. */
function writeChange(db: WritableDb, columns: readonly DerivedColumn[], changed: readonly Made[]): void {
  const valueOf = ({ derived }: Made, column: DerivedColumn): SqlValue => derived[column] ?? null
  const first = assertDefined(changed[0], 'a change is one of invoices')
  const common = columns.filter((column) => changed.length >= MANY_ALIKE && changed.every((one) => valueOf(one, column) === valueOf(first, column)))
  const own = columns.filter((column) => !common.includes(column))
  const set = [...common.map((column) => `${column} = ?`), ...own.map((column, index) => `${column} = made.column${index + 2}`)].join(', ')
  const rows = changed.map((one) => [one.source.invoiceId, ...own.map((column) => valueOf(one, column))])
  const before = common.map((column) => valueOf(first, column))
  updateByRows(db, rows, (list) => `UPDATE invoices SET ${set} FROM (VALUES ${list}) made WHERE invoices.id = made.column1`, before)
}
