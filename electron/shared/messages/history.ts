import type { HistoryEntry } from '../contract/invoices.ts'
import type { Language } from '../contract/program.ts'
import { APP_ERROR_CODES } from '../errors.ts'
import { QUARANTINE_REASONS } from '../model/upoInspection.ts'
import { describeError } from './errors.ts'
import { describeQuarantine } from './evidence.ts'
import { formatMessage, type Messages } from './formatMessage.ts'
import { describeFault } from './selfCheck.ts'

/** Codes that only the history has (ksef/fetchUpo.ts, core/synchronise/followDuplicates.ts). */
const OWN_CODES = ['link-expired', 'not-on-list'] as const
type OwnCode = (typeof OWN_CODES)[number]

export const historyMessages = {
  pl: {
    'code.link-expired': 'odnośnik stracił ważność',
    'code.not-on-list': 'nie ma jej na liście KSeF',
    'code.ksef': 'kod KSeF {code}',
  },
  en: {
    'code.link-expired': 'the link had expired',
    'code.not-on-list': 'it is not on KSeF’s list',
    'code.ksef': 'KSeF code {code}',
  },
} as const satisfies Messages<`code.${OwnCode | 'ksef'}`>

/** Why an entry is what it is; null where its kind says all. */
export function describeHistoryReason(language: Language, { kind, code }: Pick<HistoryEntry, 'kind' | 'code'>): string | null {
  if (code === null || code === kind) return null
  return kind === 'damaged' || kind === 'verified' ? describeFault(language, code) : describeCode(language, code)
}

/** What ended an attempt, in words; a code of KSeF's stays as it is. */
export function describeCode(language: Language, code: string): string {
  const reason = QUARANTINE_REASONS.find((known) => known === code)
  if (reason !== undefined) return describeQuarantine(language, reason)
  const error = APP_ERROR_CODES.find((known) => known === code)
  if (error !== undefined) return describeError(language, { code: error, details: {} }).whatHappened.replace(/\.$/, '')
  const own = OWN_CODES.find((known) => known === code)
  return own === undefined ? formatMessage(historyMessages, language, 'code.ksef', { code }) : formatMessage(historyMessages, language, `code.${own}`)
}
