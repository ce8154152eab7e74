import type { Language } from '../contract/program.ts'
import type { Cause } from '../model/diagnosis.ts'
import { causeMessages } from './causeMessages.ts'
import { formatMessage, type MessageValues } from './formatMessage.ts'

/** What may be said along with a cause, in words; null where it is not known. */
export interface CauseValues {
  readonly originalKsefNumber: string | null
  /** What went wrong with a quarantined file. */
  readonly reason: string | null
  readonly sender: string | null
  readonly identifierKind: string | null
  /** The session that a number leads to. */
  readonly session: string | null
  readonly permission: string | null
  /** `reasonCode` of a 403, as KSeF wrote it. */
  readonly reasonCode: string | null
  /** The same as far as it is known (`refusalReasonOf`), with underscores. */
  readonly refusal: string | null
  readonly signInStatus: string | null
  /** How the last try to fetch the UPO ended, with underscores. */
  readonly lastTry: string | null
  /** What went wrong on the way to KSeF, with underscores. */
  readonly errorCode: string | null
  /** The code of the invoice's status. */
  readonly statusCode: string | null
  /** Where all UPO of the invoice came in files: `missed` by KSeF's list, or still `open`. */
  readonly upoFile: 'missed' | 'open' | null
  /** `true`: not the UPO, but the invoice file. */
  readonly isFileDamaged: string | null
  /** What not to do, for a selector. */
  readonly avoid: string | null
  readonly nip: string | null
  readonly buyerIdentifier: string | null
  /** When KSeF was found to be down. */
  readonly metAt: string | null
  /** New last day for sending. */
  readonly newDay: string | null
  readonly resumesAt: string | null
  readonly invoiceNumber: string | null
  /** Last legal day. */
  readonly day: string | null
  /** Working days after the deadline. */
  readonly days: number | null
}

const NOTHING_KNOWN: CauseValues = {
  originalKsefNumber: null,
  reason: null,
  sender: null,
  identifierKind: null,
  session: null,
  permission: null,
  reasonCode: null,
  refusal: null,
  signInStatus: null,
  lastTry: null,
  errorCode: null,
  statusCode: null,
  upoFile: null,
  isFileDamaged: null,
  avoid: null,
  nip: null,
  buyerIdentifier: null,
  metAt: null,
  newDay: null,
  resumesAt: null,
  invoiceNumber: null,
  day: null,
  days: null,
}

export interface CauseText {
  /** A few words, lower case, for lists. */
  readonly label: string
  readonly sentence: string
  readonly nextStep: string
}

/** Why a UPO is missing, as a label, a sentence and a next step (WORDING.md, "Causes"). */
export function describeCause(language: Language, cause: Cause, known: Partial<CauseValues> = {}): CauseText {
  const { originalKsefNumber, ...rest } = { ...NOTHING_KNOWN, ...known }
  const values: MessageValues = { ...rest, original: originalKsefNumber }
  const text = (part: 'label' | 'sentence' | 'next'): string => formatMessage(causeMessages, language, `${cause}.${part}`, values)
  return { label: text('label'), sentence: text('sentence'), nextStep: text('next') }
}

/** The same of many invoices that need a look, of each of them true: where another sends, only those do of which a file came that is no receipt. */
export function describeGroup(language: Language, cause: Cause): CauseText {
  return describeCause(language, cause, { avoid: 'use_as_receipt' })
}
