import Database from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { SubjectIdentifierKind } from '../../shared/model/certificateSummary.ts'
import { contextKey, type ContextIdentifierType, type Environment, type KsefContext } from '../../shared/model/context.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import type { CatalogueDb } from './connection.ts'

/** What may change about a taxpayer; its context never does. */
export interface TaxpayerFields {
  readonly displayName: string
  /** Base URL of a simulator; null for KSeF itself. */
  readonly apiBase: string | null
  readonly credentialKind: 'token' | 'certificate' | null
  readonly certificateValidUntil: string | null
  /** SHA-256 of its DER, lower-case hex; null for a token. */
  readonly certificateFingerprint: string | null
  /** How the certificate names its holder to KSeF; null for a token. */
  readonly subjectIdentifierKind: SubjectIdentifierKind | null
  /** Where the secret lies in the key store; several taxpayers that one certificate opens have the same. */
  readonly secretKey: string
  readonly lastRefreshAt: string | null
  /** When the client left: only read since then. Null for those who are here. */
  readonly leftAt: string | null
}

export interface CatalogueTaxpayer extends TaxpayerFields {
  readonly id: TaxpayerId
  readonly context: KsefContext
  readonly createdAt: string
}

/** All taxpayers by name, in the order of the Polish alphabet. */
export function listTaxpayers(db: CatalogueDb): readonly CatalogueTaxpayer[] {
  const rows = statement(db, 'SELECT * FROM taxpayers ORDER BY id').all() as TaxpayerRow[]
  return rows.map(toTaxpayer).sort((one, other) => one.displayName.localeCompare(other.displayName, 'pl') || one.id - other.id)
}

/** One taxpayer. Error: 'not-found'. */
export function readTaxpayer(db: CatalogueDb, id: number): CatalogueTaxpayer {
  const row = statement(db, 'SELECT * FROM taxpayers WHERE id = ?').get(id) as TaxpayerRow | undefined
  if (row === undefined) throw new AppError('not-found', { details: { what: 'taxpayer', taxpayerId: id } })
  return toTaxpayer(row)
}

/** The taxpayer of a context, or null. */
export function findTaxpayer(db: CatalogueDb, context: KsefContext): CatalogueTaxpayer | null {
  const row = statement(db, 'SELECT * FROM taxpayers WHERE contextKey = ?').get(contextKey(context)) as TaxpayerRow | undefined
  return row === undefined ? null : toTaxpayer(row)
}

/** Puts a taxpayer on the list. Error: 'taxpayer-exists' when its context is there already. */
export function addTaxpayer(db: CatalogueDb, taxpayer: TaxpayerFields & { readonly context: KsefContext; readonly createdAt: string }): CatalogueTaxpayer {
  const { context, ...columns } = taxpayer
  const id = statement(db, INSERT_TAXPAYER)
    .pluck()
    .get({
      ...columns,
      contextKey: contextKey(context),
      environment: context.environment,
      identifierType: context.identifier.type,
      identifierValue: context.identifier.value,
    }) as number | undefined
  if (id === undefined) throw new AppError('taxpayer-exists', { details: { context: contextKey(context) } })
  return readTaxpayer(db, id)
}

/** Changes some of a taxpayer's fields and gives the whole. Error: 'not-found'. */
export function changeTaxpayer(db: CatalogueDb, id: number, change: Partial<TaxpayerFields>): CatalogueTaxpayer {
  statement(db, UPDATE_TAXPAYER).run({ ...readTaxpayer(db, id), ...change })
  return readTaxpayer(db, id)
}

/** Takes a taxpayer off the list; its archive file stays, and what it spent of KSeF's limits is still remembered. */
export function removeTaxpayer(db: CatalogueDb, id: number): void {
  const { changes } = statement(db, 'DELETE FROM taxpayers WHERE id = ?').run(id)
  if (changes === 0) throw new AppError('not-found', { details: { what: 'taxpayer', taxpayerId: id } })
}

/** Everything that the catalogue says of a context. */
const TABLES_OF_CONTEXT = ['accessAnswers', 'accessFailures', 'journalHeads', 'spentCalls', 'pauses', 'limits', 'taxpayers'] as const

/** Forgets a context for good: nothing of it stays in the file, its free space and the WAL included. Forgetting an unknown one is no error. */
export function eraseContext(db: CatalogueDb, context: KsefContext): void {
  inTransaction(db, () => {
    for (const table of TABLES_OF_CONTEXT) statement(db, `DELETE FROM ${table} WHERE contextKey = ?`).run(contextKey(context))
  })
  try {
    // Rows that were changed before left their bytes in the free space of pages: the file is written anew.
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (cause) {
    // Another process is at work on it: the rows are gone, and their bytes go with the next deletion.
    if (!(cause instanceof Database.SqliteError) || !cause.code.startsWith('SQLITE_BUSY')) throw cause
  }
}

interface TaxpayerRow extends TaxpayerFields {
  readonly id: number
  readonly environment: string
  readonly identifierType: string
  readonly identifierValue: string
  readonly createdAt: string
}

function toTaxpayer(row: TaxpayerRow): CatalogueTaxpayer {
  return {
    id: row.id as TaxpayerId,
    context: { environment: row.environment as Environment, identifier: { type: row.identifierType as ContextIdentifierType, value: row.identifierValue } },
    displayName: row.displayName,
    apiBase: row.apiBase,
    credentialKind: row.credentialKind,
    certificateValidUntil: row.certificateValidUntil,
    certificateFingerprint: row.certificateFingerprint,
    subjectIdentifierKind: row.subjectIdentifierKind,
    secretKey: row.secretKey,
    lastRefreshAt: row.lastRefreshAt,
    leftAt: row.leftAt,
    createdAt: row.createdAt,
  }
}

const INSERT_TAXPAYER = `
INSERT INTO taxpayers (contextKey, environment, identifierType, identifierValue, displayName, apiBase, credentialKind,
  certificateValidUntil, certificateFingerprint, subjectIdentifierKind, secretKey, lastRefreshAt, leftAt, createdAt)
VALUES (@contextKey, @environment, @identifierType, @identifierValue, @displayName, @apiBase, @credentialKind,
  @certificateValidUntil, @certificateFingerprint, @subjectIdentifierKind, @secretKey, @lastRefreshAt, @leftAt, @createdAt)
ON CONFLICT (contextKey) DO NOTHING RETURNING id`

const UPDATE_TAXPAYER = `
UPDATE taxpayers SET displayName = @displayName, apiBase = @apiBase, credentialKind = @credentialKind,
  certificateValidUntil = @certificateValidUntil, certificateFingerprint = @certificateFingerprint, subjectIdentifierKind = @subjectIdentifierKind,
  secretKey = @secretKey, lastRefreshAt = @lastRefreshAt, leftAt = @leftAt
WHERE id = @id`
