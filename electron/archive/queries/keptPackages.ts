import { hash } from 'node:crypto'
import type { WritableDb } from '../connection.ts'
import type { DocumentInput, MetadataFile, WrongPackage } from '../inputs.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { keepDocument } from './keepDocument.ts'

/** No invoice stands for a package: its own documents are found by the export that they came with. */
const OF_A_PACKAGE = { kind: 'unrecognised', route: 'export', signatureVerified: false, upoEntries: [], invoiceId: null, inPlaceOf: 'invoice', senderContext: null, sessionReference: null } as const

/** Keeps `_metadata.json` as it came, before anything is read out of it; once, however often the package is taken up. */
export function keepMetadataFile(db: WritableDb, { exportId, bytes, deflated, fetchedAt: at }: MetadataFile): null {
  return inTransaction(db, () => {
    const documentSha256 = hash('sha256', bytes, 'hex')
    const arrival = { bytes, contentType: null, headerHash: null, fetchedAt: at }
    const document: DocumentInput = { ...OF_A_PACKAGE, ...arrival, standing: 'kept', quarantineReason: null, inspection: { checks: [], signer: null, signedAt: null } }
    const { documentId, alreadyHere } = keepDocument(db, document, { sha256: documentSha256, deflated, journal: 'told-by-caller' })
    if (!alreadyHere) appendJournal(db, { at, kind: 'metadata-read', invoiceIds: [], sessionReference: null, documentSha256, detail: { route: 'export', code: null } })
    statement(db, 'UPDATE invoiceExports SET metadataDocumentId = ? WHERE id = ?').run(documentId, exportId)
    return null
  })
}

/**
 * Sets a part or a package apart that is not what KSeF told of it. Of one window only the first is kept: each order has a key of its own, so
 * that what is wrong at KSeF for weeks would come as other bytes every day. False: there was one.
 */
export function keepWrongPackage(db: WritableDb, { exportId, bytes, deflated, fetchedAt, contentType, headerHash, reason }: WrongPackage): boolean {
  return inTransaction(db, () => {
    if (statement(db, HAS_WRONG).pluck().get(exportId) === 1) return false
    const digest = hash('sha256', bytes, 'buffer')
    const verdict = headerHash === null ? 'not-checked' : headerHash.trim() === digest.toString('base64') ? 'confirmed' : 'failed'
    const inspection = { checks: [{ check: 'header-hash', verdict, detail: headerHash }], signer: null, signedAt: null } as const
    const document: DocumentInput = { ...OF_A_PACKAGE, bytes, contentType, headerHash, fetchedAt, standing: 'quarantined', quarantineReason: reason, inspection }
    const { documentId } = keepDocument(db, document, { sha256: digest.toString('hex'), deflated })
    statement(db, 'UPDATE invoiceExports SET wrongDocumentId = ? WHERE id = ?').run(documentId, exportId)
    return true
  })
}

const HAS_WRONG = `
SELECT EXISTS (SELECT 1 FROM invoiceExports one JOIN invoiceExports other USING (role, mode, windowFrom) WHERE one.id = ? AND other.wrongDocumentId IS NOT NULL)`
