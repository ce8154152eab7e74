import { archiveContext } from '../archiveContext.ts'
import type { ReadableDb } from '../connection.ts'
import { IS_IMPORTED } from '../importRoute.ts'
import { fromFlag, IS_SURELY_ACCEPTED, isAccepted, isSurelyAccepted, thirdPartiesIn, type InvoiceRow } from '../invoiceRow.ts'
import { nipOf } from '../../shared/model/context.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import type { DiagnosisFacts, LastRun, RelatedInvoice } from '../outputs.ts'
import { metadataRead } from '../metadataRead.ts'
import { readInvoice } from '../refreshDerived.ts'
import { allSessionsReadAt, sessionsReadAt } from '../sessionsReadAt.ts'
import { statement } from '../statements.ts'
import { lastAttempt } from './attempts.ts'
import { handledMark } from './handled.ts'
import { RECEIVED_RANK } from './invoiceFilter.ts'
import { findAccepted } from './recordMetadata.ts'
import { SAME_NUMBER } from './sameNumber.ts'
import { sendingOf } from './sending.ts'

const MOST_RELATED = 5

/** The facts about these invoices, in their order; ids that are not here are left out. */
export function diagnosisFacts(db: ReadableDb, { invoiceIds }: { readonly invoiceIds: readonly number[] }): readonly DiagnosisFacts[] {
  const shared = sharedFacts(db)
  return invoiceIds.flatMap((id) => {
    const row = readInvoice(db, id)
    return row === undefined ? [] : [toFacts(db, row, shared)]
  })
}

/** The facts about every issued invoice that is not proven, by id after `afterId` (0: from the start). */
export function incompleteDiagnosisFacts(db: ReadableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): readonly DiagnosisFacts[] {
  const rows = statement(db, `SELECT * FROM invoices WHERE id > ? AND proof = 'none' AND stateRank <> ${RECEIVED_RANK} ORDER BY id LIMIT ?`).all(afterId, limit) as InvoiceRow[]
  const shared = sharedFacts(db)
  return rows.map((row) => toFacts(db, row, shared))
}

/** What all invoices of an archive have in common. */
type SharedFacts = Pick<DiagnosisFacts, 'context' | 'lastRun' | 'metadataRead' | 'sessionsReadAt' | 'allSessionsReadAt'>

function sharedFacts(db: ReadableDb): SharedFacts {
  return { context: archiveContext(db), lastRun: lastRun(db), metadataRead: metadataRead(db), sessionsReadAt: sessionsReadAt(db), allSessionsReadAt: allSessionsReadAt(db) }
}

/** How the newest refresh that ended did end; null before the first. */
export function lastRun(db: ReadableDb): LastRun | null {
  const row = statement(db, 'SELECT finishedAt, outcome, result FROM refreshRuns WHERE finishedAt IS NOT NULL ORDER BY id DESC LIMIT 1').get()
  return (row as LastRun | undefined) ?? null
}

function toFacts(db: ReadableDb, row: InvoiceRow, shared: SharedFacts): DiagnosisFacts {
  const { sentAt, senderContext } = sendingOf(db, row.id)
  const statusExtensions = JSON.parse(row.statusExtensions) as Record<string, string | null>
  return {
    ...toRelated(row),
    ...shared,
    handled: handledMark(db, row.id),
    invoiceReference: row.invoiceReference,
    sellerName: row.sellerName,
    buyerIdentifierType: row.buyerIdentifierType,
    thirdParties: thirdPartiesIn(row.parties),
    hashOfCorrectedInvoice: row.hashOfCorrectedInvoice,
    hasImportedUpo: hasImportedUpo(db, row),
    state: row.state,
    proof: row.proof,
    statusDescription: row.statusDescription,
    statusDetails: JSON.parse(row.statusDetails) as string[],
    statusExtensions,
    invoicingMode: row.invoicingMode,
    invoicingAt: row.invoicingAt,
    sentAt,
    senderContext,
    isSelfInvoicing: fromFlag(row.isSelfInvoicing),
    formCode: row.formCode,
    hasMetadata: row.metadataReadAt !== null,
    session: sessionOf(db, row),
    lastUpoAttempt: lastAttempt(db, row.id, 'upo'),
    lastXmlAttempt: lastAttempt(db, row.id, 'xml'),
    quarantineReason: row.upoDocumentId === null ? quarantineReason(db, row.id) : null,
    damagedAt: row.ksefNumber === null || row.proof !== 'none' ? null : damagedAt(db, row.ksefNumber),
    hasXml: row.hasXml === 1,
    fileDamagedAt: row.hasXml === 1 ? null : fileDamagedAt(db, row.id),
    original: originalOf(db, statusExtensions.originalKsefNumber ?? null),
    ...relations(db, row, nipOf(shared.context.identifier)),
  }
}

type Relations = Pick<DiagnosisFacts, 'acceptedWithSameNumber' | 'namedByDuplicate' | 'acceptedWithSameHash' | 'technicalCorrections'>

/** An accepted invoice is settled by nothing: for it nobody looks, and there are far more of them. */
function relations(db: ReadableDb, row: InvoiceRow, ownNip: string): Relations {
  if (isAccepted(row)) return { acceptedWithSameNumber: [], namedByDuplicate: null, acceptedWithSameHash: [], technicalCorrections: [] }
  const { id, invoiceHash } = row
  return {
    acceptedWithSameNumber: related(db, WITH_SAME_NUMBER, { id, ownNip }),
    namedByDuplicate: (statement(db, NAMED_BY_DUPLICATE).pluck().get({ id, ownNip }) as string | undefined) ?? null,
    acceptedWithSameHash: invoiceHash === null ? [] : related(db, SAME_HASH, { id, invoiceHash }),
    technicalCorrections: invoiceHash === null ? [] : related(db, CORRECTIONS, { id, invoiceHash }),
  }
}

function sessionOf(db: ReadableDb, { sessionId }: InvoiceRow): DiagnosisFacts['session'] {
  if (sessionId === null) return null
  const row = statement(db, 'SELECT referenceNumber AS reference, sessionType AS type, statusCode, createdAt FROM sessions WHERE id = ?').get(sessionId)
  return row as NonNullable<DiagnosisFacts['session']>
}

/** UPO name it, whatever they prove, and KSeF gave none of them. */
function hasImportedUpo(db: ReadableDb, { ksefNumber }: InvoiceRow): boolean {
  return statement(db, NAMED_BY_FILES).pluck().get(ksefNumber) === 1
}

const NAMED_BY_FILES = `
SELECT ifnull(min(${IS_IMPORTED}), 0) FROM upoEntries e JOIN documents d ON d.id = e.documentId
WHERE e.ksefNumber = ? AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')`

/** What a UPO that proves nothing says of the invoice that KSeF names is no measure for its duplicate. */
function originalOf(db: ReadableDb, ksefNumber: string | null): RelatedInvoice | null {
  const id = ksefNumber === null ? undefined : findAccepted(db, ksefNumber)
  const row = id === undefined ? undefined : readInvoice(db, id)
  return row === undefined || !isSurelyAccepted(row) ? null : toRelated(row)
}

function quarantineReason(db: ReadableDb, invoiceId: number): string | null {
  const reason = statement(
    db,
    "SELECT ifnull(reason, 'unknown') FROM documentInvoices WHERE invoiceId = ? AND relation = 'quarantined-upo' ORDER BY linkedAt DESC, documentId DESC LIMIT 1",
  )
    .pluck()
    .get(invoiceId)
  return (reason as string | undefined) ?? null
}

function damagedAt(db: ReadableDb, ksefNumber: string): string | null {
  return statement(
    db,
    "SELECT max(d.damagedAt) FROM upoEntries e JOIN documents d ON d.id = e.documentId WHERE e.ksefNumber = ? AND d.standing = 'kept'",
  )
    .pluck()
    .get(ksefNumber) as string | null
}

function fileDamagedAt(db: ReadableDb, invoiceId: number): string | null {
  return statement(
    db,
    "SELECT max(d.damagedAt) FROM documentInvoices l JOIN documents d ON d.id = l.documentId WHERE l.invoiceId = ? AND l.relation = 'invoice' AND d.standing = 'kept'",
  )
    .pluck()
    .get(invoiceId) as string | null
}

function related(db: ReadableDb, sql: string, values: Record<string, unknown>): readonly RelatedInvoice[] {
  return (statement(db, sql).all(values) as InvoiceRow[]).map(toRelated)
}

function toRelated(row: InvoiceRow): RelatedInvoice {
  const { id, statusCode, ksefNumber, invoiceNumber, invoiceHash, invoiceType, sellerNip, buyerIdentifier, buyerName, grossMinor, currency, issuedOn, acquiredAt, xmlDocumentId } = row
  return {
    invoiceId: id,
    ...{ statusCode, ksefNumber, invoiceNumber, invoiceHash, invoiceType, sellerNip, buyerIdentifier },
    ...{ buyerName, grossMinor, currency, issuedOn, acquiredAt, xmlDocumentId },
  }
}

const ACCEPTED = `id <> @id AND ${IS_SURELY_ACCEPTED}`
const NEWEST = `ORDER BY acquiredAt DESC, id DESC LIMIT ${MOST_RELATED}`

const WITH_SAME_NUMBER = `SELECT * FROM invoices WHERE ${ACCEPTED} AND id IN (${SAME_NUMBER}) ${NEWEST}`
/** What KSeF names may be wrong (API-NOTES §4): one that is known to have another own number has not this one. */
const NAMED_BY_DUPLICATE = `
SELECT duplicate.statusExtensions ->> 'originalKsefNumber' AS named FROM invoices duplicate
WHERE duplicate.statusCode = ${DUPLICATE_STATUS} AND named IS NOT NULL AND duplicate.id IN (${SAME_NUMBER})
  AND NOT EXISTS (SELECT 1 FROM invoices first WHERE first.ksefNumber = named AND first.invoiceNumber <> duplicate.invoiceNumber)
ORDER BY duplicate.id DESC LIMIT 1`
const SAME_HASH = `SELECT * FROM invoices WHERE ${ACCEPTED} AND invoiceHash = @invoiceHash ${NEWEST}`
const CORRECTIONS = `SELECT * FROM invoices WHERE ${ACCEPTED} AND hashOfCorrectedInvoice = @invoiceHash ${NEWEST}`
