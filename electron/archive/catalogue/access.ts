import type { AccessAnswer, CertificateHolder } from '../../shared/model/access.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import { statement } from '../statements.ts'
import type { CatalogueDb } from './connection.ts'

/** An answer of KSeF about a credential in a context, and for how long it has been the same; instants as text. */
export interface KeptAccess extends AccessAnswer {
  readonly since: string
  readonly confirmedAt: string
  /** Whose certificate it was; null for a token. */
  readonly holder: CertificateHolder | null
}

/** What the catalogue knows of the access to a context. */
export interface AccessHistory {
  /** The newest answer; null before the first. */
  readonly now: KeptAccess | null
  /** The one before it, which differed; null when there was none. */
  readonly before: KeptAccess | null
  /** The newest look, when it failed on its way. */
  readonly failure: { readonly at: string; readonly error: ErrorReport } | null
}

/** Keeps an answer: one that says the same as the newest confirms it, another one comes after it. Earlier answers stay. */
export function noteAccessAnswer(db: CatalogueDb, contextKey: string, at: string, answer: AccessAnswer & { readonly holder: CertificateHolder | null }): void {
  statement(db, 'DELETE FROM accessFailures WHERE contextKey = ?').run(contextKey)
  const { now } = accessOf(db, contextKey)
  if (now !== null && saysTheSame(now, answer)) {
    const confirmed = statement(db, 'UPDATE accessAnswers SET confirmedAt = @at, permissions = @permissions, holder = @holder, errorDetails = @errorDetails WHERE contextKey = @contextKey AND since = @since')
    confirmed.run({ ...columnsOf(answer), contextKey, at, since: now.since })
    return
  }
  statement(db, INSERT_ANSWER).run({ ...columnsOf(answer), contextKey, at })
}

/** Keeps that a look failed on its way; what is known of the access stays. */
export function noteAccessFailure(db: CatalogueDb, contextKey: string, at: string, { code, details }: ErrorReport): void {
  statement(db, 'INSERT OR REPLACE INTO accessFailures (contextKey, at, errorCode, errorDetails) VALUES (?, ?, ?, ?)').run(contextKey, at, code, JSON.stringify(details))
}

/** What is known of the access to a context, and what was before. */
export function accessOf(db: CatalogueDb, contextKey: string): AccessHistory {
  const [now, before] = statement(db, 'SELECT * FROM accessAnswers WHERE contextKey = ? ORDER BY since DESC LIMIT 2').all(contextKey) as AnswerRow[]
  const failure = statement(db, 'SELECT * FROM accessFailures WHERE contextKey = ?').get(contextKey) as FailureRow | undefined
  return {
    now: now === undefined ? null : toAnswer(now),
    before: before === undefined ? null : toAnswer(before),
    failure: failure === undefined ? null : { at: failure.at, error: toError(failure.errorCode, failure.errorDetails) },
  }
}

/** What a person would see as the same; names of permissions may come in another order or number without it. */
function saysTheSame(one: AccessAnswer, other: AccessAnswer): boolean {
  return one.invoices === other.invoices && one.upo === other.upo && one.error?.code === other.error?.code
}

interface AnswerRow {
  readonly since: string
  readonly confirmedAt: string
  readonly invoices: string
  readonly upo: string
  readonly permissions: string
  readonly errorCode: string | null
  readonly errorDetails: string
  readonly holder: string | null
}

interface FailureRow {
  readonly at: string
  readonly errorCode: string
  readonly errorDetails: string
}

function toAnswer({ since, confirmedAt, invoices, upo, permissions, errorCode, errorDetails, holder }: AnswerRow): KeptAccess {
  return {
    since,
    confirmedAt,
    invoices: invoices as KeptAccess['invoices'],
    upo: upo as KeptAccess['upo'],
    permissions: JSON.parse(permissions) as readonly string[],
    error: errorCode === null ? null : toError(errorCode, errorDetails),
    holder: holder === null ? null : (JSON.parse(holder) as CertificateHolder),
  }
}

function toError(code: string, details: string): ErrorReport {
  return { code: code as ErrorReport['code'], details: JSON.parse(details) as ErrorReport['details'] }
}

function columnsOf({ invoices, upo, permissions, error, holder }: AccessAnswer & { readonly holder: CertificateHolder | null }) {
  return {
    invoices,
    upo,
    permissions: JSON.stringify(permissions),
    errorCode: error?.code ?? null,
    errorDetails: JSON.stringify(error?.details ?? {}),
    holder: holder === null ? null : JSON.stringify(holder),
  }
}

const INSERT_ANSWER = `
INSERT OR REPLACE INTO accessAnswers (contextKey, since, confirmedAt, invoices, upo, permissions, errorCode, errorDetails, holder)
VALUES (@contextKey, @at, @at, @invoices, @upo, @permissions, @errorCode, @errorDetails, @holder)`
