import type { IdentifyAnswer } from '../contract/identify.ts'
import type { Language } from '../contract/program.ts'
import { IDENTIFIED_KINDS, type Identified } from '../model/identified.ts'
import { describeQuarantine } from './evidence.ts'
import { formatDay, formatInstant } from './formats.ts'
import { formatMessage, type MessageValues } from './formatMessage.ts'
import { identifyMessages } from './identifyMessages.ts'

export interface IdentifiedText {
  readonly title: string
  readonly text: string
}

/** What a pasted number is, and what that means. */
export function describeIdentified(language: Language, identified: Identified): IdentifiedText {
  const values = valuesOf(language, identified)
  return { title: formatMessage(identifyMessages, language, `${identified.kind}.title`, values), text: formatMessage(identifyMessages, language, `${identified.kind}.text`, values) }
}

/** A few words for a kind: "numer wysyłki (sesji)". The kind itself where it is not known. */
export function labelOfKind(language: Language, kind: string): string {
  const known = IDENTIFIED_KINDS.find((candidate) => candidate === kind)
  return known === undefined ? kind : formatMessage(identifyMessages, language, `${known}.label`)
}

/** What is to be said besides, in the same order: typing errors, where it was found, why it is not here and what to do. */
export function describeRemarks(language: Language, { identified, targets, remarks }: IdentifyAnswer): readonly string[] {
  const quarantined = targets.find((target) => target.kind === 'quarantined')
  const values = { ...valuesOf(language, identified), reason: quarantined === undefined ? null : describeQuarantine(language, quarantined.reason) }
  return remarks.map(({ remark, taxpayerName, lastRefreshAt }) => {
    const last = lastRefreshAt === null ? null : formatInstant(language, lastRefreshAt)
    return formatMessage(identifyMessages, language, `remark.${remark}`, { ...values, name: taxpayerName, last })
  })
}

function valuesOf(language: Language, { nip, day, serial, expected, text }: Identified): MessageValues {
  return { nip, serial, expected, given: text.slice(-2), day: day === null ? null : formatDay(language, day) }
}
