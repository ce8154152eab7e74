import { ACCEPTED_STATUS } from '../shared/model/invoiceStatus.ts'
import { assertDefined } from '../shared/assert.ts'
import { claimImported } from './claimImported.ts'
import type { ReadableDb, WritableDb } from './connection.ts'
import { deriveInvoice, namesThisInvoice, type DerivedColumns, type Evidence, type UpoEvidence } from './deriveInvoice.ts'
import type { InvoiceRow } from './invoiceRow.ts'
import { statement } from './statements.ts'

/** True for an invoice that KSeF accepted: by its status, or because only accepted ones are where it was found. */
export function isAccepted({ statusCode }: Pick<InvoiceRow, 'statusCode'>): boolean {
  return statusCode === null || statusCode === ACCEPTED_STATUS
}

/** Makes the derived columns of an invoice anew, and the links from UPO entries to it. To be called after anything it rests on changed. */
export function refreshDerived(db: WritableDb, invoiceId: number): InvoiceRow {
  const row = assertDefined(readInvoice(db, invoiceId), 'the caller has just written this invoice')
  statement(db, 'UPDATE upoEntries SET invoiceId = NULL WHERE invoiceId = ? AND ksefNumber IS NOT ?').run(row.id, isAccepted(row) ? row.ksefNumber : null)
  return derive(db, row, readEvidence(db, row))
}

/** More than this in one question would hold too many rows in memory for what it saves. */
const MANY = 1000

/** The same for many invoices: a page of a session's UPO names ten thousand, and asking four questions about each takes seconds. */
export function refreshManyDerived(db: WritableDb, invoiceIds: readonly number[]): void {
  for (let start = 0; start < invoiceIds.length; start += MANY) {
    const ids = JSON.stringify(invoiceIds.slice(start, start + MANY))
    statement(db, RELEASE_ENTRIES_OF_MANY).run(ids)
    const upos = grouped(statement(db, READ_UPOS_OF_MANY).all(ids) as (Omit<UpoEvidence, 'entriesWithNumber'> & OfInvoice)[])
    const linked = grouped(statement(db, READ_LINKED_OF_MANY).all(ids) as (LinkedDocument & OfInvoice)[])
    for (const { sessionReference, ...row } of statement(db, READ_MANY).all(ids) as (InvoiceRow & Pick<Evidence, 'sessionReference'>)[]) {
      derive(db, row, toEvidence(countEntries(upos.get(row.id) ?? []), linked.get(row.id) ?? [], sessionReference))
    }
  }
}

export function readInvoice(db: ReadableDb, invoiceId: number): InvoiceRow | undefined {
  return statement(db, 'SELECT * FROM invoices WHERE id = ?').get(invoiceId) as InvoiceRow | undefined
}

function derive(db: WritableDb, row: InvoiceRow, evidence: Evidence): InvoiceRow {
  const derived = deriveInvoice(row, evidence)
  linkEntries(db, { ...row, ...derived }, evidence.upos)
  const changed = (Object.keys(derived) as (keyof DerivedColumns)[]).filter((column) => derived[column] !== row[column])
  if (changed.length > 0) {
    // Only what changed: naming a column makes SQLite write every index that holds it.
    const columns = changed.map((column) => `${column} = @${column}`).join(', ')
    statement(db, `UPDATE invoices SET ${columns} WHERE id = @id`).run({ id: row.id, ...derived })
  }
  // Its file may have been imported before its hash was known.
  if (derived.hasXml === 0 && derived.invoiceHash !== null && claimImported(db, row.id, derived.invoiceHash)) return refreshDerived(db, row.id)
  return { ...row, ...derived }
}

const UPO_COLUMNS = `
  e.documentId, e.position, d.kind, d.signatureVerified, d.senderContext, e.invoiceNumber, e.sellerNip, e.issueDate, e.sentDate,
  e.numberGivenDate, e.documentHash, e.mode, e.invoiceId`

const READ_UPOS = `
SELECT ${UPO_COLUMNS},
  (SELECT count(*) FROM upoEntries o WHERE o.ksefNumber = e.ksefNumber AND o.documentId = e.documentId) AS entriesWithNumber
FROM upoEntries e JOIN documents d ON d.id = e.documentId
WHERE e.ksefNumber = ? AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')
ORDER BY e.documentId, e.position`

const READ_LINKED = `
SELECT l.documentId, l.relation, d.sha256, d.standing, d.damagedAt
FROM documentInvoices l JOIN documents d ON d.id = l.documentId WHERE l.invoiceId = ? ORDER BY l.documentId`

const RELEASE_ENTRIES_OF_MANY = `
UPDATE upoEntries SET invoiceId = NULL WHERE invoiceId IN (SELECT value FROM json_each(?))
  AND ksefNumber IS NOT (SELECT iif(ifnull(i.statusCode, 200) = 200, i.ksefNumber, NULL) FROM invoices i WHERE i.id = upoEntries.invoiceId)`

const READ_MANY = `
SELECT i.*, s.referenceNumber AS sessionReference
FROM json_each(?) one JOIN invoices i ON i.id = one.value LEFT JOIN sessions s ON s.id = i.sessionId`

const READ_UPOS_OF_MANY = `
SELECT i.id AS ofInvoice, ${UPO_COLUMNS}
FROM json_each(?) one JOIN invoices i ON i.id = one.value JOIN upoEntries e ON e.ksefNumber = i.ksefNumber JOIN documents d ON d.id = e.documentId
WHERE ifnull(i.statusCode, 200) = 200 AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')
ORDER BY e.documentId, e.position`

const READ_LINKED_OF_MANY = `
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

function readEvidence(db: ReadableDb, row: InvoiceRow): Evidence {
  const linked = statement(db, READ_LINKED).all(row.id) as LinkedDocument[]
  const upos = row.ksefNumber === null || !isAccepted(row) ? [] : (statement(db, READ_UPOS).all(row.ksefNumber) as UpoEvidence[])
  const sessionReference =
    row.sessionId === null ? null : (statement(db, 'SELECT referenceNumber FROM sessions WHERE id = ?').pluck().get(row.sessionId) as string)
  return toEvidence(upos, linked, sessionReference)
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
  return upos.map((upo) => ({ ...upo, entriesWithNumber: upos.filter(({ documentId }) => documentId === upo.documentId).length }))
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

/** Entries point at the invoice that they name; what does not fit is let go. */
function linkEntries(db: WritableDb, row: InvoiceRow, upos: readonly UpoEvidence[]): void {
  const point = statement(db, 'UPDATE upoEntries SET invoiceId = ? WHERE documentId = ? AND position = ?')
  for (const upo of upos) {
    const names = namesThisInvoice(row, upo)
    if (names && upo.invoiceId === null) point.run(row.id, upo.documentId, upo.position)
    if (!names && upo.invoiceId === row.id) point.run(null, upo.documentId, upo.position)
  }
}
