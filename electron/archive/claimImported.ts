import type { WritableDb } from './connection.ts'
import { statement } from './statements.ts'

interface ImportedFile {
  readonly documentId: number
  readonly importedAt: string
}

/** What an imported file says of itself, where nothing else has said it yet. */
const CLAIMED_FACTS = [
  'invoiceNumber',
  'issuedOn',
  'sellerNip',
  'sellerName',
  'buyerIdentifierType',
  'buyerIdentifier',
  'buyerName',
  'netMinor',
  'vatMinor',
  'grossMinor',
  'currency',
  'invoiceType',
  'formCode',
  'isSelfInvoicing',
] as const

/** Links an invoice with the file that was imported before anything named its hash (Base64). True when there was one. */
export function claimImported(db: WritableDb, invoiceId: number, invoiceHash: string): boolean {
  const sha256 = Buffer.from(invoiceHash, 'base64').toString('hex')
  const file = statement(db, FIND_FILE).get({ sha256, invoiceId }) as ImportedFile | undefined
  if (file === undefined) return false
  statement(db, LINK_FILE).run({ ...file, invoiceId })
  statement(db, CLAIM_FACTS).run({ documentId: file.documentId, invoiceId })
  return true
}

const FIND_FILE = `
SELECT i.documentId, i.importedAt FROM documents d JOIN importedInvoices i ON i.documentId = d.id
WHERE d.sha256 = @sha256 AND d.standing = 'kept'
  AND NOT EXISTS (SELECT 1 FROM documentInvoices l WHERE l.documentId = d.id AND l.invoiceId = @invoiceId AND l.relation = 'invoice')`

const LINK_FILE = `
INSERT INTO documentInvoices (documentId, invoiceId, relation, reason, linkedAt) VALUES (@documentId, @invoiceId, 'invoice', NULL, @importedAt)`

const CLAIM_FACTS = `
UPDATE invoices SET ${CLAIMED_FACTS.map((column) => `${column} = ifnull(invoices.${column}, said.${column})`).join(', ')}
FROM (SELECT * FROM importedInvoices WHERE documentId = @documentId) AS said WHERE invoices.id = @invoiceId`
