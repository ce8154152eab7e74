import type { XmlElement } from '../xmlElement.ts'
import { labelOf } from './field.ts'
import { valueOf, type OutlineSection, type Reading } from './rows.ts'

/** More lines than this are counted, not shown. */
export const MAX_ROWS = 500
const MAX_COLUMNS = 40

/** What a person looks for first, in the order of a printed invoice; the other columns follow as they occur. */
const LEADING = [
  'NrWierszaFa',
  'NrWierszaZam',
  'ID',
  'P_5',
  'P_7Z',
  'P_7',
  'Indeks',
  'P_6B',
  'P_8B',
  'P_8BZ',
  'P_8A',
  'P_8AZ',
  'P_9A',
  'P_9AZ',
  'P_9B',
  'P_10',
  'P_12',
  'P_12Z',
  'P_11NettoZ',
  'P_11VatZ',
  'P_11',
  'P_11Vat',
  'P_11A',
]

/** FA_RR numbers its columns in reading order, but means other things by the same names. */
const LEADING_RR = ['NrWierszaFa', 'P_5', 'P_6C', 'P_6B', 'P_6A', 'P_7', 'P_8', 'P_9', 'P_10', 'P_11']

/** For machines only. */
const TRAILING = ['UU_ID', 'UU_IDZ']

/** Elements of one kind as a table, a column for each name that occurs in them; amounts without the invoice's currency. */
export function tableOf(reading: Reading, lines: readonly XmlElement[]): NonNullable<OutlineSection['table']> {
  const shown = lines.slice(0, MAX_ROWS)
  const names = columnNames(shown)
  const bare: Reading = { ...reading, currency: null }
  const own = names.slice(0, MAX_COLUMNS)
  const rest = new Set(names.slice(MAX_COLUMNS))
  const cells = (line: XmlElement): readonly string[] => {
    const columns = own.map((name) => cell(bare, line.children.filter((child) => child.name === name)))
    return rest.size === 0 ? columns : [...columns, remainder(bare, line, rest)]
  }
  const labels = own.map((name) => labelOf(reading.fields, name, reading.language))
  return { columns: rest.size === 0 ? labels : [...labels, '…'], rows: shown.map(cells) }
}

function columnNames(lines: readonly XmlElement[]): readonly string[] {
  const present = new Set(lines.flatMap((line) => line.children.map(({ name }) => name)))
  const leading = (lines[0]?.name === 'FakturaRRWiersz' ? LEADING_RR : LEADING).filter((name) => present.has(name))
  const trailing = TRAILING.filter((name) => present.has(name))
  const placed = new Set([...leading, ...trailing])
  return [...leading, ...[...present].filter((name) => !placed.has(name)), ...trailing]
}

function cell(reading: Reading, elements: readonly XmlElement[]): string {
  return elements
    .map((element) => valueOf(reading, element))
    .filter((value) => value !== '')
    .join(', ')
}

function remainder(reading: Reading, line: XmlElement, names: ReadonlySet<string>): string {
  const others = line.children.filter(({ name }) => names.has(name)).slice(0, MAX_COLUMNS)
  return others.map((element) => `${labelOf(reading.fields, element.name, reading.language)}: ${valueOf(reading, element)}`).join('; ')
}
