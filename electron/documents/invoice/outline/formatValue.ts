import type { Language } from '../../../shared/contract/program.ts'
import { formatDay, formatInstant, formatMoney } from '../../../shared/messages/formats.ts'
import { readDay, readMinorUnits } from '../values.ts'
import { isCodeList, meaningOf } from './codes.ts'
import type { FieldKind } from './field.ts'

/** What a window can show in one cell; the raw text of the document has the rest. */
const MAX_CHARACTERS = 2000

const FLAGS: Readonly<Record<string, Readonly<Record<Language, string>>>> = { '1': { pl: 'tak', en: 'yes' }, '2': { pl: 'nie', en: 'no' } }

/** A value as people write it; what is not of its kind stays as written. `currency` is the invoice's, null when it has none. */
export function formatValue(language: Language, kind: FieldKind, text: string, currency: string | null): string {
  if (text.length > MAX_CHARACTERS) return `${text.slice(0, MAX_CHARACTERS)}…`
  if (isCodeList(kind)) return meaningOf(kind, text, language) ?? text
  switch (kind) {
    case 'money':
    case 'zloty':
      return formatAmount(language, text, kind === 'zloty' ? 'PLN' : currency)
    case 'number':
      return formatDecimal(language, text)
    case 'percent':
      return /^\d+(?:\.\d+)?$/.test(text) ? `${formatDecimal(language, text)}%` : text
    case 'day': {
      const day = readDay(text)
      return day === null ? text : formatDay(language, day)
    }
    case 'instant':
      // Without an offset nobody knows which instant is meant.
      return /(?:Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)) ? formatInstant(language, text) : text
    case 'flag':
      return FLAGS[text]?.[language] ?? text
    case 'text':
      return text
  }
}

/** Unit prices may have up to eight decimals: those are kept as they are. */
function formatAmount(language: Language, text: string, currency: string | null): string {
  const minor = readMinorUnits(text)
  if (minor !== null) return formatMoney(language, minor, currency)
  return currency === null || !isDecimal(text) ? formatDecimal(language, text) : `${formatDecimal(language, text)}\u00a0${currency}`
}

function formatDecimal(language: Language, text: string): string {
  return language === 'pl' && isDecimal(text) ? text.replace('.', ',') : text
}

function isDecimal(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text)
}
