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
  const evidence = readEvidence(db, row)
  const derived = deriveInvoice(row, evidence)
  linkEntries(db, { ...row, ...derived }, evidence.upos)
  const changed = (Object.keys(derived) as (keyof DerivedColumns)[]).some((column) => derived[column] !== row[column])
  if (changed) statement(db, WRITE_DERIVED).run({ id: invoiceId, ...derived })
  // Its file may have been imported before its hash was known.
  if (derived.hasXml === 0 && derived.invoiceHash !== null && claimImported(db, invoiceId, derived.invoiceHash)) return refreshDerived(db, invoiceId)
  return { ...row, ...derived }
}

export function readInvoice(db: ReadableDb, invoiceId: number): InvoiceRow | undefined {
  return statement(db, 'SELECT * FROM invoices WHERE id = ?').get(invoiceId) as InvoiceRow | undefined
}

const WRITE_DERIVED = `
UPDATE invoices SET
  invoiceNumber = @invoiceNumber, invoiceHash = @invoiceHash, invoicingMode = @invoicingMode,
  acquisitionDate = @acquisitionDate, acquiredAt = @acquiredAt, issuedOn = @issuedOn, sellerNip = @sellerNip,
  sentDate = @sentDate, sentAt = @sentAt, senderContext = @senderContext,
  state = @state, stateRank = @stateRank, proof = @proof, hasUpo = @hasUpo, hasXml = @hasXml,
  upoDocumentId = @upoDocumentId, sessionUpoDocumentId = @sessionUpoDocumentId, xmlDocumentId = @xmlDocumentId,
  invoiceNumberKey = @invoiceNumberKey, sellerNameKey = @sellerNameKey, buyerNameKey = @buyerNameKey, words = @words
WHERE id = @id`

const READ_UPOS = `
SELECT e.documentId, e.position, d.kind, d.signatureVerified, d.senderContext, e.invoiceNumber, e.sellerNip, e.issueDate, e.sentDate,
  e.numberGivenDate, e.documentHash, e.mode, e.invoiceId,
  (SELECT count(*) FROM upoEntries o WHERE o.ksefNumber = e.ksefNumber AND o.documentId = e.documentId) AS entriesWithNumber
FROM upoEntries e JOIN documents d ON d.id = e.documentId
WHERE e.ksefNumber = ? AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')
ORDER BY e.documentId, e.position`

const READ_LINKED = `
SELECT l.documentId, l.relation, d.sha256, d.standing, d.damagedAt
FROM documentInvoices l JOIN documents d ON d.id = l.documentId WHERE l.invoiceId = ? ORDER BY l.documentId`

interface LinkedDocument {
  readonly documentId: number
  readonly relation: 'invoice' | 'quarantined-invoice' | 'quarantined-upo'
  readonly sha256: string
  readonly standing: 'kept' | 'quarantined'
  readonly damagedAt: string | null
}

function readEvidence(db: ReadableDb, row: InvoiceRow): Evidence {
  const linked = statement(db, READ_LINKED).all(row.id) as LinkedDocument[]
  return {
    upos: row.ksefNumber === null || !isAccepted(row) ? [] : (statement(db, READ_UPOS).all(row.ksefNumber) as UpoEvidence[]),
    files: linked
      .filter(({ relation, standing, damagedAt }) => relation === 'invoice' && standing === 'kept' && damagedAt === null)
      .map(({ documentId, sha256 }) => ({ documentId, hash: Buffer.from(sha256, 'hex').toString('base64') })),
    hasQuarantinedUpo: linked.some(({ relation }) => relation === 'quarantined-upo'),
    sessionReference: row.sessionId === null ? null : (statement(db, 'SELECT referenceNumber FROM sessions WHERE id = ?').pluck().get(row.sessionId) as string),
  }
}

/** Entries point at the invoice that they name; what no longer fits is let go. */
function linkEntries(db: WritableDb, row: InvoiceRow, upos: readonly UpoEvidence[]): void {
  statement(db, 'UPDATE upoEntries SET invoiceId = NULL WHERE invoiceId = ? AND ksefNumber IS NOT ?').run(row.id, isAccepted(row) ? row.ksefNumber : null)
  const point = statement(db, 'UPDATE upoEntries SET invoiceId = ? WHERE documentId = ? AND position = ?')
  for (const upo of upos) {
    const names = namesThisInvoice(row, upo)
    if (names && upo.invoiceId === null) point.run(row.id, upo.documentId, upo.position)
    if (!names && upo.invoiceId === row.id) point.run(null, upo.documentId, upo.position)
  }
}
