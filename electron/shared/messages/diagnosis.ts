import type { Language } from '../contract/program.ts'
import { factOf, type Cause, type Diagnosis, type Fact, type FactField } from '../model/diagnosis.ts'
import { refusalReasonOf } from '../model/access.ts'
import { ACCEPTED_STATUS } from '../model/invoiceStatus.ts'
import { namedRoleOf, SENDERS, type NamedRole, type Sender } from '../model/sender.ts'
import { describeCause } from './causes.ts'
import { diagnosisMessages } from './diagnosisMessages.ts'
import { describeQuarantine } from './evidence.ts'
import { formatDay, formatInstant } from './formats.ts'
import { formatMessage } from './formatMessage.ts'
import { describeCode } from './history.ts'
import { labelOfKind } from './identify.ts'
import { labelOfBuyerIdentifier, labelOfInvoicingMode } from './invoiceKinds.ts'
import { describeInvoiceStatus } from './invoiceStatus.ts'
import { labelOfHistory } from './labels.ts'
import { describeSessionType } from './sessionStatus.ts'

export interface DiagnosisText {
  /** A few words, lower case, for lists and groups. */
  readonly label: string
  /** What happened. */
  readonly sentence: string
  readonly nextStep: string
  /** What not to do; null where nothing would do harm. */
  readonly avoid: string | null
  /** The fixed line under a rejected invoice; null for the others. */
  readonly notIssued: string | null
}

/** What KSeF decided about these is told by the words of its code. */
const TOLD_BY_STATUS = new Set<Cause>(['still-processing', 'rejected', 'duplicate', 'failed-or-cancelled', 'unknown-status'])

/** A diagnosis in words, made of what it rests on and nothing else. */
export function describeDiagnosis(language: Language, diagnosis: Diagnosis): DiagnosisText {
  const { cause, avoid } = diagnosis
  const { label, sentence, nextStep } = describeCause(language, cause, causeValues(language, diagnosis))
  const shared = { label, avoid: avoid === null ? null : formatMessage(diagnosisMessages, language, `avoid.${avoid}`) }
  const statusCode = Number(factOf(diagnosis, 'statusCode') ?? ACCEPTED_STATUS)
  if (!TOLD_BY_STATUS.has(cause) || statusCode === ACCEPTED_STATUS) return { ...shared, sentence, nextStep, notIssued: null }
  const status = describeInvoiceStatus(language, {
    statusCode,
    statusDescription: factOf(diagnosis, 'statusDescription'),
    duplicateCase: diagnosis.duplicateCase,
    invoiceNumber: factOf(diagnosis, 'invoiceNumber'),
    ksefNumber: factOf(diagnosis, 'ksefNumber'),
    originalKsefNumber: diagnosis.originalKsefNumber,
    sellerNip: factOf(diagnosis, 'sellerNip'),
    acquiredAt: factOf(diagnosis, 'acquiredAt'),
    hasUpo: false,
    isOnlyFromFile: false,
    matterBy: diagnosis.matterBy,
    isOffline: factOf(diagnosis, 'invoicingMode') === 'Offline',
  })
  return { ...shared, ...status }
}

function causeValues(language: Language, diagnosis: Diagnosis): Parameters<typeof describeCause>[2] {
  const instant = (field: FactField): string | null => mapped(factOf(diagnosis, field), (value) => formatInstant(language, value))
  const day = (field: FactField): string | null => mapped(factOf(diagnosis, field), (value) => formatDay(language, value))
  // ICU selectors know no hyphen.
  const selectable = (value: string): string => value.replaceAll('-', '_')
  const selector = (field: FactField): string | null => mapped(factOf(diagnosis, field), selectable)
  return {
    originalKsefNumber: diagnosis.originalKsefNumber,
    invoiceNumber: factOf(diagnosis, 'invoiceNumber'),
    reason: mapped(factOf(diagnosis, 'quarantineReason'), (reason) => describeQuarantine(language, reason)),
    sender: mapped(factOf(diagnosis, 'sender'), (role) => labelOfSender(language, role)),
    identifierKind: mapped(factOf(diagnosis, 'identifierKind'), (kind) => labelOfKind(language, kind)),
    session: factOf(diagnosis, 'sessionReference'),
    permission: factOf(diagnosis, 'missingPermission'),
    reasonCode: factOf(diagnosis, 'reasonCode'),
    refusal: mapped(refusalReasonOf(factOf(diagnosis, 'reasonCode')), (reason) => reason.replaceAll('-', '_')),
    errorCode: selector('errorCode'),
    lastTry: selector('lastTryOutcome'),
    signInStatus: factOf(diagnosis, 'signInStatus'),
    statusCode: factOf(diagnosis, 'statusCode'),
    upoFile: factOf(diagnosis, 'isUpoFromFile') === null ? null : factOf(diagnosis, 'isOnMetadataList') === null ? 'open' : 'missed',
    isFileDamaged: factOf(diagnosis, 'isInvoiceFileDamaged'),
    avoid: mapped(diagnosis.avoid, selectable),
    nip: factOf(diagnosis, 'context'),
    buyerIdentifier: factOf(diagnosis, 'buyerIdentifier'),
    metAt: instant('errorAt'),
    resumesAt: instant('resumesAt'),
    day: day('dueOn'),
    days: mapped(factOf(diagnosis, 'workingDaysLate'), Number),
  }
}

export function labelOfCause(language: Language, cause: Cause): string {
  return describeCause(language, cause).label
}

function labelOfSender(language: Language, role: string): string {
  const known: NamedRole = role === 'this-taxpayer' ? role : (SENDERS.find((candidate) => candidate === role) ?? 'other')
  return formatMessage(diagnosisMessages, language, `sender.${known}`)
}

/** Who sent an invoice, with the source of that knowledge: "nabywca", "według treści faktury". */
export function describeSender(language: Language, sender: Sender): { readonly who: string; readonly knownFrom: string } {
  return { who: labelOfSender(language, namedRoleOf(sender)), knownFrom: formatMessage(diagnosisMessages, language, `sender-knows.${sender.knownFrom}`) }
}

const INSTANTS = new Set<FactField>(['acquiredAt', 'damagedAt', 'lastTryAt', 'lastRefreshAt', 'errorAt', 'resumesAt'])
const DAYS = new Set<FactField>(['issuedOn', 'onlineIssueDay', 'sentOn', 'dueOn'])

/** A fact with its name, its value as people read it. */
export function describeFact(language: Language, { field, value }: Fact): { readonly name: string; readonly value: string } {
  return { name: formatMessage(diagnosisMessages, language, `fact.${field}`), value: valueInWords(language, field, value) }
}

function valueInWords(language: Language, field: FactField, value: string): string {
  if (INSTANTS.has(field)) return formatInstant(language, value)
  if (DAYS.has(field)) return formatDay(language, value)
  if (value === 'true' || value === 'false') return formatMessage(diagnosisMessages, language, value === 'true' ? 'yes' : 'no')
  switch (field) {
    case 'sender':
      return labelOfSender(language, value)
    case 'quarantineReason':
      return describeQuarantine(language, value)
    case 'identifierKind':
      return labelOfKind(language, value)
    case 'permissionGiver':
      return formatMessage(diagnosisMessages, language, 'giver.owner')
    case 'invoicingMode':
      return labelOfInvoicingMode(language, value)
    case 'buyerIdentifierType':
      return labelOfBuyerIdentifier(language, value)
    case 'lastTryOutcome':
      return labelOfAttempt(language, value)
    case 'lastTryCode':
    case 'errorCode':
      return describeCode(language, value)
    case 'sessionType':
      return value === 'Online' || value === 'Batch' ? describeSessionType(language, value) : value
    default:
      return value
  }
}

/** How an attempt to fetch a UPO ended, as the history calls it (archive/inputs.ts, AttemptOutcome). */
const ATTEMPTS = { stored: 'upo-stored', 'already-stored': 'already-stored', quarantined: 'quarantined', 'not-available-yet': 'not-available-yet', failed: 'failed' } as const

function labelOfAttempt(language: Language, outcome: string): string {
  const label = Object.entries(ATTEMPTS).find(([known]) => known === outcome)
  return label === undefined ? outcome : labelOfHistory(language, label[1])
}

function mapped<Said>(value: string | null, say: (value: string) => Said): Said | null {
  return value === null ? null : say(value)
}
