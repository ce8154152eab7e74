import type { Language } from '../../../shared/contract/program.ts'
import type { DocumentText } from '../../../shared/contract/invoices.ts'
import { localName, textAt, type XmlElement } from '../xmlElement.ts'
import { kindOf, labelOf, type FieldTable } from './field.ts'
import { formatValue } from './formatValue.ts'

export type Outline = DocumentText['outline']
export type OutlineSection = Outline[number]
export type OutlineRow = OutlineSection['rows'][number]

export interface Reading {
  readonly language: Language
  readonly fields: FieldTable
  /** Of the invoice; null: amounts without a currency. */
  readonly currency: string | null
}

/** Elements that only hold others together: what is in them is shown without their name. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'DaneIdentyfikacyjne',
  'Zwolnienie',
  'NoweSrodkiTransportu',
  'PMarzy',
  'TerminPlatnosci',
  'Rozliczenie',
  'WarunkiTransakcji',
  'Informacje',
  'Rejestry',
  'Party',
  'PartyName',
  'PartyIdentification',
  'PartyTaxScheme',
  'PartyLegalEntity',
])

/** Written in one line, like on an envelope. */
const ADDRESSES: ReadonlySet<string> = new Set(['Adres', 'AdresKoresp', 'AdresPrzewoznika', 'WysylkaZ', 'WysylkaPrzez', 'WysylkaDo', 'PostalAddress', 'Address'])

/** Pairs of the sender's own making: the first names, the second tells. */
const PAIRS: readonly (readonly [element: string, key: string, value: string])[] = [
  ['DodatkowyOpis', 'Klucz', 'Wartosc'],
  ['MetaDane', 'ZKlucz', 'ZWartosc'],
  ['TMetaDane', 'TKlucz', 'TWartosc'],
]

/** The rows that elements make, in their order; empty elements make none. */
export function rowsOf(reading: Reading, elements: readonly XmlElement[], prefix = ''): readonly OutlineRow[] {
  return elements.flatMap((element) => rowsOfElement(reading, element, prefix))
}

function rowsOfElement(reading: Reading, element: XmlElement, prefix: string): readonly OutlineRow[] {
  const label = `${prefix}${labelOf(reading.fields, element.name, reading.language)}`
  if (TRANSPARENT.has(element.name) && element.children.length > 0) return rowsOf(reading, element.children, prefix)
  const pair = pairOf(element)
  if (pair !== null) return [pair]
  const isDeep = element.children.some((child) => child.children.length > 0) && !ADDRESSES.has(element.name)
  if (isDeep) return rowsOf(reading, element.children, `${label} – `)
  const value = valueOf(reading, element)
  return value === '' ? [] : [{ label, value }]
}

/** An element's value in one line: its text for people, or what its children say, each by its name. */
export function valueOf(reading: Reading, element: XmlElement): string {
  if (element.children.length === 0) {
    const text = element.ownText.trim()
    const value = formatValue(reading.language, kindOf(reading.fields, element.name), text, currencyOf(reading, element))
    return element.closed || text === '' ? value : `${value}…`
  }
  if (ADDRESSES.has(element.name)) return join(element.children.map((child) => valueOf(reading, child)), ', ')
  const [only, ...others] = element.children
  if (only !== undefined && others.length === 0) return valueOf(reading, only)
  return join(
    element.children.map((child) => {
      const value = valueOf(reading, child)
      return value === '' || TRANSPARENT.has(child.name) ? value : `${labelOf(reading.fields, child.name, reading.language)}: ${value}`
    }),
    '; ',
  )
}

/** UBL writes the currency at each amount; a table leaves it out where the invoice's own says nothing. */
function currencyOf({ currency }: Reading, { attributes }: XmlElement): string | null {
  const name = Object.keys(attributes).find((key) => localName(key) === 'currencyID')
  return name === undefined ? currency : (attributes[name] ?? currency)
}

function pairOf(element: XmlElement): OutlineRow | null {
  const pair = PAIRS.find(([name]) => name === element.name)
  if (pair === undefined) return null
  const [, key, value] = pair
  const label = textAt(element, key)
  const told = textAt(element, value)
  return label === null || told === null ? null : { label, value: told }
}

/** Joins what is not empty, at most as much as one cell can hold. */
function join(parts: readonly string[], separator: string): string {
  const joined = parts.filter((part) => part !== '').join(separator)
  return joined.length > 2000 ? `${joined.slice(0, 2000)}…` : joined
}
