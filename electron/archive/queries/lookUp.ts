import type { SessionId } from '../../shared/contract/common.ts'
import type { InvoiceSummary } from '../../shared/contract/invoices.ts'
import type { ReadableDb } from '../connection.ts'
import { numberKey } from '../sortKeys.ts'
import { statement } from '../statements.ts'
import { IS_UNLISTED } from './importedInvoices.ts'
import { SUMMARY_COLUMNS, toSummary, type SummaryRow } from './searchInvoices.ts'

export const LOOK_UP_WAYS = ['ksefNumber', 'invoiceReference', 'invoiceHash', 'invoiceNumber', 'session', 'sessionUpoPage'] as const
export type LookUpWay = (typeof LOOK_UP_WAYS)[number]

export interface LookUp {
  readonly by: LookUpWay
  readonly value: string
}

/** What bears a number: the newest invoices or imported files (at most ten of each), or a session. */
export interface LookedUp {
  readonly invoices: readonly InvoiceSummary[]
  readonly session: { readonly id: SessionId; readonly referenceNumber: string } | null
  /** Imported invoice files that no list and no UPO has named so far. */
  readonly files: readonly ImportedFileName[]
}

export interface QuarantinedName {
  readonly documentId: number
  readonly reason: string
}

export interface ImportedFileName {
  readonly documentId: number
  readonly fileName: string
  readonly invoiceNumber: string | null
}

const NEWEST = 'ORDER BY invoices.id DESC LIMIT 10'

/** A session that no list shows, known from a UPO that names it. */
const OF_UPO = `
SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE ifnull(statusCode, 200) = 200 AND ksefNumber IN (
  SELECT ksefNumber FROM upoEntries WHERE documentId IN (
    SELECT id FROM documents WHERE sessionReference = @value AND kind = 'session-upo' AND standing = 'kept' AND damagedAt IS NULL
    UNION ALL SELECT id FROM documents WHERE sessionReference = @value AND route IN ('import', 'file') AND kind = 'invoice-upo' AND standing = 'kept' AND damagedAt IS NULL
  )
) ${NEWEST}`

const FILE = `SELECT i.documentId, i.fileName, i.invoiceNumber FROM importedInvoices i`

const APART = "SELECT DISTINCT d.id AS documentId, ifnull(d.quarantineReason, 'unknown') AS reason FROM"

/** Own numbers in entries stand in no index, so only the newest of the few documents that were set apart are read through. */
const QUARANTINED_BY_NUMBER = `${APART} documents d CROSS JOIN upoEntries e ON e.documentId = d.id
  WHERE d.id IN (SELECT id FROM documents WHERE standing = 'quarantined' ORDER BY id DESC LIMIT 100) AND e.invoiceNumber = @value COLLATE NOCASE ORDER BY d.id DESC LIMIT 10`

/** Each way goes along an index, for it is asked in the archive of every taxpayer. */
export const LOOK_UP_SQL = {
  ksefNumber: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE ksefNumber = @value ${NEWEST}`,
  invoiceReference: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE invoiceReference = @value ${NEWEST}`,
  invoiceHash: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE invoiceHash = @value ${NEWEST}`,
  // The key is the folded number: "fv/1/2026" finds FV/1/2026.
  invoiceNumber: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE invoiceNumberKey = @value ${NEWEST}`,
  session: 'SELECT id, referenceNumber FROM sessions WHERE referenceNumber = @value',
  sessionUpoPage: `SELECT sessions.id, sessions.referenceNumber FROM sessionUpoPages JOIN sessions ON sessions.id = sessionUpoPages.sessionId
    WHERE sessionUpoPages.pageReference = @value`,
  sessionOfUpo: OF_UPO,
  fileByHash: `${FILE} JOIN documents d ON d.id = i.documentId WHERE d.sha256 = @value AND ${IS_UNLISTED}`,
  quarantinedByKsefNumber: `${APART} upoEntries e CROSS JOIN documents d ON d.id = e.documentId
    WHERE e.ksefNumber = @value AND d.standing = 'quarantined' ORDER BY d.id DESC LIMIT 10`,
  fileByNumber: `${FILE} WHERE i.invoiceNumberKey = @value AND ${IS_UNLISTED} ORDER BY i.documentId DESC LIMIT 10`,
} as const satisfies Record<LookUpWay, string> & Record<string, string>

const NOTHING: LookedUp = { invoices: [], session: null, files: [] }

/** Finds what bears exactly this number. */
export function lookUp(db: ReadableDb, { by, value }: LookUp): LookedUp {
  const invoices = (way: keyof typeof LOOK_UP_SQL, wanted: string): readonly InvoiceSummary[] => (statement(db, LOOK_UP_SQL[way]).all({ value: wanted }) as SummaryRow[]).map(toSummary)
  const files = (way: 'fileByHash' | 'fileByNumber', wanted: string): LookedUp['files'] => statement(db, LOOK_UP_SQL[way]).all({ value: wanted }) as ImportedFileName[]
  switch (by) {
    case 'session':
    case 'sessionUpoPage': {
      const session = (statement(db, LOOK_UP_SQL[by]).get({ value }) as LookedUp['session'] | undefined) ?? null
      return { ...NOTHING, session, invoices: session === null && by === 'session' ? invoices('sessionOfUpo', value) : [] }
    }
    case 'invoiceHash':
      return { ...NOTHING, invoices: invoices(by, value), files: files('fileByHash', Buffer.from(value, 'base64').toString('hex')) }
    case 'invoiceNumber': {
      const key = numberKey(value) ?? ''
      return { ...NOTHING, invoices: invoices(by, key), files: files('fileByNumber', key) }
    }
    default:
      return { ...NOTHING, invoices: invoices(by, value) }
  }
}

/** Documents set apart whose entries name this number. */
export function lookUpSetApart(db: ReadableDb, { by, value }: LookUp): readonly QuarantinedName[] {
  const sql = by === 'ksefNumber' ? LOOK_UP_SQL.quarantinedByKsefNumber : by === 'invoiceNumber' ? QUARANTINED_BY_NUMBER : null
  return sql === null ? [] : (statement(db, sql).all({ value }) as QuarantinedName[])
}
