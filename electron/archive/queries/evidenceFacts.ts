import type { ReadableDb } from '../connection.ts'
import type { UpoEntryInput } from '../inputs.ts'
import { assertDefined } from '../../shared/assert.ts'
import { readInvoice } from '../refreshDerived.ts'
import { statement } from '../statements.ts'

/** What a UPO of an invoice can be held against, from sources other than a UPO; null: nothing says it. */
export interface EvidenceFacts {
  readonly ksefNumber: string | null
  /** By KSeF's lists (sessions, metadata), the newest answer that says it. */
  readonly listed: { readonly ksefNumber: string | null; readonly invoiceHash: string | null; readonly invoiceNumber: string | null; readonly sellerNip: string | null }
  /** Of the session on whose list it is. */
  readonly sessionReference: string | null
  /** The archived invoice file. */
  readonly xml: { readonly documentId: number; readonly sha256: string } | null
}

/** The facts about an invoice that is there. */
export function evidenceFacts(db: ReadableDb, invoiceId: number): EvidenceFacts {
  const row = assertDefined(readInvoice(db, invoiceId), 'the caller has just read this invoice')
  // A column may have been filled from a UPO: only what KSeF's lists said themselves is a second source.
  const answers = (statement(db, NEWEST_ANSWERS).pluck().all(invoiceId) as string[]).map((raw) => JSON.parse(raw) as ListAnswer)
  const said = (read: (answer: ListAnswer) => unknown): string | null => answers.map(read).find((value) => typeof value === 'string') ?? null
  return {
    ksefNumber: row.ksefNumber,
    listed: { ksefNumber: said(({ ksefNumber }) => ksefNumber), invoiceHash: said(({ invoiceHash }) => invoiceHash), invoiceNumber: said(({ invoiceNumber }) => invoiceNumber), sellerNip: said(({ seller }) => seller?.nip) },
    sessionReference:
      row.invoiceReference === null || row.sessionId === null ? null : (statement(db, 'SELECT referenceNumber FROM sessions WHERE id = ?').pluck().get(row.sessionId) as string),
    xml: (statement(db, NEWEST_FILE).get({ invoiceId, preferred: row.xmlDocumentId }) as EvidenceFacts['xml'] | undefined) ?? null,
  }
}

export interface StoredEntry {
  readonly sessionReference: string | null
  /** Null: it names the invoice nowhere. */
  readonly entry: Pick<UpoEntryInput, 'ksefNumber' | 'documentHash' | 'sellerNip' | 'invoiceNumber'> | null
}

/** What a UPO says of the invoice; its only entry where the invoice has no KSeF number. Null for a document without entries: it is no UPO. */
export function statedEntry(db: ReadableDb, documentId: number, { ksefNumber, listed }: EvidenceFacts): StoredEntry | null {
  const sample = statement(db, 'SELECT ksefNumber, documentHash, sellerNip, invoiceNumber FROM upoEntries WHERE documentId = ? ORDER BY position LIMIT 2').all(documentId) as NonNullable<StoredEntry['entry']>[]
  if (sample.length === 0) return null
  const sessionReference = statement(db, 'SELECT sessionReference FROM documents WHERE id = ?').pluck().get(documentId) as string | null
  const entry = ksefNumber === null ? (sample.length === 1 ? sample[0] : undefined) : statement(db, ENTRY_OF_NUMBER).get({ documentId, ksefNumber, hash: listed.invoiceHash })
  return { sessionReference, entry: (entry as StoredEntry['entry'] | undefined) ?? null }
}

/** An item of KSeF's session list or of its metadata, as kept in `observations` (open-api.json, SessionInvoiceStatusResponse and InvoiceMetadata). */
interface ListAnswer {
  readonly ksefNumber?: unknown
  readonly invoiceHash?: unknown
  readonly invoiceNumber?: unknown
  readonly seller?: { readonly nip?: unknown } | null
}

const NEWEST_ANSWERS = 'SELECT raw FROM observations WHERE id IN (SELECT max(id) FROM observations WHERE invoiceId = ? GROUP BY route) ORDER BY id DESC'

const NEWEST_FILE = `
SELECT d.id AS documentId, d.sha256 FROM documentInvoices l JOIN documents d ON d.id = l.documentId
WHERE l.invoiceId = @invoiceId AND l.relation = 'invoice' AND d.standing = 'kept' AND d.damagedAt IS NULL
ORDER BY d.id IS NOT @preferred, d.id DESC LIMIT 1`

/** Of two entries of one number, the one whose hash is that of the list. */
const ENTRY_OF_NUMBER = `
SELECT ksefNumber, documentHash, sellerNip, invoiceNumber FROM upoEntries
WHERE ksefNumber = @ksefNumber AND documentId = @documentId ORDER BY documentHash IS NOT @hash, position LIMIT 1`
