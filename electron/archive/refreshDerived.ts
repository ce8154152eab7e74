import { ACCEPTED_STATUS } from '../shared/model/invoiceStatus.ts'
import { assertDefined } from '../shared/assert.ts'
import { claimImported } from './claimImported.ts'
import type { ReadableDb, WritableDb } from './connection.ts'
import { changesKeys, deriveKeys, KEY_COLUMNS, type KeyColumns } from './deriveKeys.ts'
import { deriveProof, PROOF_COLUMNS, type Evidence, type ProofColumns, type UpoEvidence } from './deriveProof.ts'
import { noFreshUpos, type FreshUpos } from './freshUpos.ts'
import type { InvoiceRow } from './invoiceRow.ts'
import { updateByRows, type SqlValue } from './runWithRows.ts'
import { POSITIONS, readSources, type DerivedColumn, type Extent, type Source } from './sources.ts'
import { statement } from './statements.ts'

/** True for an invoice that KSeF accepted: by its status, or because only accepted ones are where it was found. */
export function isAccepted({ statusCode }: Pick<InvoiceRow, 'statusCode'>): boolean {
  return statusCode === null || statusCode === ACCEPTED_STATUS
}

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
}

function refreshGroup(db: WritableDb, invoiceIds: readonly number[], { freshUpos, sources: known, extent }: Required<Refreshing>): void {
  const ids = JSON.stringify(invoiceIds)
  const sources = sourcesOf(db, invoiceIds, extent, known)
  const upos = findUpos(db, sources, freshUpos)
  const linked = grouped(statement(db, READ_LINKED).all(ids) as (LinkedDocument & OfInvoice)[])
  const made = sources.map((source): Made => {
    const proof = deriveProof(source.listed, toEvidence(upos.get(source) ?? NOTHING, linked.get(source.invoiceId) ?? NOTHING))
    return { source, derived: source.named === null ? proof : { ...proof, ...deriveKeys({ ...source.named, ...proof, ksefNumber: source.listed.ksefNumber }) } }
  })
  writeChanged(db, made)
  // Their files may have been imported before their hashes were known.
  const claimed = claimImported(db, made.flatMap(({ source: { invoiceId }, derived: { hasXml, invoiceHash } }) => (hasXml === 1 || invoiceHash === null ? [] : [{ invoiceId, invoiceHash }])))
  if (claimed.length > 0) refreshGroup(db, claimed, { freshUpos, sources: NONE_READ, extent: 'all' })
  if (extent === 'all') return
  const filled = made.filter(({ source: { listed }, derived }) => changesKeys(listed, { ...derived, ksefNumber: listed.ksefNumber }))
  if (filled.length > 0) refreshGroup(db, filled.map(({ source: { invoiceId } }) => invoiceId), { freshUpos, sources: NONE_READ, extent: 'all' })
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

interface SameChange {
  readonly columns: readonly DerivedColumn[]
  /** The id of an invoice, and its new values. */
  readonly rows: SqlValue[][]
}

/** Only what changed, for naming a column makes SQLite write every index that holds it; rows in which the same columns changed together. */
function writeChanged(db: WritableDb, made: readonly Made[]): void {
  const changes = new Map<number, SameChange>()
  for (const one of made) {
    const bits = changedBits(one)
    if (bits === 0) continue
    let change = changes.get(bits)
    if (change === undefined) {
      change = { columns: DERIVED_COLUMNS.filter((_, index) => (bits & (1 << index)) !== 0), rows: [] }
      changes.set(bits, change)
    }
    const row: SqlValue[] = [one.source.invoiceId]
    for (const column of change.columns) row.push(one.derived[column] ?? null)
    change.rows.push(row)
  }
  for (const change of changes.values()) writeChange(db, change)
}

/** From so many rows on, it pays to look for columns in which all of them change to the same. */
const MANY_ALIKE = 100

/** A value that all rows have in common is given once. */
function writeChange(db: WritableDb, { columns, rows }: SameChange): void {
  const [first = []] = rows
  const isCommon = columns.map((_, index) => rows.length >= MANY_ALIKE && rows.every((row) => row[index + 1] === first[index + 1]))
  const common = columns.flatMap((column, index) => (isCommon[index] === true ? [{ column, value: first[index + 1] ?? null }] : []))
  const own = columns.filter((_, index) => isCommon[index] !== true)
  const ownRows = common.length === 0 ? rows : rows.map((row) => row.filter((_, index) => isCommon[index - 1] !== true))
  const set = [...common.map(({ column }) => `${column} = ?`), ...own.map((column, index) => `${column} = made.column${index + 2}`)].join(', ')
  const before = common.map(({ value }) => value)
  updateByRows(db, ownRows, (list) => `UPDATE invoices SET ${set} FROM (VALUES ${list}) made WHERE invoices.id = made.column1`, before)
}

const NOTHING: readonly never[] = []

/** Entries of kept UPO that name the KSeF numbers of accepted invoices, the oldest document first. */
function findUpos(db: ReadableDb, sources: readonly Source[], { documentIds, byNumber }: FreshUpos): ReadonlyMap<Source, readonly UpoEvidence[]> {
  const accepted = sources.filter(({ listed }) => listed.ksefNumber !== null && isAccepted(listed))
  const upos = new Map<Source, UpoEvidence[]>()
  const add = (source: Source, upo: UpoEvidence): void => {
    const others = upos.get(source)
    if (others === undefined) upos.set(source, [upo])
    else others.push(upo)
  }
  const stored = accepted.filter(({ hasStoredUpos }) => hasStoredUpos !== false)
  const numbers = JSON.stringify(stored.map(({ listed }) => listed.ksefNumber))
  for (const row of stored.length === 0 ? [] : (statement(db, READ_UPOS).raw().all(numbers, JSON.stringify(documentIds)) as UpoRow[])) {
    const [index, documentId, position, kind, signatureVerified, invoiceNumber, sellerNip, issueDate, numberGivenDate, documentHash, mode] = row
    const source = assertDefined(stored[index], 'it is one of those that were asked for')
    add(source, { documentId, position, kind, signatureVerified, invoiceNumber, sellerNip, issueDate, numberGivenDate, documentHash, mode })
  }
  for (const source of accepted) for (const upo of byNumber.get(source.listed.ksefNumber ?? '') ?? []) add(source, upo)
  for (const several of upos.values()) if (several.length > 1) several.sort((one, other) => one.documentId - other.documentId || one.position - other.position)
  return upos
}

type UpoRow = readonly [
  index: number,
  documentId: number,
  position: number,
  kind: UpoEvidence['kind'],
  signatureVerified: 0 | 1,
  invoiceNumber: string | null,
  sellerNip: string | null,
  issueDate: string | null,
  numberGivenDate: string | null,
  documentHash: string | null,
  mode: string | null,
]

const READ_UPOS = `
SELECT one.key, e.documentId, e.position, d.kind, d.signatureVerified, e.invoiceNumber, e.sellerNip, e.issueDate, e.numberGivenDate,
  e.documentHash, e.mode
FROM json_each(?) one JOIN upoEntries e ON e.ksefNumber = one.value JOIN documents d ON d.id = e.documentId
WHERE e.documentId NOT IN (SELECT value FROM json_each(?)) AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')`

const READ_LINKED = `
SELECT l.invoiceId AS ofInvoice, l.documentId, l.relation, d.sha256, d.standing, d.damagedAt
FROM json_each(?) one JOIN documentInvoices l ON l.invoiceId = one.value JOIN documents d ON d.id = l.documentId ORDER BY l.documentId`

interface OfInvoice {
  readonly ofInvoice: number
}

interface LinkedDocument {
  readonly documentId: number
  readonly relation: 'invoice' | 'quarantined-invoice' | 'quarantined-upo'
  readonly sha256: string
  readonly standing: 'kept' | 'quarantined'
  readonly damagedAt: string | null
}

function toEvidence(upos: readonly UpoEvidence[], linked: readonly LinkedDocument[]): Evidence {
  return {
    upos,
    files: linked
      .filter(({ relation, standing, damagedAt }) => relation === 'invoice' && standing === 'kept' && damagedAt === null)
      .map(({ documentId, sha256 }) => ({ documentId, hash: Buffer.from(sha256, 'hex').toString('base64') })),
    hasQuarantinedUpo: linked.some(({ relation }) => relation === 'quarantined-upo'),
  }
}

function grouped<Row extends OfInvoice>(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.ofInvoice)
    if (group === undefined) groups.set(row.ofInvoice, [row])
    else group.push(row)
  }
  return groups
}
