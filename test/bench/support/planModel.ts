import { callTimes } from '../../../electron/core/planRefresh/callTimes.ts'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import type { RateGroup } from '../../../electron/shared/model/rateLimits.ts'
import type { PlannedContext } from './planBench.ts'

const PAGE = 1_000
const INVOICES_PER_EXPORT = 10_000
/** What an export takes, by agreement. */
export const EXPORT_SECONDS = 60
/** The longest window of an export, as core/synchronise/exportWindows.ts cuts them. */
const DAYS_PER_EXPORT = 88
/** As core/synchronise/fetchExports.ts orders them. */
const WINDOWS_SIDE_BY_SIDE = 4
/** Interactive and batch sessions are listed apart. */
const SESSION_TYPES = 2

/**
 * What the limits make of fresh contexts side by side, by the pure budget model alone. The plain plan lists every session, asks for each
 * UPO by a call and downloads each file by another, the three at the same time, which favours it. Each answer comes at once.
 */
export function modelPlans(contexts: readonly PlannedContext[]): { readonly floorSeconds: number; readonly secondsToXml: number; readonly plainSecondsToProven: number; readonly plainSecondsToXml: number } {
  const each = contexts.map(modelContext)
  const latest = (of: (figures: ReturnType<typeof modelContext>) => number): number => Math.round(Math.max(...each.map(of)) * 10) / 10
  return { floorSeconds: latest(({ floor }) => floor), secondsToXml: latest(({ xml }) => xml), plainSecondsToProven: latest(({ plainProven }) => plainProven), plainSecondsToXml: latest(({ plainXml }) => plainXml) }
}

function modelContext({ sessionSizes, days }: PlannedContext) {
  const invoices = sessionSizes.reduce((total, size) => total + size, 0)
  const listed = secondsFor('sessionList', SESSION_TYPES - 1 + Math.max(1, Math.ceil(sessionSizes.length / PAGE)))
  const invoicesListed = secondsFor('sessionInvoiceList', sessionSizes.reduce((total, size) => total + Math.ceil(size / PAGE), 0))
  const windows = Math.ceil(days / DAYS_PER_EXPORT)
  // Packages of a window come one after the other, as KSeF tells where each ends; windows are prepared side by side.
  const inARow = Math.max(Math.ceil(invoices / windows / INVOICES_PER_EXPORT), Math.ceil(windows / WINDOWS_SIDE_BY_SIDE))
  return {
    xml: inARow * EXPORT_SECONDS,
    floor: floorSeconds(sessionSizes.length),
    plainProven: listed + Math.max(invoicesListed, secondsFor('sessionMisc', invoices)),
    plainXml: listed + Math.max(invoicesListed, secondsFor('invoiceDownload', invoices)),
  }
}

function secondsFor(group: RateGroup, calls: number): number {
  return callTimes({ limit: PRODUCTION_LIMITS[group], spentAt: [], freeFrom: 0 }).take(calls) / 1_000
}

/**
 * The least the windows allow to prove so many sessions: each takes one call at least, of one of the two groups that prove all of a
 * session, and a group has let through no more calls by a moment than each of its windows lets through by then.
 */
function floorSeconds(sessions: number): number {
  const through = ({ perSecond, perMinute, perHour }: (typeof PRODUCTION_LIMITS)[RateGroup], seconds: number): number =>
    Math.min(perSecond * (Math.floor(seconds) + 1), perMinute * (Math.floor(seconds / 60) + 1), perHour * (Math.floor(seconds / 3_600) + 1))
  let seconds = 0
  while (through(PRODUCTION_LIMITS.sessionMisc, seconds) + through(PRODUCTION_LIMITS.sessionInvoiceList, seconds) < sessions) seconds += 1
  return seconds
}
