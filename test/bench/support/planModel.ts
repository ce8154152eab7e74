import { callTimes } from '../../../electron/core/planRefresh/callTimes.ts'
import { planRefresh } from '../../../electron/core/planRefresh/planRefresh.ts'
import type { PlannedStep, SessionToProve } from '../../../electron/core/planRefresh/planRefresh.ts'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import type { RateGroup } from '../../../electron/shared/model/rateLimits.ts'
import type { Figures } from './bench.ts'

const PAGE = 1_000
const INVOICES_PER_EXPORT = 10_000
const EXPORT_SECONDS = 60
/** A status every fifteen seconds of the sixty that an export takes. */
const STATUS_CALLS_PER_EXPORT = 4
/** Interactive and batch sessions are listed apart. */
const SESSION_TYPES = 2

/** One context's year or month: how many invoices each of its closed sessions has, and how many export windows of three months it spans. */
export interface PlannedContext {
  readonly sessionSizes: readonly number[]
  readonly exportWindows: number
}

/**
 * Our plan and the plain one for fresh contexts side by side, under production limits, by the pure budget model alone: no HTTP, no
 * archive. Each answer comes at once. The plain plan lists, asks and downloads at the same time, which favours it. The exports of a
 * window follow one another, windows run side by side. `rateLimited` counts planned calls that a window without our margin refuses.
 */
export function modelPlans(contexts: readonly PlannedContext[]): Figures {
  const each = contexts.map(modelContext)
  const latest = (of: (figures: ReturnType<typeof modelContext>) => number): number => Math.round(Math.max(...each.map(of)) * 10) / 10
  const sum = (of: (figures: ReturnType<typeof modelContext>) => number): number => each.reduce((total, figures) => total + of(figures), 0)
  return {
    calls: sum(({ calls }) => calls),
    floorSeconds: latest(({ floor }) => floor),
    simulatedSecondsToProven: latest(({ proven }) => proven),
    simulatedSecondsToXml: latest(({ xml }) => xml),
    plainSecondsToProven: latest(({ plainProven }) => plainProven),
    plainSecondsToXml: latest(({ plainXml }) => plainXml),
    rateLimited: sum(({ rateLimited }) => rateLimited),
  }
}

function modelContext({ sessionSizes, exportWindows }: PlannedContext) {
  const invoices = sessionSizes.reduce((total, size) => total + size, 0)
  const sessions = sessionSizes.map((size, index): SessionToProve => ({ sessionReference: `${index}`, invoiceCount: size, closed: true, unproven: size, referencesKnown: false }))
  const steps = planRefresh({ sessions, limits: PRODUCTION_LIMITS, spentAt: {}, now: 0 })
  const sessionListCalls = SESSION_TYPES - 1 + Math.max(1, Math.ceil(sessionSizes.length / PAGE))
  const exportsInARow = Math.ceil(invoices / exportWindows / INVOICES_PER_EXPORT)
  const exports = exportsInARow * exportWindows
  const listed = secondsFor('sessionList', sessionListCalls)
  const plainListed = secondsFor('sessionInvoiceList', sessionSizes.reduce((total, size) => total + Math.ceil(size / PAGE), 0))
  return {
    calls: sessionListCalls + steps.reduce((total, { calls }) => total + calls, 0) + exports * (1 + STATUS_CALLS_PER_EXPORT),
    floor: floorSeconds(sessionSizes.length),
    proven: listed + Math.max(...steps.map(({ doneAt }) => doneAt)) / 1_000,
    xml: secondsFor('invoiceExport', exports) + exportsInARow * EXPORT_SECONDS,
    plainProven: listed + Math.max(plainListed, secondsFor('sessionMisc', invoices)),
    plainXml: listed + Math.max(plainListed, secondsFor('invoiceDownload', invoices)),
    rateLimited: refused(steps),
  }
}

function secondsFor(group: RateGroup, calls: number): number {
  return callTimes(PRODUCTION_LIMITS[group], [], 0).take(calls) / 1_000
}

/** The least the windows allow where one call proves one session: the earliest times of both groups, without any margin. */
function floorSeconds(sessions: number): number {
  const times = (['sessionMisc', 'sessionInvoiceList'] as const).flatMap((group) => {
    const calls = callTimes(PRODUCTION_LIMITS[group], [], 0, 0)
    return Array.from({ length: sessions }, () => calls.take(1))
  })
  return (times.sort((left, right) => left - right)[sessions - 1] ?? 0) / 1_000
}

/** KSeF's side of the rule, for steps of one call: how many find a window full. */
function refused(steps: readonly PlannedStep[]): number {
  return (['sessionMisc', 'sessionInvoiceList'] as const).reduce((total, group) => {
    const { perSecond, perMinute, perHour } = PRODUCTION_LIMITS[group]
    const times = steps.filter((step) => step.group === group).map(({ doneAt }) => doneAt)
    const isRefused = (at: number, index: number): boolean =>
      [[perSecond, 1_000], [perMinute, 60_000], [perHour, 3_600_000]].some(([allowed = 0, length = 0]) => at - (times[index - allowed] ?? -Infinity) < length)
    return total + times.filter(isRefused).length
  }, 0)
}
