import { ACCEPTED_STATUS } from '../shared/model/invoiceStatus.ts'
import { assertDefined } from '../shared/assert.ts'
import { claimImported } from './claimImported.ts'
import type { ReadableDb, WritableDb } from './connection.ts'
import { deriveInvoice, DERIVED_COLUMNS, DERIVED_FROM, namesThisInvoice, type DerivedColumns, type DerivedFrom, type Evidence, type UpoEvidence } from './deriveInvoice.ts'
import type { InvoiceRow } from './invoiceRow.ts'
import { runWithRows, updateByRows, type SqlValue } from './runWithRows.ts'
import { statement } from './statements.ts'

/** True for an invoice that KSeF accepted: by its status, or because only accepted ones are where it was found. */
export function isAccepted({ statusCode }: Pick<InvoiceRow, 'statusCode'>): boolean {
  return statusCode === null || statusCode === ACCEPTED_STATUS
}

/** Makes the derived columns of an invoice anew, and the links from UPO entries to it. To be called after anything it rests on changed. */
export function refreshDerived(db: WritableDb, invoiceId: number): InvoiceRow {
  refreshManyDerived(db, [invoiceId])
  return assertDefined(readInvoice(db, invoiceId), 'the caller has just written this invoice')
}

/** More than this in one question would hold too many rows in memory for what it saves. */
const MANY = 1000

/**
 * The same for many invoices. Questions and changes are of whole groups: a page of a session's UPO names ten thousand, and the word index
 * writes what it has gathered to the disk at the end of every statement.
 */
export function refreshManyDerived(db: WritableDb, invoiceIds: readonly number[]): void {
  const distinct = [...new Set(invoiceIds)]
  for (let start = 0; start < distinct.length; start += MANY) refreshGroup(db, distinct.slice(start, start + MANY))
}

interface Made {
  readonly invoiceId: number
  /** The derived columns as they are in the archive, in the order of `DERIVED_COLUMNS`. */
  readonly before: readonly SqlValue[]
  readonly derived: DerivedColumns
  readonly upos: readonly UpoEvidence[]
}

function refreshGroup(db: WritableDb, invoiceIds: readonly number[]): void {
  const ids = JSON.stringify(invoiceIds)
  statement(db, RELEASE_ENTRIES).run(ids)
  const upos = readUpos(db, ids)
  const linked = grouped(statement(db, READ_LINKED).all(ids) as (LinkedDocument & OfInvoice)[])
  const sources = readSources(db, ids)
  const made = invoiceIds.flatMap((invoiceId): Made | readonly Made[] => {
    const source = sources.get(invoiceId)
    if (source === undefined) return []
    const evidence = toEvidence(countEntries(upos.get(invoiceId) ?? []), linked.get(invoiceId) ?? [], source.sessionReference)
    return { invoiceId, before: source.before, derived: deriveInvoice(source.row, evidence), upos: evidence.upos }
  })
  linkEntries(db, made)
  writeChanged(db, made)
  // Their files may have been imported before their hashes were known.
  const claimed = claimImported(db, made.flatMap(({ invoiceId, derived: { hasXml, invoiceHash } }) => (hasXml === 1 || invoiceHash === null ? [] : [{ invoiceId, invoiceHash }])))
  if (claimed.length > 0) refreshGroup(db, claimed)
}

export function readInvoice(db: ReadableDb, invoiceId: number): InvoiceRow | undefined {
  return statement(db, 'SELECT * FROM invoices WHERE id = ?').get(invoiceId) as InvoiceRow | undefined
}

function changedBits({ before, derived }: Made): number {
  let bits = 0
  for (const [index, column] of DERIVED_COLUMNS.entries()) if (derived[column] !== before[index]) bits |= 1 << index
  return bits
}

/** Only what changed, for naming a column makes SQLite write every index that holds it; rows in which the same columns changed together. */
function writeChanged(db: WritableDb, made: readonly Made[]): void {
  // By the columns that changed, a bit for each.
  const groups = new Map<number, { readonly columns: readonly (keyof DerivedColumns)[]; readonly rows: (readonly SqlValue[])[] }>()
  for (const one of made) {
    const key = changedBits(one)
    if (key === 0) continue
    const group = groups.get(key) ?? { columns: DERIVED_COLUMNS.filter((_, index) => (key & (1 << index)) !== 0), rows: [] }
    groups.set(key, group)
    group.rows.push([one.invoiceId, ...group.columns.map((column) => one.derived[column])])
  }
  for (const { columns, rows } of groups.values()) {
    const changes = columns.map((column, index) => `${column} = made.column${index + 2}`).join(', ')
    updateByRows(db, rows, (values) => `UPDATE invoices SET ${changes} FROM (VALUES ${values}) made WHERE invoices.id = made.column1`)
  }
}

const RELEASE_ENTRIES = `
UPDATE upoEntries SET invoiceId = NULL WHERE invoiceId IN (SELECT value FROM json_each(?))
  AND ksefNumber IS NOT (SELECT iif(ifnull(i.statusCode, 200) = 200, i.ksefNumber, NULL) FROM invoices i WHERE i.id = upoEntries.invoiceId)`

interface Source {
  readonly row: DerivedFrom
  readonly sessionReference: string | null
  readonly before: readonly SqlValue[]
}

type Values<Columns extends readonly (keyof InvoiceRow)[]> = { readonly [Index in keyof Columns]: InvoiceRow[Columns[Index]] }
type SourceRow = readonly [invoiceId: number, sessionReference: string | null, ...Values<typeof DERIVED_FROM>, ...Values<typeof DERIVED_COLUMNS>]

/** What the derived columns of the invoices are made from. Rows come as arrays here: of thousands, naming every column takes longer than reading it. */
function readSources(db: ReadableDb, ids: string): ReadonlyMap<number, Source> {
  const sources = new Map<number, Source>()
  for (const row of statement(db, READ_SOURCES).raw().all(ids) as SourceRow[]) {
    const [invoiceId, sessionReference, statusCode, isPurchase, ksefNumber, invoiceReference, invoiceNumber, invoiceHash, invoicingMode, ...others] = row
    const [acquisitionDate, issuedOn, sellerNip, sellerName, buyerIdentifier, buyerName, grossMinor, parties, ...before] = others
    const listed = { statusCode, isPurchase, ksefNumber, invoiceReference, invoiceNumber, invoiceHash, invoicingMode, acquisitionDate }
    sources.set(invoiceId, { sessionReference, before, row: { ...listed, issuedOn, sellerNip, sellerName, buyerIdentifier, buyerName, grossMinor, parties } })
  }
  return sources
}

const READ_SOURCES = `
SELECT i.id, s.referenceNumber, ${[...DERIVED_FROM, ...DERIVED_COLUMNS].map((column) => `i.${column}`).join(', ')}
FROM json_each(?) one JOIN invoices i ON i.id = one.value LEFT JOIN sessions s ON s.id = i.sessionId`

type ReadUpo = Omit<UpoEvidence, 'entriesWithNumber'>

/** Entries of kept UPO that name the invoices' KSeF numbers, by invoice, the oldest document first. */
function readUpos(db: ReadableDb, ids: string): ReadonlyMap<number, readonly ReadUpo[]> {
  const upos = new Map<number, ReadUpo[]>()
  for (const row of statement(db, READ_UPOS).raw().all(ids) as UpoRow[]) {
    const [ofInvoice, documentId, position, kind, signatureVerified, senderContext, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode, invoiceId] = row
    const upo = { documentId, position, kind, signatureVerified, senderContext, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode, invoiceId }
    const others = upos.get(ofInvoice)
    if (others === undefined) upos.set(ofInvoice, [upo])
    else others.push(upo)
  }
  for (const several of upos.values()) if (several.length > 1) several.sort((one, other) => one.documentId - other.documentId || one.position - other.position)
  return upos
}

type UpoRow = readonly [
  ofInvoice: number,
  documentId: number,
  position: number,
  kind: UpoEvidence['kind'],
  signatureVerified: 0 | 1,
  senderContext: string | null,
  invoiceNumber: string | null,
  sellerNip: string | null,
  issueDate: string | null,
  sentDate: string | null,
  numberGivenDate: string | null,
  documentHash: string | null,
  mode: string | null,
  invoiceId: number | null,
]

const READ_UPOS = `
SELECT i.id, e.documentId, e.position, d.kind, d.signatureVerified, d.senderContext, e.invoiceNumber, e.sellerNip, e.issueDate, e.sentDate,
  e.numberGivenDate, e.documentHash, e.mode, e.invoiceId
FROM json_each(?) one JOIN invoices i ON i.id = one.value JOIN upoEntries e ON e.ksefNumber = i.ksefNumber JOIN documents d ON d.id = e.documentId
WHERE ifnull(i.statusCode, 200) = 200 AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')`

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

function toEvidence(upos: readonly UpoEvidence[], linked: readonly LinkedDocument[], sessionReference: string | null): Evidence {
  return {
    upos,
    files: linked
      .filter(({ relation, standing, damagedAt }) => relation === 'invoice' && standing === 'kept' && damagedAt === null)
      .map(({ documentId, sha256 }) => ({ documentId, hash: Buffer.from(sha256, 'hex').toString('base64') })),
    hasQuarantinedUpo: linked.some(({ relation }) => relation === 'quarantined-upo'),
    sessionReference,
  }
}

function countEntries(upos: readonly ReadUpo[]): readonly UpoEvidence[] {
  const counts = new Map<number, number>()
  for (const { documentId } of upos) counts.set(documentId, (counts.get(documentId) ?? 0) + 1)
  return upos.map((upo) => ({ ...upo, entriesWithNumber: counts.get(upo.documentId) ?? 0 }))
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

/** Entries point at the invoice that they name, the first of several; what does not fit is let go. */
function linkEntries(db: WritableDb, made: readonly Made[]): void {
  const links = new Map<string, { readonly upo: UpoEvidence; invoiceId: number | null }>()
  for (const { invoiceId, derived, upos } of made) {
    for (const upo of upos) {
      const key = `${upo.documentId}/${upo.position}`
      const link = links.get(key) ?? { upo, invoiceId: upo.invoiceId }
      links.set(key, link)
      const names = namesThisInvoice(derived, upo)
      if (names && link.invoiceId === null) link.invoiceId = invoiceId
      if (!names && link.invoiceId === invoiceId) link.invoiceId = null
    }
  }
  const changed = [...links.values()].filter(({ upo, invoiceId }) => invoiceId !== upo.invoiceId)
  if (changed.length === 0) return
  runWithRows(
    db,
    changed.map(({ upo, invoiceId }) => [upo.documentId, upo.position, invoiceId]),
    (values) =>
      `UPDATE upoEntries SET invoiceId = made.column3 FROM (VALUES ${values}) made WHERE upoEntries.documentId = made.column1 AND upoEntries.position = made.column2`,
  )
}
