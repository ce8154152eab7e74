import type { InvoiceId } from '../../shared/contract/common.ts'
import type { RelatedDocument } from '../../shared/contract/relatedDocuments.ts'
import type { InvoiceReference } from '../../shared/model/invoiceFacts.ts'
import { nipOf } from '../../shared/model/context.ts'
import { DUPLICATE_STATUS, isRejected } from '../../shared/model/invoiceStatus.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import type { RelationDirection, RelationGround, RelationKind } from '../../shared/model/relation.ts'
import { archiveContext } from '../archiveContext.ts'
import type { ReadableDb } from '../connection.ts'
import { isAccepted, isSurelyAccepted, type InvoiceRow } from '../invoiceRow.ts'
import { ksefNumberBody } from '../ksefNumberBody.ts'
import { numberKey } from '../sortKeys.ts'
import { statement } from '../statements.ts'
import { SAME_NUMBER } from './sameNumber.ts'

/** A correction may name thousands; more than this nobody reads on a card. */
const MOST = 100

/**
 * The documents that belong to an invoice, both those that it refers to and those that refer to it. Nothing of it is stored but what each file says:
 * whatever is named is looked for whenever it is asked, so that it is found as soon as it comes. What `a` refers to as `b`, `b` shows as coming from `a`.
 */
export function relatedDocuments(db: ReadableDb, row: InvoiceRow): RelatedDocuments {
  const search: Search = { db, isCut: false }
  const technical = technicalCorrections(search, row)
  const taken = new Set(technical.map(({ found }) => found?.id))
  const documents = [...namedByFile(search, row), ...namingThis(search, row), ...technical, ...sameNumber(search, row).filter(({ found }) => !taken.has(found?.id))]
  return { documents, isCut: search.isCut }
}

export interface RelatedDocuments {
  readonly documents: readonly RelatedDocument[]
  /** There are more of a kind than are told. */
  readonly isCut: boolean
}

/** Asks for the first of each kind, and notes where there were more. */
interface Search {
  readonly db: ReadableDb
  isCut: boolean
}

function firstOf<Row>(search: Search, rows: readonly Row[]): readonly Row[] {
  search.isCut ||= rows.length > MOST
  return rows.slice(0, MOST)
}

type Target = Pick<InvoiceRow, 'id' | 'ksefNumber' | 'invoiceNumber' | 'issuedOn' | 'state' | 'statusCode' | 'invoicingAt'> & { readonly sessionReference: string | null }

type SameNumberRow = Target & Pick<InvoiceRow, 'metadataReadAt' | 'proof'>

const KIND_OF_REFERENCE = { corrected: 'correction', advance: 'advance' } as const satisfies Record<InvoiceReference['kind'], RelationKind>

function namedByFile(search: Search, row: InvoiceRow): readonly RelatedDocument[] {
  if (row.xmlDocumentId === null) return []
  const { db } = search
  const references = firstOf(search, statement(db, NAMED).all(row.xmlDocumentId, MOST + 1) as InvoiceReference[])
  return references.map((reference) => {
    const found = resolve(db, reference, row)
    return {
      kind: KIND_OF_REFERENCE[reference.kind],
      direction: 'to',
      ksefNumber: reference.ksefNumber ?? found?.target.ksefNumber ?? null,
      invoiceNumber: reference.invoiceNumber ?? found?.target.invoiceNumber ?? null,
      issuedOn: reference.issuedOn ?? found?.target.issuedOn ?? null,
      hasWrongChecksum: hasWrongChecksum(reference),
      found: found === null ? null : foundBy(found.target, found.by),
    }
  })
}

/** The files that name this invoice by KSeF number or own number, where that leads to none but this one. */
function namingThis(search: Search, row: InvoiceRow): readonly RelatedDocument[] {
  if (!isAccepted(row)) return []
  const { db } = search
  const { ksefNumber, invoiceNumberKey, sellerNip } = row
  const candidates = firstOf(search, statement(db, NAMING).all({ body: ksefNumberBody(ksefNumber), invoiceNumberKey, sellerNip, limit: MOST + 1 }) as NamingRow[])
  return candidates.flatMap(({ sourceKsefNumber, sourceInvoiceNumber, sourceIssuedOn, sourceId, state, statusCode, invoicingAt, sessionReference, ...reference }) => {
    const source: Target = { id: sourceId, ksefNumber: sourceKsefNumber, invoiceNumber: sourceInvoiceNumber, issuedOn: sourceIssuedOn, state, statusCode, invoicingAt, sessionReference }
    const found = resolve(db, reference, { id: sourceId, sellerNip: reference.sourceSellerNip })
    if (found?.target.id !== row.id) return []
    return [related(KIND_OF_REFERENCE[reference.kind], 'from', source, found.by, hasWrongChecksum(reference))]
  })
}

interface NamingRow extends InvoiceReference, Pick<Target, 'state' | 'statusCode' | 'invoicingAt' | 'sessionReference'> {
  readonly sourceId: number
  readonly sourceSellerNip: string | null
  readonly sourceKsefNumber: string | null
  readonly sourceInvoiceNumber: string | null
  readonly sourceIssuedOn: string | null
}

/**
 * The accepted invoice that a reference means: by its KSeF number, check digits apart; by number, date and seller only where the KSeF number is
 * not given or is surely mistyped.
 */
function resolve(db: ReadableDb, reference: InvoiceReference, source: Pick<InvoiceRow, 'id' | 'sellerNip'>): { readonly target: Target; readonly by: RelationGround } | null {
  const { kind, ksefNumber, invoiceNumber, issuedOn } = reference
  if (ksefNumber !== null) {
    const body = ksefNumberBody(ksefNumber)
    const target = statement(db, BY_KSEF_NUMBER).get({ id: source.id, ksefNumber, body, after: `${body}~` }) as Target | undefined
    if (target !== undefined) return { target, by: 'ksef-number' }
    if (!hasWrongChecksum(reference)) return null
  }
  if (invoiceNumber === null) return null
  const target = statement(db, BY_OWN_NUMBER).get({ id: source.id, sellerNip: source.sellerNip, invoiceNumber, invoiceNumberKey: numberKey(invoiceNumber), issuedOn, isAdvance: kind === 'advance' ? 1 : 0 }) as Target | undefined
  return target === undefined ? null : { target, by: 'own-number' }
}

function hasWrongChecksum({ ksefNumber }: Pick<InvoiceReference, 'ksefNumber'>): boolean {
  return ksefNumber !== null && parseKsefNumber(ksefNumber)?.checksum === 'wrong'
}

/** What KSeF's metadata says of technical corrections, by the hash of the file that each replaces. */
function technicalCorrections(search: Search, { id, invoiceHash, hashOfCorrectedInvoice }: InvoiceRow): readonly RelatedDocument[] {
  const { db } = search
  const replaced = hashOfCorrectedInvoice === null ? [] : (statement(db, BY_HASH).all(hashOfCorrectedInvoice, id) as Target[])
  const replacing = invoiceHash === null ? [] : firstOf(search, statement(db, BY_CORRECTED_HASH).all(invoiceHash, id, MOST + 1) as Target[])
  const unknown: RelatedDocument[] =
    hashOfCorrectedInvoice === null || replaced.length > 0
      ? []
      : [{ kind: 'technical-correction', direction: 'to', ksefNumber: null, invoiceNumber: null, issuedOn: null, hasWrongChecksum: false, found: null }]
  return [
    ...unknown,
    ...replaced.map((target) => related('technical-correction', 'to', target, 'hash')),
    ...replacing.map((target) => related('technical-correction', 'from', target, 'hash')),
  ]
}

/** Submissions under one own number: refused ones and the one that was accepted later, repeated ones and the first. */
function sameNumber(search: Search, row: InvoiceRow): readonly RelatedDocument[] {
  const { db } = search
  const { id, invoicingAt, statusCode } = row
  const isRowAccepted = isSurelyAccepted(row)
  const others = firstOf(search, statement(db, WITH_SAME_NUMBER).all({ id, ownNip: nipOf(archiveContext(db).identifier), limit: MOST + 1 }) as SameNumberRow[])
  return others.flatMap((other) => {
    const [accepted, refused] = isRowAccepted ? [{ invoicingAt }, other] : [other, { statusCode, invoicingAt }]
    if (!isRowAccepted && !isSurelyAccepted(other)) return []
    if (refused.statusCode === DUPLICATE_STATUS) return [related('duplicate', isRowAccepted ? 'from' : 'to', other, 'own-number')]
    const isLater = accepted.invoicingAt === null || refused.invoicingAt === null || accepted.invoicingAt >= refused.invoicingAt
    return refused.statusCode !== null && isRejected(refused.statusCode) && isLater ? [related('accepted-later', isRowAccepted ? 'to' : 'from', other, 'own-number')] : []
  })
}

function related(kind: RelationKind, direction: RelationDirection, target: Target, by: RelationGround, wrongChecksum = false): RelatedDocument {
  const { ksefNumber, invoiceNumber, issuedOn } = target
  return { kind, direction, ksefNumber, invoiceNumber, issuedOn, hasWrongChecksum: wrongChecksum, found: foundBy(target, by) }
}

function foundBy({ id, state, invoicingAt, sessionReference }: Target, by: RelationGround): NonNullable<RelatedDocument['found']> {
  return { id: id as InvoiceId, by, state, takenAt: invoicingAt, sessionReference }
}

const TARGET = 'id, ksefNumber, invoiceNumber, issuedOn, state, statusCode, invoicingAt, (SELECT referenceNumber FROM sessions WHERE sessions.id = invoices.sessionId) AS sessionReference'
const ACCEPTED = 'ifnull(statusCode, 200) = 200'

const NAMED = 'SELECT kind, ksefNumber, invoiceNumber, issuedOn FROM invoiceReferences WHERE documentId = ? ORDER BY position LIMIT ?'

const BY_KSEF_NUMBER = `
SELECT ${TARGET} FROM invoices WHERE ksefNumber >= @body AND ksefNumber < @after AND ${ACCEPTED} AND id <> @id
ORDER BY ksefNumber IS NOT @ksefNumber, invoiceReference IS NULL, id LIMIT 1`

// The number alone is used by every seller; of two types under one number, an advance is what an advance is meant by.
const BY_OWN_NUMBER = `
SELECT ${TARGET} FROM invoices WHERE invoiceNumberKey = @invoiceNumberKey AND invoiceNumber = @invoiceNumber AND ${ACCEPTED} AND id <> @id
  AND (sellerNip = @sellerNip OR sellerNip IS NULL OR @sellerNip IS NULL) AND (issuedOn = @issuedOn OR issuedOn IS NULL OR @issuedOn IS NULL)
ORDER BY (ifnull(invoiceType, '') IN ('Zal', 'KorZal')) <> @isAdvance, sellerNip IS NULL, issuedOn IS NULL, invoiceReference IS NULL, id LIMIT 1`

const NAMING = `
SELECT r.kind, r.ksefNumber, r.invoiceNumber, r.issuedOn, s.id AS sourceId, s.sellerNip AS sourceSellerNip, s.ksefNumber AS sourceKsefNumber,
  s.invoiceNumber AS sourceInvoiceNumber, s.issuedOn AS sourceIssuedOn, s.state, s.statusCode, s.invoicingAt,
  (SELECT referenceNumber FROM sessions WHERE sessions.id = s.sessionId) AS sessionReference
FROM (
  SELECT * FROM invoiceReferences WHERE ksefNumberBody = @body
  UNION SELECT * FROM invoiceReferences WHERE invoiceNumberKey = @invoiceNumberKey
) r JOIN documentInvoices l ON l.documentId = r.documentId AND l.relation = 'invoice' JOIN invoices s ON s.id = l.invoiceId AND s.xmlDocumentId = r.documentId
WHERE r.ksefNumberBody IS @body OR s.sellerNip = @sellerNip OR s.sellerNip IS NULL OR @sellerNip IS NULL
ORDER BY s.issuedOn, s.id, r.position LIMIT @limit`

const BY_HASH = `SELECT ${TARGET} FROM invoices WHERE invoiceHash = ? AND id <> ? ORDER BY ${ACCEPTED}, id LIMIT 1`
const BY_CORRECTED_HASH = `SELECT ${TARGET} FROM invoices WHERE hashOfCorrectedInvoice = ? AND id <> ? ORDER BY id LIMIT ?`

const WITH_SAME_NUMBER = `SELECT ${TARGET}, metadataReadAt, proof FROM invoices WHERE id IN (${SAME_NUMBER}) ORDER BY id LIMIT @limit`
