import type { Language } from '../../../shared/contract/program.ts'
import { formatCount } from '../../../shared/messages/formats.ts'
import type { XmlElement } from '../xmlElement.ts'
import { rowsOf, type OutlineRow, type OutlineSection, type Reading } from './rows.ts'
import { MAX_ROWS, tableOf } from './table.ts'

const TITLES = {
  header: ['Faktura', 'Invoice'],
  seller: ['Sprzedawca', 'Seller'],
  buyer: ['Nabywca', 'Buyer'],
  third: ['Podmiot trzeci', 'Third party'],
  authorised: ['Podmiot upoważniony', 'Authorised party'],
  terms: ['Daty i warunki', 'Dates and terms'],
  correction: ['Korekta i zaliczki', 'Correction and advances'],
  amounts: ['Kwoty', 'Amounts'],
  lines: ['Pozycje', 'Lines'],
  order: ['Zamówienie', 'Order'],
  payment: ['Płatność', 'Payment'],
  annotations: ['Adnotacje', 'Annotations'],
  other: ['Pozostałe', 'Other'],
  attachment: ['Załącznik', 'Attachment'],
  footer: ['Stopka', 'Footer'],
} as const satisfies Readonly<Record<string, readonly [pl: string, en: string]>>

export type SectionKey = keyof typeof TITLES

export function titleOf(key: SectionKey, language: Language): string {
  return TITLES[key][language === 'pl' ? 0 : 1]
}

/** A section of rows, cut at what a window can show; none when there are none. */
export function rowSection(reading: Reading, title: string, elements: readonly XmlElement[], before: readonly OutlineRow[] = []): readonly OutlineSection[] {
  const rows = [...before, ...rowsOf(reading, elements)]
  return rows.length === 0 ? [] : [{ title, rows: cutRows(reading.language, rows), table: null }]
}

/** A section with a table; beyond 500 lines it says how many there are. */
export function tableSection(reading: Reading, title: string, lines: readonly XmlElement[], elements: readonly XmlElement[] = []): readonly OutlineSection[] {
  if (lines.length === 0) return rowSection(reading, title, elements)
  const rows = [...cutRows(reading.language, rowsOf(reading, elements)), ...remark(reading.language, lines.length)]
  return [{ title, rows, table: tableOf(reading, lines) }]
}

export function cutRows(language: Language, rows: readonly OutlineRow[]): readonly OutlineRow[] {
  return [...rows.slice(0, MAX_ROWS), ...remark(language, rows.length)]
}

/** Says what is left out of so many; nothing where all is shown. */
export function remark(language: Language, total: number): readonly OutlineRow[] {
  if (total <= MAX_ROWS) return []
  const [shown, all] = [formatCount(language, MAX_ROWS), formatCount(language, total)]
  return language === 'pl' ? [{ label: 'Pokazano', value: `${shown} z ${all}` }] : [{ label: 'Shown', value: `${shown} of ${all}` }]
}
