import { ACCEPTED_STATUS } from '../shared/model/invoiceStatus.ts'
import { assertDefined } from '../shared/assert.ts'
import { claimImported } from './claimImported.ts'
import type { ReadableDb, WritableDb } from './connection.ts'
import { deriveInvoice, DERIVED_COLUMNS, DERIVED_FROM, namesThisInvoice, type DerivedColumns, type DerivedFrom, type Evidence, type UpoEvidence } from './deriveInvoice.ts'
import type { InvoiceRow } from './invoiceRow.ts'
import { runWithRows, type SqlValue } from './runWithRows.ts'
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
  readonly row: DerivedFrom
  readonly derived: DerivedColumns
  readonly upos: readonly UpoEvidence[]
}

function refreshGroup(db: WritableDb, invoiceIds: readonly number[]): void {
  const ids = JSON.stringify(invoiceIds)
  statement(db, RELEASE_ENTRIES).run(ids)
  const upos = grouped(statement(db, READ_UPOS).all(ids) as (Omit<UpoEvidence, 'entriesWithNumber'> & OfInvoice)[])
  const linked = grouped(statement(db, READ_LINKED).all(ids) as (LinkedDocument & OfInvoice)[])
  const rows = statement(db, READ_INVOICES).all(ids) as (DerivedFrom & Pick<Evidence, 'sessionReference'>)[]
  const made = rows.map((row): Made => {
    const evidence = toEvidence(countEntries(upos.get(row.id) ?? []), linked.get(row.id) ?? [], row.sessionReference)
    return { row, derived: deriveInvoice(row, evidence), upos: evidence.upos }
  })
  linkEntries(db, made)
  writeChanged(db, made)
  // Their files may have been imported before their hashes were known.
  const claimed = claimImported(db, made.flatMap(({ row: { id }, derived: { hasXml, invoiceHash } }) => (hasXml === 1 || invoiceHash === null ? [] : [{ invoiceId: id, invoiceHash }])))
  if (claimed.length > 0) refreshGroup(db, claimed)
}

export function readInvoice(db: ReadableDb, invoiceId: number): InvoiceRow | undefined {
  return statement(db, 'SELECT * FROM invoices WHERE id = ?').get(invoiceId) as InvoiceRow | undefined
}

/** Only what changed, for naming a column makes SQLite write every index that holds it; rows in which the same columns changed together. */
function writeChanged(db: WritableDb, made: readonly Made[]): void {
  const groups = new Map<string, { readonly columns: readonly (keyof DerivedColumns)[]; readonly rows: (readonly SqlValue[])[] }>()
  for (const { row, derived } of made) {
    const columns = DERIVED_COLUMNS.filter((column) => derived[column] !== row[column])
    if (columns.length === 0) continue
    const key = columns.join()
    const group = groups.get(key) ?? { columns, rows: [] }
    groups.set(key, group)
    group.rows.push([row.id, ...columns.map((column) => derived[column])])
  }
  for (const { columns, rows } of groups.values()) {
    const changes = columns.map((column, index) => `${column} = made.column${index + 2}`).join(', ')
    runWithRows(db, rows, (values) => `UPDATE invoices SET ${changes} FROM (VALUES ${values}) made WHERE invoices.id = made.column1`)
  }
}

const UPO_COLUMNS = `
  e.documentId, e.position, d.kind, d.signatureVerified, d.senderContext, e.invoiceNumber, e.sellerNip, e.issueDate, e.sentDate,
  e.numberGivenDate, e.documentHash, e.mode, e.invoiceId`

const RELEASE_ENTRIES = `
UPDATE upoEntries SET invoiceId = NULL WHERE invoiceId IN (SELECT value FROM json_each(?))
  AND ksefNumber IS NOT (SELECT iif(ifnull(i.statusCode, 200) = 200, i.ksefNumber, NULL) FROM invoices i WHERE i.id = upoEntries.invoiceId)`

const READ_INVOICES = `
SELECT ${DERIVED_FROM.map((column) => `i.${column}`).join(', ')}, s.referenceNumber AS sessionReference
FROM json_each(?) one JOIN invoices i ON i.id = one.value LEFT JOIN sessions s ON s.id = i.sessionId ORDER BY one.key`

const READ_UPOS = `
SELECT i.id AS ofInvoice, ${UPO_COLUMNS}
FROM json_each(?) one JOIN invoices i ON i.id = one.value JOIN upoEntries e ON e.ksefNumber = i.ksefNumber JOIN documents d ON d.id = e.documentId
WHERE ifnull(i.statusCode, 200) = 200 AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')
ORDER BY e.documentId, e.position`

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

function countEntries(upos: readonly Omit<UpoEvidence, 'entriesWithNumber'>[]): readonly UpoEvidence[] {
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
  for (const { row, derived, upos } of made) {
    for (const upo of upos) {
      const key = `${upo.documentId}/${upo.position}`
      const link = links.get(key) ?? { upo, invoiceId: upo.invoiceId }
      links.set(key, link)
      const names = namesThisInvoice(derived, upo)
      if (names && link.invoiceId === null) link.invoiceId = row.id
      if (!names && link.invoiceId === row.id) link.invoiceId = null
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
