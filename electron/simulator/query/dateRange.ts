import { startOfWarsawDay } from '../../shared/model/warsawDay.ts'
import { invalidInput, objectOf, textOf, type JsonObject } from '../http/call.ts'
import { warsawDayAt } from '../time.ts'
import type { DateType, SubjectRole } from '../world/acceptedInvoices.ts'

const ROLES: readonly SubjectRole[] = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']
const DATE_TYPES: readonly DateType[] = ['Issue', 'Invoicing', 'PermanentStorage']

/** Whose invoices of which time are asked for (open-api.json, InvoiceQueryFilters); times in milliseconds, both ends included. */
export interface DateRange {
  readonly role: SubjectRole
  readonly dateType: DateType
  readonly from: number
  readonly to: number
  /** Below it the repository is complete (open-api.json, permanentStorageHwmDate). */
  readonly highWater: number
  /** True where the range is to end at the high-water mark and begins after it. */
  readonly isPastHighWater: boolean
}

/** A time of the date range; without an offset it is Warsaw time (open-api.json, dateRange). */
function rangeInstant(text: string, name: string): number {
  const hasOffset = /(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  const value = hasOffset ? Date.parse(text) : Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`)
  if (Number.isNaN(value)) throw invalidInput(`Pole 'dateRange.${name}' nie jest datą.`)
  if (hasOffset) return value
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
  return value - (midnight - Date.parse(startOfWarsawDay(text.slice(0, 10))))
}

/** Reads role and dates of a question; `highWaterLagMs` is how far the repository's mark stands behind `now`. */
export function dateRangeOf(filters: JsonObject, now: number, highWaterLagMs: number): DateRange {
  const range = objectOf(filters, 'dateRange')
  const role = ROLES.find((known) => known === filters.subjectType)
  const dateType = DATE_TYPES.find((known) => known === range.dateType)
  if (role === undefined || dateType === undefined) throw invalidInput("Pole 'subjectType' albo 'dateRange.dateType' ma nieznaną wartość.")
  const from = rangeInstant(textOf(range, 'from'), 'from')
  const wantedTo = typeof range.to === 'string' ? rangeInstant(range.to, 'to') : now
  const limit = new Date(from)
  limit.setUTCMonth(limit.getUTCMonth() + 3)
  // Three months in UTC or in Warsaw: the later of the two ends counts.
  if (wantedTo > limit.getTime() + 2 * 3_600_000 || wantedTo < from) throw invalidInput('Zakres dat nie może przekraczać 3 miesięcy.')
  const mark = now - highWaterLagMs
  const highWater = Math.min(wantedTo, mark)
  const isRestricted = dateType === 'PermanentStorage' && range.restrictToPermanentStorageHwmDate === true
  return { role, dateType, from, to: isRestricted ? highWater : wantedTo, highWater, isPastHighWater: isRestricted && from > mark }
}

/** Both ends as the repository sorts by them: issue dates are days, and the Warsaw day of each end counts as a whole. */
export function boundsOf({ dateType, from, to }: DateRange): readonly [first: number, last: number] {
  if (dateType !== 'Issue') return [from, to]
  return [Date.parse(`${warsawDayAt(from)}T00:00:00Z`), Date.parse(`${warsawDayAt(to)}T00:00:00Z`)]
}
