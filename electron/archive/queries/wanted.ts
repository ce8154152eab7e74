import type { ReadableDb } from '../connection.ts'
import { nipOf } from '../../shared/model/context.ts'
import { archiveContext } from '../archiveContext.ts'
import type { WantedFiles, WantedMetadata, WantedUpo, WantedXml } from '../outputs.ts'
import { HAS_IMPORTED_UPO_ALONE, HASH_OF_KSEF, IS_IMPORTED } from '../importRoute.ts'
import { statement } from '../statements.ts'
import { lastAttempt } from './attempts.ts'
import { IS_FREE, IS_HELD_BACK } from './damagedDocuments.ts'
import { findAccepted } from './recordMetadata.ts'

/** Accepted invoices of known sessions without a UPO of their own that KSeF gave (nor a damaged one that nobody asked to have again), by id after `afterId` (0: from the start). */
export function uposWanted(db: ReadableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): readonly WantedUpo[] {
  const rows = [WITHOUT_UPO, WITH_IMPORTED_UPO].flatMap((sql) => statement(db, sql).all({ afterId, limit }) as Omit<WantedUpo, 'lastAttempt'>[])
  const first = rows.sort((one, other) => one.invoiceId - other.invoiceId).slice(0, limit)
  return first.map((row) => ({ ...row, lastAttempt: lastAttempt(db, row.invoiceId, 'upo') }))
}

const WANTED_UPO = 'i.id AS invoiceId, s.referenceNumber AS sessionReference, i.invoiceReference, i.ksefNumber, i.invoiceHash'

const WITHOUT_UPO = `
SELECT ${WANTED_UPO} FROM invoices i JOIN sessions s ON s.id = i.sessionId
WHERE i.upoDocumentId IS NULL AND i.sessionId IS NOT NULL AND i.statusCode = 200 AND i.id > @afterId AND ${IS_FREE}
ORDER BY i.id LIMIT @limit`

// Led by the imported ones, of which a quiet archive of a million invoices has next to none.
const WITH_IMPORTED_UPO = `
SELECT ${WANTED_UPO} FROM documents d INDEXED BY documents_imported_upos CROSS JOIN upoEntries e ON e.documentId = d.id
  CROSS JOIN invoices i ON i.ksefNumber = e.ksefNumber AND i.upoDocumentId = d.id CROSS JOIN sessions s ON s.id = i.sessionId
WHERE ${IS_IMPORTED} AND d.kind = 'invoice-upo' AND d.standing = 'kept' AND i.statusCode = 200 AND i.id > @afterId AND ${HAS_IMPORTED_UPO_ALONE} AND ${IS_FREE}
ORDER BY i.id LIMIT @limit`

/** Accepted invoices without their XML (nor a damaged one that nobody asked to have again): those never tried first (newest first), then by the oldest try before `notTriedSince`. */
export function xmlWanted(db: ReadableDb, { limit, notTriedSince }: { readonly limit: number; readonly notTriedSince: string }): readonly WantedXml[] {
  const rows = statement(
    db,
    `SELECT i.id AS invoiceId, i.ksefNumber, ${HASH_OF_KSEF} AS invoiceHash FROM invoices i
     WHERE hasXml = 0 AND ksefNumber IS NOT NULL AND ifnull(statusCode, 200) = 200 AND ifnull(xmlTriedAt, '') < @notTriedSince
       AND NOT EXISTS (SELECT 1 FROM documentInvoices l JOIN documents d ON d.id = l.documentId
         WHERE l.invoiceId = i.id AND l.relation = 'invoice' AND ${IS_HELD_BACK})
     ORDER BY i.xmlTriedAt, i.acquiredAt DESC, i.id LIMIT @limit`,
  ).all({ limit, notTriedSince }) as Omit<WantedXml, 'lastAttempt'>[]
  return rows.map((row) => ({ ...row, lastAttempt: lastAttempt(db, row.invoiceId, 'xml') }))
}

/** How many accepted invoices metadata has not named yet, and when they were taken in. */
export function metadataWanted(db: ReadableDb): WantedMetadata {
  return statement(
    db,
    `SELECT count(*) AS count, min(acquiredAt) AS earliestAcquiredAt, max(acquiredAt) AS latestAcquiredAt,
       min(storedAt) AS earliestStoredAt, max(storedAt) AS latestStoredAt
     FROM invoices WHERE metadataReadAt IS NULL AND ifnull(statusCode, 200) = 200`,
  ).get() as WantedMetadata
}

/** How many accepted invoices taken in since then (UTC; their dates may be unknown) have no file, by the list of KSeF's on which they are. */
export function filesWantedSince(db: ReadableDb, { since }: { readonly since: string }): WantedFiles {
  const { identifier } = archiveContext(db)
  return statement(
    db,
    `SELECT count(*) FILTER (WHERE isPurchase = 0 AND isOwn) AS sold, count(*) FILTER (WHERE isPurchase = 0 AND NOT isOwn) AS issuedForOthers, count(*) FILTER (WHERE isPurchase = 1) AS bought
     FROM (SELECT isPurchase, @ownNip IS NULL OR ksefNumber GLOB @ownNip || '-*' AS isOwn FROM invoices
       WHERE hasXml = 0 AND ksefNumber IS NOT NULL AND ifnull(statusCode, 200) = 200 AND ifnull(acquiredAt, @since) >= @since)`,
  ).get({ since, ownNip: identifier.type === 'PeppolId' ? null : nipOf(identifier) }) as WantedFiles
}

/** Which of these KSeF numbers name an accepted invoice that the archive knows. */
export function knownNumbers(db: ReadableDb, { ksefNumbers }: { readonly ksefNumbers: readonly string[] }): readonly string[] {
  return ksefNumbers.filter((ksefNumber) => findAccepted(db, ksefNumber) !== undefined)
}
