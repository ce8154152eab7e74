import type { Language } from '../../../shared/contract/program.ts'
import type { CodeList } from './codes.ts'

/** How a value is written for people: `money` in the invoice's currency, `zloty` always in PLN, `flag` 1 = yes and 2 = no. */
export type FieldKind = 'text' | 'money' | 'zloty' | 'number' | 'percent' | 'day' | 'instant' | 'flag' | CodeList

/** Polish label, English label, and the kind of value where it is not plain text. */
export type Field = readonly [pl: string, en: string, kind?: FieldKind]

/** What the elements of a form are called, by their local names. */
export type FieldTable = ReadonlyMap<string, Field>

export function fieldTable(fields: Readonly<Record<string, Field>>, base: FieldTable = new Map()): FieldTable {
  return new Map([...base, ...Object.entries(fields)])
}

/** The label of an element; an unknown one is called by its own name. */
export function labelOf(fields: FieldTable, name: string, language: Language): string {
  const field = fields.get(name)
  return field === undefined ? name : field[language === 'pl' ? 0 : 1]
}

/** UBL names end in what they are; no name of the FA schemas does. */
const KIND_BY_ENDING: readonly (readonly [ending: RegExp, kind: FieldKind])[] = [
  [/Amount$/, 'money'],
  [/Date$/, 'day'],
  [/Quantity$/, 'number'],
  [/Percent$/, 'percent'],
]

export function kindOf(fields: FieldTable, name: string): FieldKind {
  return fields.get(name)?.[2] ?? KIND_BY_ENDING.find(([ending]) => ending.test(name))?.[1] ?? 'text'
}
