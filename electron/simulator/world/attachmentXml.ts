import { randomText } from './randomText.ts'
import { element, textElement } from './xmlText.ts'

const ROWS_PER_TABLE = 999

const HEAD = element('TNaglowek', '<Kol Typ="txt">', textElement('NKom', 'Licznik'), '</Kol><Kol Typ="int">', textElement('NKom', 'Wskazanie'), '</Kol>')
const PLACE = element('MetaDane', textElement('ZKlucz', 'Miejsce poboru energii'), textElement('ZWartosc', 'ul. Żeligowskiego 12, 90-752 Łódź'))

function rowXml(row: number): string {
  return element('Wiersz', textElement('WKom', `Licznik ${String(row).padStart(6, '0')}`), textElement('WKom', 1000 + (row % 9000)))
}

/** A cell of the schema has 256 letters at most. */
const LETTERS_PER_ROW = 250

function randomRowXml(from: number): string {
  return element('Wiersz', textElement('WKom', randomText(from, LETTERS_PER_ROW)))
}

/** A `Zalacznik` of about the wanted size, row after row (FA(3), element Zalacznik): meter readings, or what hardly packs, begun at `randomFrom`. */
export function attachmentXml(bytes: number, randomFrom: number | null): string {
  const rowAt = (row: number): string => (randomFrom === null ? rowXml(row) : randomRowXml(randomFrom + row * LETTERS_PER_ROW))
  const rowCount = Math.floor(bytes / rowAt(0).length)
  const tables: string[] = []
  for (let first = 0; first < rowCount; first += ROWS_PER_TABLE) {
    const rows = Array.from({ length: Math.min(ROWS_PER_TABLE, rowCount - first) }, (_, position) => rowAt(first + position))
    tables.push(element('Tabela', textElement('Opis', 'Odczyty'), HEAD, ...rows))
  }
  return element('Zalacznik', element('BlokDanych', PLACE, ...tables))
}
