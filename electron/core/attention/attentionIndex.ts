import type { Clock } from '../../platform/clock.ts'
import type { AttentionList, AttentionPage, AttentionRow, AttentionSummary } from '../../shared/contract/attention.ts'
import type { Cause } from '../../shared/model/diagnosis.ts'
import type { ContextIdentifier } from '../../shared/model/context.ts'
import type { Archive } from '../archiveOperations.ts'
import { diagnoseAccount } from '../diagnose/diagnoseAccount.ts'
import type { AttentionEntry } from './attentionEntries.ts'
import type { AttentionSnapshot } from './newAttention.ts'

/** Invoices diagnosed in one call to the archive's thread: 30 to 60 ms, for each costs a third of a millisecond or more. */
const GROUP = 100

/** While a refresh fills the archive, looking through it again and again would be all it does: at most a tenth of the time. */
const REST_FACTOR = 10

/** A diagnosis may change by its age alone. */
const OLD_AFTER_MS = 3_600_000

export interface AttentionQuery {
  readonly list: AttentionList
  /** By cause with a heading for each, and within it by date; otherwise by date alone. */
  readonly byCause: boolean
  readonly offset: number
  readonly limit: number
}

/** What needs a look in one archive, found page by page in its thread and remembered in order. */
export interface AttentionIndex {
  readonly summary: () => Promise<AttentionSummary>
  readonly page: (query: AttentionQuery) => Promise<AttentionPage>
  /** All that needs a look now, looked through anew where the archive has changed. */
  readonly snapshot: () => Promise<AttentionSnapshot>
  /** Looks at one invoice again, after a person marked it. */
  readonly reread: (invoiceId: number) => Promise<void>
}

export interface AttentionIndexOptions {
  readonly archive: Archive
  readonly context: ContextIdentifier
  readonly clock: Clock
  /** True while some work may be filling the archive. */
  readonly isBusy: () => boolean
}

interface Scan {
  readonly mark: string
  readonly endedAtMs: number
  readonly tookMs: number
  readonly entries: readonly AttentionEntry[]
}

export function createAttentionIndex({ archive, context, clock, isBusy }: AttentionIndexOptions): AttentionIndex {
  let scan: Scan | null = null
  let scanning: Promise<Scan> | null = null
  const now = (): string => new Date(clock.now()).toISOString()

  async function lookThrough(mark: string): Promise<Scan> {
    const startedAtMs = clock.now()
    const at = now()
    const found: AttentionEntry[] = []
    let afterId: number | null = 0
    while (afterId !== null) {
      const page: Awaited<ReturnType<Archive['attentionEntries']>> = await archive.attentionEntries({ afterId, limit: GROUP, now: at })
      found.push(...page.entries)
      afterId = page.nextAfterId
    }
    const endedAtMs = clock.now()
    return { mark, endedAtMs, tookMs: endedAtMs - startedAtMs, entries: found.sort(byDate) }
  }

  /** Of the archive as it is; while it is being filled, of a moment ago. */
  async function current(): Promise<Scan> {
    if (scanning !== null) {
      const underWay = await scanning
      // It may have begun before the last change, of which nobody will tell again.
      if (isBusy()) return underWay
    }
    const mark = await archive.evidenceMark()
    const age = scan === null ? 0 : clock.now() - scan.endedAtMs
    if (scan !== null && (scan.mark === mark ? age < OLD_AFTER_MS : isBusy() && age < scan.tookMs * REST_FACTOR)) return scan
    // Another question may have begun to look while this one waited.
    scanning ??= lookThrough(mark).finally(() => (scanning = null))
    scan = await scanning
    return scan
  }

  return {
    async summary() {
      const { entries } = await current()
      const counts = { todo: 0, waiting: 0, handled: 0 }
      for (const { list } of entries) counts[list] += 1
      return { counts, account: diagnoseAccount(context, await archive.lastRun(), now()) }
    },

    async snapshot() {
      const mark = await archive.evidenceMark()
      if (scan?.mark !== mark) scan = await lookThrough(mark)
      const account = diagnoseAccount(context, await archive.lastRun(), now())
      return { entries: scan.entries, account: account?.cause ?? null }
    },

    async page({ list, byCause, offset, limit }) {
      const { entries } = await current()
      const plan = planOf(
        entries.filter((entry) => entry.list === list),
        byCause,
      )
      const shown = plan.slice(offset, offset + limit)
      const items = await archive.attentionItems({ invoiceIds: shown.flatMap((row) => ('invoiceId' in row ? [row.invoiceId] : [])), now: now() })
      const byId = new Map<number, AttentionRow>(items.map((item) => [item.summary.id, item]))
      const headings = plan.flatMap((row, index) => ('invoiceId' in row ? [] : [index]))
      return { total: plan.length, headings, rows: shown.flatMap((row) => ('invoiceId' in row ? (byId.get(row.invoiceId) ?? []) : [row])) }
    },

    async reread(invoiceId) {
      const known = await current()
      const entries = await archive.attentionEntriesOf({ invoiceIds: [invoiceId], now: now() })
      const others = known.entries.filter((entry) => entry.invoiceId !== invoiceId)
      scan = { ...known, mark: await archive.evidenceMark(), entries: [...others, ...entries].sort(byDate) }
    },
  }
}

type PlannedRow = AttentionEntry | Extract<AttentionRow, { kind: 'group' }>

/** The rows of a list in their order; with headings, the group with the nearest date comes first. */
function planOf(entries: readonly AttentionEntry[], byCause: boolean): readonly PlannedRow[] {
  if (!byCause) return entries
  const groups = new Map<Cause, AttentionEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.cause)
    if (group === undefined) groups.set(entry.cause, [entry])
    else group.push(entry)
  }
  return [...groups].flatMap(([cause, group]): readonly PlannedRow[] => [{ kind: 'group', cause, count: group.length }, ...group])
}

/** The nearest day first, those without one last; then the newest invoice. */
function byDate(one: AttentionEntry, other: AttentionEntry): number {
  if (one.sortDay !== other.sortDay) {
    if (one.sortDay === null) return 1
    if (other.sortDay === null) return -1
    return one.sortDay < other.sortDay ? -1 : 1
  }
  return other.invoiceId - one.invoiceId
}
