import { normaliseInstant } from '../../shared/model/instant.ts'
import type { SubjectRole } from '../../ksef/endpoints/metadata.ts'
import { unlessBudgetSpent } from './budgetWaits.ts'
import type { Window } from './exportWindows.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { keptReceived, RECEIVED_ROLES } from '../taxpayers/keptReceived.ts'
import type { ReceivedRole } from '../taxpayers/keptReceived.ts'
import { advanceMark, readMark, readRangeMark, writeMark, writeRangeMark, type SyncMark } from './syncMarks.ts'
import { toListedMetadata } from './toListed.ts'

/** The most records a page may have; twenty pages an hour are 5 000 invoices (API-NOTES §3). */
const PAGE_SIZE = 250

/** The range may be three months; a day less keeps clear of what "three months" means in February. */
const WINDOW_MS = 88 * 86_400_000

/** Nobody issues 10 000 invoices in it: what is cut short here has another reason, and narrower windows would only cost calls. */
const NARROWEST_WINDOW_MS = 3_600_000

/** Invoices sent by other accounts show only here, so the list is read once a day even when no session moved. */
const READ_ANYWAY_AFTER_MS = 24 * 3_600_000

/** Purchases are in no session that would tell of new ones; the list has twenty calls an hour for everything. */
const READ_RECEIVED_AFTER_MS = 3_600_000

/** A list of invoices that this taxpayer is a party to, how far it is read, and when it was. */
interface MetadataList {
  readonly role: 'seller' | 'buyer' | 'other-party'
  readonly subjectType: SubjectRole
  readonly until: SyncMark
  readonly readAt: SyncMark
}

const ISSUED: MetadataList = { role: 'seller', subjectType: 'Subject1', until: 'metadataUntil', readAt: 'metadataReadAt' }
const RECEIVED: Readonly<Record<ReceivedRole, MetadataList>> = {
  Subject2: { role: 'buyer', subjectType: 'Subject2', until: 'receivedUntil', readAt: 'receivedReadAt' },
  Subject3: { role: 'other-party', subjectType: 'Subject3', until: 'thirdPartyUntil', readAt: 'thirdPartyReadAt' },
  SubjectAuthorized: { role: 'other-party', subjectType: 'SubjectAuthorized', until: 'authorisedUntil', readAt: 'authorisedReadAt' },
}

/** Notes that a range before the marks is wanted too, in the lists that were read without it. It is read with the next that is read of them, also by a later refresh. */
export async function askForRange(run: RefreshRun, { from, to }: Window): Promise<void> {
  for (const { until, subjectType } of [ISSUED, ...RECEIVED_ROLES[await keptReceived(run.archive)].map((role) => RECEIVED[role])]) {
    if ((await readMark(run.archive, until)) === null) continue
    const left = await readRangeMark(run.archive, `metadataRange:${subjectType}`)
    await writeRangeMark(run.archive, `metadataRange:${subjectType}`, { from, to: left?.to ?? to })
  }
}

/** Names and amounts of the invoices of this seller, from the mark (or `from`) up to KSeF's high-water mark. */
export async function readMetadata(run: RefreshRun, from: string): Promise<void> {
  const mark = await readMark(run.archive, ISSUED.until)
  const range = await readRangeMark(run.archive, `metadataRange:${ISSUED.subjectType}`)
  if (range === null && !(await isWorthReading(run, mark))) return
  await readList(run, ISSUED, from, range)
}

/** The invoices that others issued and that name this taxpayer, as far as the person wants them kept. */
export async function readReceived(run: RefreshRun, from: string): Promise<void> {
  for (const role of RECEIVED_ROLES[await keptReceived(run.archive)]) {
    const readAt = await readMark(run.archive, RECEIVED[role].readAt)
    const range = await readRangeMark(run.archive, `metadataRange:${role}`)
    if (range === null && readAt !== null && run.clock.now() - Date.parse(readAt) < READ_RECEIVED_AFTER_MS) continue
    await readList(run, RECEIVED[role], from, range)
  }
}

async function readList(run: RefreshRun, list: MetadataList, from: string, range: Window | null): Promise<void> {
  const mark = await readMark(run.archive, list.until)
  run.progress.set({ step: 'metadata' })
  await unlessBudgetSpent('metadata', run.waits, async () => {
    // "This range" and "continue" are two modes: the range asked for never moves the mark (API-NOTES §6, trap 7).
    if (range !== null) await readRange(run, list, range, (until) => writeRangeMark(run.archive, `metadataRange:${list.subjectType}`, { from: until, to: range.to }))
    await readRange(run, list, { from: mark ?? from, to: null }, (until) => advanceMark(run.archive, list.until, until))
    await writeMark(run.archive, list.readAt, nowOf(run))
  })
}

async function isWorthReading(run: RefreshRun, mark: string | null): Promise<boolean> {
  const { count, latestAcquiredAt } = await run.archive.metadataWanted()
  const readAt = await readMark(run.archive, 'metadataReadAt')
  if (readAt === null || mark === null || run.clock.now() - Date.parse(readAt) > READ_ANYWAY_AFTER_MS) return true
  return count > 0 && latestAcquiredAt !== null && latestAcquiredAt > mark
}

/**
 * Windows of under three months, one after the other; `moveMark` is told how far is read and on disk. A window that was cut short goes on after its last
 * record or, where that has no date, is asked for again in halves; where they do not help, the mark stays and the result says so.
 */
async function readRange(run: RefreshRun, list: MetadataList, { from, to }: { readonly from: string; readonly to: string | null }, moveMark: (until: string) => Promise<void>): Promise<void> {
  // Fixed once: where this computer's clock is behind KSeF's, a moving end would be asked for again and again.
  const last = to === null ? run.clock.now() : Date.parse(to)
  let start = from
  let width = WINDOW_MS
  for (;;) {
    const end = new Date(Math.min(Date.parse(start) + width, last)).toISOString()
    if (end <= start) return
    const read = await readWindow(run, list, { from: start, to: end }, moveMark)
    if (read.truncatedAt !== null) {
      start = read.truncatedAt
      continue
    }
    if (read.isTruncated) {
      width = (Date.parse(end) - Date.parse(start)) / 2
      if (width >= NARROWEST_WINDOW_MS) continue
      run.tally.warnings.add('metadata-stands-still')
      return
    }
    if (read.highWaterMark !== null && read.highWaterMark < end) {
      await moveMark(read.highWaterMark)
      return
    }
    await moveMark(end)
    start = end
    // What was cut short may have been one busy day.
    width = Math.min(width * 2, WINDOW_MS)
  }
}

interface WindowRead {
  /** It holds more than the records that were told. */
  readonly isTruncated: boolean
  /** Where to go on then, if a date tells; windows touch, records are known by their KSeF number. */
  readonly truncatedAt: string | null
  readonly highWaterMark: string | null
}

async function readWindow(run: RefreshRun, { role, subjectType }: MetadataList, { from, to }: { readonly from: string; readonly to: string }, moveMark: (until: string) => Promise<void>): Promise<WindowRead> {
  let lastStored: string | null = null
  for (let pageOffset = 0; ; pageOffset += 1) {
    const page = await run.client.queryMetadata(
      { subjectType, dateRange: { dateType: 'PermanentStorage', from, to, restrictToPermanentStorageHwmDate: true } },
      { pageOffset, pageSize: PAGE_SIZE, sortOrder: 'Asc' },
      run.signal,
    )
    if (page.unreadable.length > 0) run.tally.warnings.add(`metadata-unreadable:${page.unreadable.length}`)
    const items = page.items.map(toListedMetadata)
    await run.archive.recordMetadata({ readAt: nowOf(run), items, role })
    // Ascending by permanent storage: everything up to the last record of a page is on disk now.
    const storedUntil = items.at(-1)?.permanentStorageDate ?? null
    if (storedUntil !== null) {
      lastStored = storedUntil
      await moveMark(normalised(storedUntil))
    }
    if (page.hasMore) continue
    const truncatedAt = page.isTruncated && lastStored !== null && normalised(lastStored) > from ? normalised(lastStored) : null
    return { isTruncated: page.isTruncated, truncatedAt, highWaterMark: page.permanentStorageHwmDate === null ? null : normalised(page.permanentStorageHwmDate) }
  }
}

/** UTC with milliseconds, cut and not rounded, so that a mark is never past a record that was not read. */
function normalised(written: string): string {
  return normaliseInstant(written) ?? written
}
