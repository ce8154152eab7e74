import type { JournalHead } from '../../archive/journal/appendJournal.ts'
import type { JournalFault } from '../../archive/journal/verifyJournal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { SelfCheckProgress } from '../../shared/contract/jobs.ts'
import type { DamagedDocument, SelfCheckOutcome, SelfCheckReport, SelfCheckScope } from '../../shared/contract/selfChecks.ts'
import { AppError } from '../../shared/errors.ts'
import type { Archive } from '../archiveOperations.ts'

const DAY_MS = 86_400_000
/** An incremental check leaves out what was checked within so many days. */
const FRESH_DAYS = 30
/** A check that was killed or cancelled goes on where it was for so many days; after that it begins anew. */
const TAKEN_UP_DAYS = 7
const DOCUMENTS_AT_ONCE = 100
const INVOICES_AT_ONCE = 100
const ENTRIES_AT_ONCE = 2_000
/** So many damaged documents are named in the result that is kept; all are counted, and marked in the archive. */
const MOST_NAMED = 1_000

export interface VerifyArchiveOptions {
  readonly archive: Archive
  /** The same archive for looking at its tables, which takes a second where they are large; in a thread of its own it keeps nobody waiting. */
  readonly tables: Pick<Archive, 'databaseTables' | 'checkTable'>
  readonly scope: SelfCheckScope
  /** Heads of the journal kept outside the archive's file. */
  readonly heads: readonly JournalHead[]
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (progress: SelfCheckProgress) => void
}

/**
 * Rehashes the documents, verifies UPO again, and holds journal, derived columns and the database file against what they must be. In
 * small steps, each on disk before the next: after a kill or a cancel the same check goes on where it was. Throws 'cancelled'.
 */
export async function verifyArchive(options: VerifyArchiveOptions): Promise<SelfCheckReport> {
  const { archive, scope, heads, clock } = options
  const now = (): string => new Date(clock.now()).toISOString()
  const { id, startedAt } = await archive.startSelfCheck({ startedAt: now(), scope, takeUpSince: daysAgo(clock, TAKEN_UP_DAYS) })
  const database = await checkAllTables(options)
  const documents = await checkAllDocuments(options, startedAt, now)
  const { documentsChecked: checked } = documents
  options.onProgress({ step: 'derived', documentsChecked: checked, documentsToCheck: checked })
  // Before the states: to change one is to change its words.
  const isWordIndexRebuilt = scope === 'full' && (await archive.checkWords()).isRebuilt
  const invoicesRebuilt = await checkAllDerived(options)
  options.onProgress({ step: 'journal', documentsChecked: checked, documentsToCheck: checked })
  const journal = await checkWholeJournal(options)
  const isSound = database.length === 0 && documents.damaged === 0 && !isWordIndexRebuilt && invoicesRebuilt === 0 && journal.faults.length === 0
  const report: SelfCheckReport = {
    ...{ outcome: outcomeOf(isSound, scope), scope, startedAt, finishedAt: now() },
    ...documents,
    isWordIndexRebuilt,
    invoicesRebuilt,
    journal: { ...journal, headsCompared: heads.length },
    database,
  }
  const { outcome, finishedAt, documentsChecked, damaged } = report
  await archive.finishSelfCheck({ id, outcome, finishedAt, documentsChecked, damaged, result: JSON.stringify(report) })
  return report
}

function outcomeOf(isSound: boolean, scope: SelfCheckScope): SelfCheckOutcome {
  if (!isSound) return 'damaged'
  return scope === 'full' ? 'whole' : 'nothing-found'
}

async function checkAllTables({ tables, scope, signal, onProgress }: VerifyArchiveOptions): Promise<readonly string[]> {
  onProgress({ step: 'database', documentsChecked: 0, documentsToCheck: null })
  const found: string[] = []
  for (const table of await tables.databaseTables()) {
    refuseCancelled(signal)
    found.push(...(await tables.checkTable({ table, scope })))
  }
  return found
}

async function checkAllDocuments(
  { archive, scope, clock, signal, onProgress }: VerifyArchiveOptions,
  startedAt: string,
  now: () => string,
): Promise<Pick<SelfCheckReport, 'documentsChecked' | 'documentsPassedOver' | 'damaged' | 'damagedDocuments'>> {
  const checkedBefore = scope === 'full' ? startedAt : daysAgo(clock, FRESH_DAYS)
  const { toCheck: documentsToCheck, passedOver } = await archive.countToCheck({ checkedBefore, at: now() })
  // What a full check that was taken up leaves out, it had checked itself.
  const documentsPassedOver = scope === 'full' ? 0 : passedOver
  const damagedDocuments: DamagedDocument[] = []
  let documentsChecked = 0
  let damaged = 0
  let afterId = 0
  for (;;) {
    refuseCancelled(signal)
    const part = await archive.checkDocuments({ afterId, limit: DOCUMENTS_AT_ONCE, checkedBefore, at: now() })
    documentsChecked += part.checked
    damaged += part.damaged.length
    damagedDocuments.push(...part.damaged.slice(0, MOST_NAMED - damagedDocuments.length))
    afterId = part.lastId
    onProgress({ step: 'documents', documentsChecked, documentsToCheck })
    if (part.isEnd) return { documentsChecked, documentsPassedOver, damaged, damagedDocuments }
  }
}

async function checkAllDerived({ archive, signal }: VerifyArchiveOptions): Promise<number> {
  let rebuilt = 0
  let afterId = 0
  for (;;) {
    refuseCancelled(signal)
    const { lastId, rebuiltIds } = await archive.checkDerived({ afterId, limit: INVOICES_AT_ONCE })
    rebuilt += rebuiltIds.length
    if (lastId === null) return rebuilt
    afterId = lastId
  }
}

async function checkWholeJournal({ archive, heads, signal }: VerifyArchiveOptions): Promise<Pick<SelfCheckReport['journal'], 'head' | 'faults'>> {
  const faults: JournalFault[] = []
  let after: JournalHead | null = null
  for (;;) {
    refuseCancelled(signal)
    const part: Awaited<ReturnType<Archive['verifyJournal']>> = await archive.verifyJournal({ after, limit: ENTRIES_AT_ONCE, heads })
    faults.push(...part.faults.slice(0, MOST_NAMED - faults.length))
    after = part.reached
    if (part.isEnd) return { head: part.reached, faults }
  }
}

function daysAgo(clock: Clock, days: number): string {
  return new Date(clock.now() - days * DAY_MS).toISOString()
}

function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled')
}
