import type { DamageCondition } from '../../shared/model/damage.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { HASH_OF_KSEF, IS_IMPORTED } from '../importRoute.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import type { RepairTarget } from '../outputs.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

/** SQL: document `d` lies damaged, and nobody has asked yet to have it fetched again. A refresh leaves it alone: the person decides. */
export const IS_HELD_BACK = 'd.damagedAt IS NOT NULL AND d.repairAskedAt IS NULL'

/** SQL: document `d` is a UPO of one invoice, which KSeF gave, and lies damaged. One that came in a file is nothing to wait for: KSeF's own is wanted beside it. */
const IS_HELD_BACK_UPO = `d.kind = 'invoice-upo' AND d.standing = 'kept' AND NOT ${IS_IMPORTED} AND ${IS_HELD_BACK}`

/** SQL: no UPO of invoice `i` alone lies here damaged, waiting for the person to ask. */
export const IS_FREE = `NOT EXISTS (SELECT 1 FROM upoEntries e JOIN documents d ON d.id = e.documentId WHERE e.ksefNumber = i.ksefNumber AND ${IS_HELD_BACK_UPO})`

/** True when the UPO of this invoice lies here damaged and is not to be fetched again before the person asks. */
export function isUpoHeldBack(db: ReadableDb, ksefNumber: string | null): boolean {
  return statement(db, HELD_BACK_UPO).pluck().get(ksefNumber) === 1
}

/** How it stands with documents that a self-check named; those that are not here are left out. */
export function damageNow(db: ReadableDb, { documentIds }: { readonly documentIds: readonly number[] }): readonly { readonly documentId: number; readonly condition: DamageCondition }[] {
  return documentIds.flatMap((documentId) => {
    const document = statement(db, READ_DAMAGED).get(documentId) as DamagedRow | undefined
    return document === undefined ? [] : [{ documentId, condition: conditionOf(db, document) }]
  })
}

/** How many damaged documents can be asked for at KSeF. */
export function countRepairable(db: ReadableDb): number {
  return repairableIds(db).length
}

/** Notes that the person wants the damaged documents fetched again, all that KSeF can be asked for; answers how many. */
export function askForRepair(db: WritableDb, { at }: { readonly at: string }): number {
  return inTransaction(db, () => {
    const ids = repairableIds(db)
    for (const documentId of ids) {
      statement(db, 'UPDATE documents SET repairAskedAt = ? WHERE id = ?').run(at, documentId)
      const { sha256 } = statement(db, READ_DAMAGED).get(documentId) as DamagedRow
      const invoiceIds = statement(db, INVOICES_OF).pluck().all({ documentId }) as number[]
      appendJournal(db, { at, kind: 'repair-asked', invoiceIds, sessionReference: null, documentSha256: sha256, detail: {} })
    }
    return ids.length
  })
}

/** Damaged documents that the person asked for, by id after `afterId`, with what KSeF is to be asked. */
export function repairsWanted(db: ReadableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): readonly RepairTarget[] {
  const rows = statement(
    db,
    'SELECT id, sha256, kind, standing, damagedAt, repairAskedAt, sessionReference FROM documents WHERE damagedAt IS NOT NULL AND repairAskedAt IS NOT NULL AND id > ? ORDER BY id LIMIT ?',
  ).all(afterId, limit) as DamagedRow[]
  return rows.map((document) => ({ documentId: document.id, ...(isReplaced(db, document) ? NO_WAY : targetOf(db, document)) }))
}

interface DamagedRow {
  readonly id: number
  readonly sha256: string
  readonly kind: 'invoice' | 'invoice-upo' | 'session-upo' | 'unrecognised'
  readonly standing: 'kept' | 'quarantined'
  readonly damagedAt: string | null
  readonly repairAskedAt: string | null
  readonly sessionReference: string | null
}

type Target = Omit<RepairTarget, 'documentId'>

const NO_WAY: Target = { upo: null, xml: null, session: null }

function repairableIds(db: ReadableDb): readonly number[] {
  const rows = statement(db, 'SELECT id, sha256, kind, standing, damagedAt, repairAskedAt, sessionReference FROM documents WHERE damagedAt IS NOT NULL ORDER BY id').all() as DamagedRow[]
  return rows.filter((document) => !isReplaced(db, document) && hasWay(targetOf(db, document))).map(({ id }) => id)
}

function conditionOf(db: ReadableDb, document: DamagedRow): DamageCondition {
  if (document.damagedAt === null) return statement(db, 'SELECT 1 FROM repairedBytes WHERE documentId = ?').pluck().get(document.id) === 1 ? 'repaired' : 'sound'
  if (isReplaced(db, document)) return 'replaced'
  const target = targetOf(db, document)
  if (!hasWay(target)) return 'out-of-reach'
  if (document.repairAskedAt === null) return 'damaged'
  const tried = lastTry(db, target, document.repairAskedAt)
  if (tried === undefined) return 'asked'
  return tried.outcome === 'not-available-yet' || NOT_THERE.includes(tried.httpStatus ?? 0) ? 'gone' : 'failed'
}

/** Another receipt of the same invoice, or page of the same session, took its place. An invoice file has one hash only. */
function isReplaced(db: ReadableDb, { id, kind, sessionReference }: DamagedRow): boolean {
  if (kind === 'invoice-upo') return statement(db, OTHER_UPO).pluck().get(id) === 1
  return kind === 'session-upo' && statement(db, OTHER_PAGE).pluck().get({ id, sessionReference }) === 1
}

function targetOf(db: ReadableDb, { id, kind, standing }: DamagedRow): Target {
  if (standing !== 'kept') return NO_WAY
  switch (kind) {
    case 'invoice-upo':
      return { ...NO_WAY, upo: (statement(db, UPO_TARGET).get(id) as Target['upo'] | undefined) ?? null }
    case 'invoice':
      return { ...NO_WAY, xml: (statement(db, XML_TARGET).get(id) as Target['xml'] | undefined) ?? null }
    case 'session-upo':
      return { ...NO_WAY, session: (statement(db, SESSION_TARGET).get(id) as Target['session'] | undefined) ?? null }
    case 'unrecognised':
      return NO_WAY
  }
}

function hasWay({ upo, xml, session }: Target): boolean {
  return upo !== null || xml !== null || session !== null
}

interface Try {
  readonly outcome: string
  readonly httpStatus: number | null
}

function lastTry(db: ReadableDb, { upo, xml, session }: Target, since: string): Try | undefined {
  const invoiceId = (upo ?? xml)?.invoiceId ?? null
  if (invoiceId !== null) return statement(db, 'SELECT outcome, httpStatus FROM attempts WHERE invoiceId = ? AND what = ? AND at >= ? ORDER BY id DESC LIMIT 1').get(invoiceId, upo === null ? 'xml' : 'upo', since) as Try | undefined
  return statement(db, "SELECT outcome, httpStatus FROM attempts WHERE sessionReference = ? AND what = 'session-upo' AND at >= ? ORDER BY id DESC LIMIT 1").get(session?.sessionReference, since) as Try | undefined
}

// KSeF answered: it does not know this (the rest is about sign-in, limits and outages).
const NOT_THERE = [400, 404, 410]

const HELD_BACK_UPO = `
SELECT EXISTS (SELECT 1 FROM upoEntries e JOIN documents d ON d.id = e.documentId WHERE e.ksefNumber = ? AND ${IS_HELD_BACK_UPO})`

const READ_DAMAGED = 'SELECT id, sha256, kind, standing, damagedAt, repairAskedAt, sessionReference FROM documents WHERE id = ?'

const INVOICES_OF = `
SELECT i.id FROM upoEntries e JOIN invoices i ON i.ksefNumber = e.ksefNumber WHERE e.documentId = @documentId AND ifnull(i.statusCode, 200) = 200
UNION SELECT invoiceId FROM documentInvoices WHERE documentId = @documentId`

const OTHER_UPO = `
SELECT EXISTS (SELECT 1 FROM upoEntries e JOIN invoices i ON i.ksefNumber = e.ksefNumber
  WHERE e.documentId = ? AND i.upoDocumentId IS NOT NULL AND i.upoDocumentId <> e.documentId)`

const OTHER_PAGE = `
SELECT EXISTS (SELECT 1 FROM sessionUpoPages p JOIN sessions s ON s.id = p.sessionId WHERE s.referenceNumber = @sessionReference)
  AND NOT EXISTS (SELECT 1 FROM sessionUpoPages WHERE documentId = @id)`

const UPO_TARGET = `
SELECT i.id AS invoiceId, s.referenceNumber AS sessionReference, i.invoiceReference, i.ksefNumber, i.invoiceHash
FROM upoEntries e JOIN invoices i ON i.ksefNumber = e.ksefNumber JOIN sessions s ON s.id = i.sessionId
WHERE e.documentId = ? AND i.statusCode = 200 ORDER BY i.id LIMIT 1`

const XML_TARGET = `
SELECT i.id AS invoiceId, i.ksefNumber, ${HASH_OF_KSEF} AS invoiceHash FROM documentInvoices l JOIN invoices i ON i.id = l.invoiceId
WHERE l.documentId = ? AND l.relation = 'invoice' AND i.ksefNumber IS NOT NULL AND ifnull(i.statusCode, 200) = 200 ORDER BY i.id LIMIT 1`

const SESSION_TARGET = `
SELECT s.id AS sessionId, s.referenceNumber AS sessionReference FROM sessionUpoPages p JOIN sessions s ON s.id = p.sessionId
WHERE p.documentId = ? AND s.statusCode = 200 ORDER BY s.id LIMIT 1`
