import type { Language } from '../contract/program.ts'

const LOCALES = { pl: 'pl-PL', en: 'en-GB' } as const satisfies Record<Language, string>

const ZONE = 'Europe/Warsaw'

const formatters = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function remembered<F extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => F): F {
  const known = formatters.get(key)
  if (known !== undefined) return known as F
  const made = make()
  formatters.set(key, made)
  return made
}

/** BCP 47 tag of a language of this program; dates and numbers are Polish or British. */
export function localeOf(language: Language): string {
  return LOCALES[language]
}

/** A calendar day `YYYY-MM-DD` as people write it: 01.04.2026 or 01/04/2026. */
export function formatDay(language: Language, day: string): string {
  const format = remembered(`day:${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' }))
  return format.format(new Date(`${day}T00:00:00.000Z`))
}

/** An instant as a Warsaw day. */
export function formatInstantDay(language: Language, instant: string): string {
  const format = remembered(`instantDay:${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' }))
  return format.format(new Date(instant))
}

/** An instant as a Warsaw day and minute. */
export function formatInstant(language: Language, instant: string): string {
  const format = remembered(
    `instant:${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  )
  return format.format(new Date(instant))
}

/** An instant as Warsaw hours and minutes, `14:35`. */
export function formatHour(language: Language, instant: string): string {
  const format = remembered(`hour:${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
  return format.format(new Date(instant))
}

/** An amount in hundredths with its currency; without one, the bare number. */
export function formatMoney(language: Language, minor: number, currency: string | null): string {
  const format = remembered(`money:${language}`, () => new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: 'always' }))
  const amount = format.format(minor / 100)
  return currency === null ? amount : `${amount}\u00a0${currency}`
}

/** A count by the rules of the language, as in the messages: 1412, 12 000; in English 1,412. */
export function formatCount(language: Language, count: number): string {
  return remembered(`count:${language}`, () => new Intl.NumberFormat(LOCALES[language])).format(count)
}

/** A size in bytes as B, kB or MB (thousands, as file managers show). */
export function formatBytes(language: Language, bytes: number): string {
  const format = remembered(`bytes:${language}`, () => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }))
  if (bytes < 1000) return `${format.format(bytes)}\u00a0B`
  if (bytes < 1_000_000) return `${format.format(bytes / 1000)}\u00a0kB`
  return `${format.format(bytes / 1_000_000)}\u00a0MB`
}
