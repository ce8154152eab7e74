import type { Language } from '../contract/program.ts'
import type { Cause } from '../model/diagnosis.ts'
import { causeMessages, type FurtherCause } from './causeMessages.ts'
import { formatMessage, type MessageValues } from './formatMessage.ts'

/** What may be said along with a cause; null where it is not known. */
export interface CauseFacts {
  readonly originalKsefNumber: string | null
  /** What went wrong with a quarantined file, in words. */
  readonly reason: string | null
  readonly sender: string | null
  readonly identifierKind: string | null
  readonly permission: string | null
  readonly nip: string | null
  /** Since when KSeF is down, in words. */
  readonly since: string | null
  /** New last day for sending, in words. */
  readonly newDay: string | null
  readonly invoiceNumber: string | null
  /** Last legal day, in words. */
  readonly day: string | null
  /** Working days after the deadline. */
  readonly days: number
}

const NOTHING_KNOWN: CauseFacts = {
  originalKsefNumber: null,
  reason: null,
  sender: null,
  identifierKind: null,
  permission: null,
  nip: null,
  since: null,
  newDay: null,
  invoiceNumber: null,
  day: null,
  days: 0,
}

export interface CauseText {
  /** A few words, lower case, for lists. */
  readonly label: string
  readonly sentence: string
  readonly nextStep: string
}

/** Why a UPO is missing, as a label, a sentence and a next step (WORDING.md, "Causes"). */
export function describeCause(language: Language, cause: Cause | FurtherCause, known: Partial<CauseFacts> = {}): CauseText {
  const { originalKsefNumber, ...rest } = { ...NOTHING_KNOWN, ...known }
  const values: MessageValues = { ...rest, original: originalKsefNumber }
  const text = (part: 'label' | 'sentence' | 'next'): string => formatMessage(causeMessages, language, `${cause}.${part}`, values)
  return { label: text('label'), sentence: text('sentence'), nextStep: text('next') }
}
