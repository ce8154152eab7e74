import type { InvoiceProblem } from '../../shared/model/invoiceFacts.ts'
import type { ContentEntry, ContentLine, ContentPart, InvoiceContent } from '../../shared/model/invoiceContent.ts'
import { fieldsOf } from './outline/faFields.ts'
import { kindOf, type FieldTable } from './outline/field.ts'
import { readXml } from './readXml.ts'
import { localName, textAt, type XmlElement } from './xmlElement.ts'

/** With any of these something may be missing or replaced, and what is not read cannot be called the same. */
const HINDRANCES = new Set<InvoiceProblem>(['empty', 'too-large', 'not-xml', 'broken-xml', 'html-page', 'dtd-refused', 'too-deep', 'invalid-encoding'])

/** Elements that say how and when the file was made: of FA `Naglowek` (DataWytworzeniaFa, SystemInfo), of UBL its versions. */
const HEADER = /^(?:Naglowek|UBLVersionID|CustomizationID|ProfileID|UUID|IssueTime)$/

const LINES = /^(?:FaWiersz|FakturaRRWiersz|InvoiceLine|CreditNoteLine|ZamowienieWiersz)$/

/** The number of a line says where it stands, UU_ID is made anew by each program. */
const PLACE_OF_LINE = /^(?:NrWierszaFa|NrWierszaZam|UU_IDZ?)$/

/** By path, first match; what matches none is `rest`. */
const PARTS: readonly (readonly [part: ContentPart, path: RegExp])[] = [
  ['named', /^Podmiot1\/DaneIdentyfikacyjne\/NIP$/],
  ['named', /^Podmiot2\/DaneIdentyfikacyjne\/(?!Nazwa$)/],
  ['named', /^Fa\/(?:P_1|P_2|P_15|KodWaluty|RodzajFaktury)$/],
  ['named', /^FakturaRR\/(?:P_4B|P_4C|P_11_1|P_11_2|P_12_1|KodWaluty|RodzajFaktury)$/],
  ['named', /^(?:ID|IssueDate|DocumentCurrencyCode)$/],
  ['suppliedOn', /^Fa\/(?:P_6$|OkresFa\/)|^FakturaRR\/P_4A$|^(?:TaxPointDate$|InvoicePeriod)/],
  ['rates', /^Fa\/(?:P_13_|P_14_)|^FakturaRR\/P_1[12]_|^(?:TaxTotal|LegalMonetaryTotal)/],
  ['corrected', /^Fa(?:kturaRR)?\/(?:DaneFaKorygowanej|OkresFaKorygowanej|NrFaKorygowany|Podmiot[12]K|P_15ZK|ZaliczkaCzesciowa|FakturaZaliczkowa)|^BillingReference/],
]

/**
 * What an invoice of any form says, the header apart, for comparing with another; null when the bytes cannot be read whole. Never throws.
 */
export function readContent(bytes: Uint8Array): InvoiceContent | null {
  const { root, problems } = readXml(bytes)
  if (root?.closed !== true || problems.some((problem) => HINDRANCES.has(problem))) return null
  const fields = fieldsOf(root)
  const entries: ContentEntry[] = []
  const lines: ContentLine[] = []
  const walk = (parent: XmlElement, path: string): void => {
    for (const [element, at] of withPaths(parent, path)) {
      if (path === '' && HEADER.test(element.name)) continue
      if (LINES.test(element.name)) {
        lines.push(lineOf(fields, element))
        continue
      }
      const part = PARTS.find(([, pattern]) => pattern.test(at))?.[0] ?? 'rest'
      for (const [name, value] of valuesOf(fields, element)) entries.push({ part, path: name === element.name ? at : `${at}/${name}`, name: element.name, value })
      walk(element, at)
    }
  }
  walk(root, '')
  return { entries, lines }
}

/** The children with their paths; of several with one name all but the first are numbered. */
function withPaths(parent: XmlElement, path: string): readonly (readonly [XmlElement, string])[] {
  const seen = new Map<string, number>()
  return parent.children.map((element) => {
    const count = (seen.get(element.name) ?? 0) + 1
    seen.set(element.name, count)
    const step = count === 1 ? element.name : `${element.name}[${String(count)}]`
    return [element, path === '' ? step : `${path}/${step}`]
  })
}

/** The element's own text and its attributes, empty ones left out. */
function valuesOf(fields: FieldTable, element: XmlElement): readonly (readonly [name: string, value: string])[] {
  const attributes = Object.entries(element.attributes).filter(([name]) => !/^(?:xmlns|xsi|xml)(?::|$)/.test(name))
  return [[element.name, plainValue(fields, element)] as const, ...attributes.map(([name, value]) => [`@${localName(name)}`, plainText(value)] as const)].filter(([, value]) => value !== '')
}

function lineOf(fields: FieldTable, line: XmlElement): ContentLine {
  const said: string[] = []
  const walk = (parent: XmlElement, path: string): void => {
    for (const [element, at] of withPaths(parent, path)) {
      if (path === '' && (PLACE_OF_LINE.test(element.name) || (element.name === 'ID' && line.name.endsWith('Line')))) continue
      for (const [name, value] of valuesOf(fields, element)) said.push(`${at} ${name} ${value}`)
      walk(element, at)
    }
  }
  walk(line, '')
  return { ...readable(line), whole: [line.name, ...said.toSorted()].join('\n') }
}

type ReadableLine = Omit<ContentLine, 'whole'>

/** FA_RR gives other meanings to the names of FA. */
function readable(line: XmlElement): ReadableLine {
  const first = (...names: readonly string[]): string | null => names.map((name) => textAt(line, ...name.split('/'))).find((text) => text !== null) ?? null
  switch (line.name) {
    case 'FakturaRRWiersz':
      return { name: first('P_5'), quantity: first('P_6B'), unit: first('P_6A'), price: first('P_7'), value: first('P_8'), rate: first('P_9') }
    case 'InvoiceLine':
    case 'CreditNoteLine':
      return {
        name: first('Item/Name', 'Item/Description'),
        quantity: first('InvoicedQuantity', 'CreditedQuantity'),
        unit: null,
        price: first('Price/PriceAmount'),
        value: first('LineExtensionAmount'),
        rate: first('Item/ClassifiedTaxCategory/Percent'),
      }
    case 'ZamowienieWiersz':
      return { name: first('P_7Z'), quantity: first('P_8BZ'), unit: first('P_8AZ'), price: first('P_9AZ'), value: first('P_11NettoZ'), rate: first('P_12Z') }
    default:
      return { name: first('P_7'), quantity: first('P_8B'), unit: first('P_8A'), price: first('P_9A', 'P_9B'), value: first('P_11', 'P_11A'), rate: first('P_12', 'P_12_XII') }
  }
}

function plainValue(fields: FieldTable, element: XmlElement): string {
  const text = plainText(element.ownText)
  switch (kindOf(fields, element.name)) {
    case 'money':
    case 'zloty':
    case 'number':
    case 'percent':
      return plainDecimal(text)
    default:
      return text
  }
}

function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().normalize('NFC')
}

/** 100, 100.0 and +100.00 are one amount; what is no decimal stays as it is. */
function plainDecimal(text: string): string {
  const match = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = ''] = match
  const digits = fraction === '' ? whole : `${whole}.${fraction}`
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits
}
