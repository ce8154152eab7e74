import { nextWorkingDay, workingDaysAfter } from '../../shared/model/workingDay.ts'
import type { DiagnosisFacts } from './facts.ts'

type DatedFacts = Pick<DiagnosisFacts, 'issuedOn' | 'invoicingMode' | 'invoicedOn'>

/**
 * The date on the invoice. Where the list says `Online`, KSeF found P_1 to be the day of `invoicingDate` (an earlier P_1 makes an invoice
 * `Offline`, a later one is refused), so that day stands for it; otherwise an unknown date stays unknown.
 */
export function issueDayOf({ issuedOn, invoicingMode, invoicedOn }: DatedFacts): string | null {
  return issuedOn ?? (invoicingMode === 'Online' ? invoicedOn : null)
}

/**
 * Last day for an invoice that is not issued yet: offline, the next working day after its date (art. 106nda; an announced outage
 * gives longer); otherwise the usual deadline. Null where the date of the invoice is not known.
 */
export function issueDeadline(facts: DatedFacts): string | null {
  const day = issueDayOf(facts)
  if (day === null) return null
  return facts.invoicingMode === 'Offline' ? nextWorkingDay(day) : usualDeadline(day)
}

/** The usual last day to issue an invoice: the 15th of the month after that of `issuedOn` (art. 106i; it has exceptions, hence "usual"). */
export function usualDeadline(issuedOn: string): string {
  const year = Number(issuedOn.slice(0, 4))
  const month = Number(issuedOn.slice(5, 7))
  return new Date(Date.UTC(year, month, 15)).toISOString().slice(0, 10)
}

export interface Lateness {
  readonly sentOn: string
  readonly dueOn: string
  readonly workingDays: number
}

/**
 * How late an offline invoice was sent, by the rule of offline24; null for one in time, and where nothing can be said: online
 * invoices are issued by being sent, and a technical correction has a deadline of its own.
 */
export function latenessOf({ issuedOn, invoicingMode, sentOn, invoicedOn, isTechnicalCorrection }: DiagnosisFacts): Lateness | null {
  const sent = sentOn ?? invoicedOn
  if (issuedOn === null || sent === null || invoicingMode !== 'Offline' || isTechnicalCorrection) return null
  const dueOn = nextWorkingDay(issuedOn)
  return sent <= dueOn ? null : { sentOn: sent, dueOn, workingDays: workingDaysAfter(dueOn, sent) }
}
