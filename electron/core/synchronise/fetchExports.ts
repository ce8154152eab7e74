import type { ExportOutcome, ExportWindow } from '../../archive/inputs.ts'
import type { OpenExport } from '../../archive/outputs.ts'
import { makeExportKey } from '../../crypto/exportKey.ts'
import type { ExportPackage, ExportStatus } from '../../ksef/endpoints/exports.ts'
import type { SubjectRole } from '../../ksef/endpoints/metadata.ts'
import { AppError, isOfOneCall } from '../../shared/errors.ts'
import { normaliseInstant } from '../../shared/model/instant.ts'
import { unlessBudgetSpent } from './budgetWaits.ts'
import { afterPackage, firstWindow, windowsAfter } from './exportWindows.ts'
import type { Window, WindowTold } from './exportWindows.ts'
import { clearPackages, ownPackages } from './packageFolder.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { advanceMark, readMark, readRangeMark, writeMark, writeRangeMark, type ExportList, type SyncMark } from './syncMarks.ts'
import { takePackage } from './takePackage.ts'

/** Fewer files come sooner one by one: sixteen a minute (API-NOTES §3), while KSeF takes its time over a package. */
const WORTH_AN_EXPORT = 17

/** "Going on" can hang for days (API-NOTES §3). */
const GIVE_UP_AFTER_MS = 24 * 3_600_000
/** A refresh waits so long for one package; the next refresh goes on with the same export. */
const PATIENCE_MS = 10 * 60_000
const FIRST_POLL_MS = 1_000
const LONGEST_POLL_MS = 30_000

/** A window whose package failed is ordered once more, and then not before a day is over: no loop (API-NOTES §6, trap 3). */
const ATTEMPTS = 2
const NEW_ATTEMPTS_AFTER_MS = 24 * 3_600_000

/** KSeF prepares so many windows of ours at once; ten may run in a context, ours and other programs' together (API-NOTES §3). */
const SIDE_BY_SIDE = 4
/** What came since an earlier refresh ordered its windows is not worth an order ahead. */
const SHORTEST_AHEAD_MS = 7 * 86_400_000

/** Too many exports are running in this context, ours or another program's. */
const TOO_MANY_RUNNING = 21182

/** How far lists of metadata are read that hold the same invoices. */
const METADATA_MARKS: Readonly<Record<SubjectRole, { readonly until: SyncMark; readonly readAt: SyncMark }>> = {
  Subject1: { until: 'metadataUntil', readAt: 'metadataReadAt' },
  Subject2: { until: 'receivedUntil', readAt: 'receivedReadAt' },
  Subject3: { until: 'thirdPartyUntil', readAt: 'thirdPartyReadAt' },
  SubjectAuthorized: { until: 'authorisedUntil', readAt: 'authorisedReadAt' },
}

export interface ExportsWanted {
  readonly role: SubjectRole
  /** What others issued is not to be kept: packages are asked for to have what this account issued as the buyer. */
  readonly onlyKnown: boolean
  /** Where "continue" begins the first time. */
  readonly from: string
  /** Where it ends, when the run began: a moving end would be asked for again and again. */
  readonly until: string
  /** A range that was asked for; it moves no mark (API-NOTES §6, trap 7). */
  readonly earlierRange: Window | null
  /** Invoices that KSeF counts and no list has shown yet: their files are wanted, too. */
  readonly awaited: number
  readonly packageFolder: string
}

type Order = ExportWindow & { readonly onlyKnown: boolean; readonly last: string; readonly packageFolder: string; readonly firstFrom: string; readonly runStartedAt: string }
type Beginning = Omit<Order, 'windowTo'>

/**
 * Orders the first packages of those that `fetchExports` will take in, so that KSeF prepares them meanwhile. What gets no answer is
 * ordered in its turn.
 */
export async function orderExports(run: RefreshRun, wanted: ExportsWanted): Promise<void> {
  try {
    await unlessBudgetSpent('exports', run.waits, async () => {
      for (const beginning of await beginningsOf(run, wanted)) {
        const first = firstWindow(beginning.windowFrom, beginning.last)
        if (first === null) continue
        const order = { ...beginning, windowTo: first.to }
        const wasTried = (await run.archive.openExport(order)) !== null || (await run.archive.lastExport(order)) !== null
        if (!wasTried && (await orderExport(run, order)) !== null) await orderAhead(run, order, first)
      }
    })
  } catch (cause) {
    if (!isOfOneCall(cause)) throw cause
  }
}

/** Brings invoice files, names and amounts in packages where that costs less than one by one. Each step is on disk before the next; what KSeF does not give so is told. */
export async function fetchExports(run: RefreshRun, wanted: ExportsWanted): Promise<void> {
  const { packageFolder } = wanted
  await clearPackages(packageFolder)
  const beginnings = await beginningsOf(run, wanted)
  if (beginnings.length === 0) return
  run.progress.set({ step: 'exports', xmlWanted: (await run.archive.archiveFigures()).withoutXml })
  try {
    await unlessBudgetSpent('exports', run.waits, async () => {
      for (const beginning of beginnings) await exportAll(run, beginning)
    })
  } catch (cause) {
    // Names, amounts and files are to be had without packages; whether all of KSeF is out of order shows at the next call.
    if (!(cause instanceof AppError) || !cause.code.startsWith('api-')) throw cause
    run.tally.warnings.add(`export-unanswered:${String(cause.details.code ?? cause.details.reasonCode ?? cause.code)}`)
  } finally {
    await clearPackages(packageFolder)
  }
}

/** Where to begin, the range that was asked for first; nowhere, where so little is wanted that it comes sooner one by one. */
async function beginningsOf(run: RefreshRun, wanted: ExportsWanted): Promise<readonly Beginning[]> {
  const { role, onlyKnown, from, until, earlierRange, packageFolder } = wanted
  const list = listOf(wanted)
  if (earlierRange !== null) await writeRangeMark(run.archive, `exportRange:${list}`, earlierRange)
  const since = (await readMark(run.archive, `exportedUntil:${list}`)) ?? from
  const range = await readRangeMark(run.archive, `exportRange:${list}`)
  if ((await countFiles(run, wanted, range?.from ?? since)) < WORTH_AN_EXPORT && !(await isOrdered(run, role, since, range))) return []
  const common = { role, onlyKnown, packageFolder, firstFrom: from, runStartedAt: until }
  return [
    ...(range === null ? [] : [{ ...common, mode: 'range' as const, windowFrom: range.from, last: range.to }]),
    { ...common, mode: 'continue', windowFrom: since, last: until },
  ]
}

/** By what its marks are known. */
function listOf({ role, onlyKnown }: Pick<ExportsWanted, 'role' | 'onlyKnown'>): ExportList {
  return onlyKnown ? `${role}:known` : role
}

/** How many files the packages of a role may bring. Who issues for a seller is nearly always its buyer (self-invoicing, VAT RR). */
async function countFiles(run: RefreshRun, { role, onlyKnown, awaited }: ExportsWanted, since: string): Promise<number> {
  const { sold, issuedForOthers, bought } = await run.archive.filesWantedSince({ since })
  if (role === 'Subject1') return awaited + sold
  return awaited + (role === 'Subject2' ? issuedForOthers : 0) + (onlyKnown ? 0 : bought)
}

/** Whether an export is under way that an earlier refresh ordered. */
async function isOrdered(run: RefreshRun, role: SubjectRole, since: string, range: Window | null): Promise<boolean> {
  if ((await run.archive.openExport({ role, mode: 'continue', windowFrom: since })) !== null) return true
  return range !== null && (await run.archive.openExport({ role, mode: 'range', windowFrom: range.from })) !== null
}

async function exportAll(run: RefreshRun, beginning: Beginning): Promise<void> {
  for (let window = firstWindow(beginning.windowFrom, beginning.last); window !== null; ) {
    window = await exportWindow(run, { ...beginning, windowFrom: window.from, windowTo: window.to })
  }
}

/** Takes in the package of one window, whoever ordered it; the window after it, or null where there is none for now. */
async function exportWindow(run: RefreshRun, order: Order): Promise<Window | null> {
  for (;;) {
    const one = (await run.archive.openExport(order)) ?? (await orderExport(run, order))
    if (one === null) return null
    if (one.referenceNumber === null) {
      await settle(run, one, 'unanswered', null)
      continue
    }
    await orderAhead(run, order, { from: one.windowFrom, to: one.windowTo })
    const status = await waitFor(run, one, one.referenceNumber)
    if (status === 'later') return null
    if (status === 'expired' || status === 'stuck') {
      await settle(run, one, status, null)
      continue
    }
    if (status.status.code === 420) {
      await settle(run, one, 'nothing-yet', '420')
      return null
    }
    if (status.package === null) {
      await settle(run, one, 'failed', String(status.status.code))
      continue
    }
    const told = await takeIn(run, order, one, one.referenceNumber, status.package)
    if (told !== null) return afterPackage({ from: one.windowFrom, to: one.windowTo }, told, order.last).next
  }
}

/** Orders the windows that follow, so that KSeF prepares them meanwhile; what it does not take now is ordered in its turn, as is what was tried before. */
async function orderAhead(run: RefreshRun, order: Order, first: Window): Promise<void> {
  for (const { from: windowFrom, to: windowTo } of windowsAfter(first, order.last, SIDE_BY_SIDE - 1)) {
    if (Date.parse(windowTo) - Date.parse(windowFrom) < SHORTEST_AHEAD_MS) return
    const ahead = { ...order, windowFrom, windowTo }
    if ((await run.archive.openExport(ahead)) !== null) continue
    if ((await run.archive.lastExport(ahead)) !== null || (await place(run, ahead, 1)) instanceof AppError) return
  }
}

/** Orders an export; null where it must not or cannot be ordered now. */
async function orderExport(run: RefreshRun, order: Order): Promise<OpenExport | null> {
  const attempt = await nextAttempt(run, order)
  if (attempt === null) return null
  const placed = await place(run, order, attempt)
  if (!(placed instanceof AppError)) return placed
  if (placed.code === 'api-rate-limited') throw placed
  const { code, details } = placed
  if (details.code === TOO_MANY_RUNNING) waitForLater(run)
  else run.tally.warnings.add(`export-refused:${String(details.code ?? details.reasonCode ?? code)}`)
  return null
}

/** Keeps a key, then orders an export with it; why KSeF did not take the order. What leaves that open rises. */
async function place(run: RefreshRun, { role, mode, windowFrom, windowTo }: Order, attempt: number): Promise<OpenExport | AppError> {
  const key = makeExportKey()
  const prepared = { role, mode, windowFrom, windowTo, attempt, ...key, preparedAt: nowOf(run) }
  const { id } = await run.archive.prepareExport(prepared)
  const one: OpenExport = { ...prepared, id, referenceNumber: null, askedAt: null }
  try {
    const dateRange = { dateType: 'PermanentStorage', from: windowFrom, to: windowTo, restrictToPermanentStorageHwmDate: true } as const
    const referenceNumber = await run.client.askForExport({ filters: { subjectType: role, dateRange }, key }, run.signal)
    const askedAt = nowOf(run)
    await run.archive.noteExportAsked({ id, referenceNumber, askedAt })
    return { ...one, referenceNumber, askedAt }
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    const isRefused = cause.code === 'api-rejected' || cause.code === 'api-forbidden' || cause.code === 'api-rate-limited'
    await settle(run, one, isRefused ? 'refused' : 'unanswered', String(cause.details.code ?? cause.code))
    if (!isRefused) throw cause
    return cause
  }
}

/** 1 for a window that was never tried, or a day ago; an order that KSeF did not take was no attempt. Null where it is not to be tried now. */
async function nextAttempt(run: RefreshRun, order: Order): Promise<number | null> {
  const last = await run.archive.lastExport(order)
  if (last?.settledAt == null || last.outcome === 'taken' || last.outcome === 'nothing-yet') return 1
  if (run.clock.now() - Date.parse(last.settledAt) > NEW_ATTEMPTS_AFTER_MS) return 1
  // Asked for and refused in this very run.
  if (last.outcome === 'refused') return last.settledAt >= order.runStartedAt ? null : last.attempt
  return last.attempt < ATTEMPTS ? last.attempt + 1 : null
}

/** Polls until the export ended one way or another, or patience did. */
async function waitFor(run: RefreshRun, { askedAt, preparedAt }: OpenExport, referenceNumber: string): Promise<ExportStatus | 'later' | 'expired' | 'stuck'> {
  const began = run.clock.now()
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(2 * pause, LONGEST_POLL_MS)) {
    const status = await askStatus(run, referenceNumber)
    if (status === null || status.status.code === 210) return 'expired'
    if (status.status.code !== 100) return status
    if (run.clock.now() - Date.parse(askedAt ?? preparedAt) > GIVE_UP_AFTER_MS) return 'stuck'
    if (run.clock.now() - began + pause > PATIENCE_MS) {
      waitForLater(run)
      return 'later'
    }
    await run.clock.sleep(pause, run.signal)
  }
}

/** Null once KSeF does not know the export any more. */
async function askStatus(run: RefreshRun, referenceNumber: string): Promise<ExportStatus | null> {
  try {
    return await run.client.exportStatus(referenceNumber, run.signal)
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === 'api-gone' || cause.code === 'api-rejected')) return null
    throw cause
  }
}

/** What the package said of its window, once all of it is on disk; null where it was set aside. */
async function takeIn(run: RefreshRun, order: Order, one: OpenExport, referenceNumber: string, contents: ExportPackage): Promise<WindowTold | null> {
  const fresh = async (): Promise<ExportPackage | null> => (await askStatus(run, referenceNumber))?.package ?? null
  const { fault, hasMetadata } = await takePackage(run, { ...one, onlyKnown: order.onlyKnown }, contents, fresh, ownPackages(order.packageFolder))
  if (fault !== null) {
    run.tally.warnings.add(`export-${fault.outcome}:${fault.detail}`)
    await settle(run, one, fault.outcome, fault.detail)
    return null
  }
  const told: WindowTold = {
    isTruncated: contents.isTruncated,
    lastPermanentStorageDate: instantOf(contents.lastPermanentStorageDate),
    permanentStorageHwmDate: instantOf(contents.permanentStorageHwmDate),
  }
  const { readUntil, next } = afterPackage({ from: one.windowFrom, to: one.windowTo }, told, order.last)
  if (told.isTruncated && next === null && readUntil < order.last) run.tally.warnings.add('export-stands-still')
  const advance = order.mode === 'range' ? [{ key: `exportRange:${listOf(order)}`, until: `${readUntil}/${order.last}` }] : [{ key: `exportedUntil:${listOf(order)}`, until: readUntil }]
  await run.archive.settleExport({ id: one.id, settledAt: nowOf(run), outcome: 'taken', detail: null, invoiceCount: contents.invoiceCount, ...told, advance })
  if (hasMetadata && !order.onlyKnown) await noteMetadataRead(run, order, one, readUntil, next === null)
  return told
}

/** A window that a package covers needs no metadata pages; where something lies between, the mark of metadata stays. */
async function noteMetadataRead(run: RefreshRun, { mode, firstFrom }: Order, { role, windowFrom }: OpenExport, readUntil: string, isLast: boolean): Promise<void> {
  const marks = METADATA_MARKS[role]
  if (mode === 'range') return
  const mark = (await readMark(run.archive, marks.until)) ?? firstFrom
  if (windowFrom > mark) return
  await advanceMark(run.archive, marks.until, readUntil)
  if (isLast) await writeMark(run.archive, marks.readAt, nowOf(run))
}

async function settle(run: RefreshRun, { id }: OpenExport, outcome: ExportOutcome, detail: string | null): Promise<void> {
  const told = { invoiceCount: null, isTruncated: null, lastPermanentStorageDate: null, permanentStorageHwmDate: null }
  await run.archive.settleExport({ id, settledAt: nowOf(run), outcome, detail, ...told, advance: [] })
}

function waitForLater(run: RefreshRun): void {
  run.waits.note('exports', new Date(run.clock.now() + PATIENCE_MS).toISOString())
}

/** UTC with milliseconds, cut and not rounded, so that a mark is never past an invoice that was not read. */
function instantOf(written: string | null): string | null {
  return written === null ? null : normaliseInstant(written)
}
