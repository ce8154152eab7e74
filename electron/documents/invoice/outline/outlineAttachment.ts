import { formatCount } from '../../../shared/messages/formats.ts'
import { childAt, childrenNamed, textAt, type XmlElement } from '../xmlElement.ts'
import { rowsOf, valueOf, type OutlineSection, type Reading } from './rows.ts'
import { cutRows, remark, titleOf } from './section.ts'
import { MAX_ROWS } from './table.ts'

const MAX_SECTIONS = 100
const MAX_CELLS = 40

/** The attachment of an FA(3): blocks with their own pairs, paragraphs and tables (xsd FA(3), Zalacznik). */
export function outlineAttachment(reading: Reading, attachment: XmlElement | null): readonly OutlineSection[] {
  const blocks = childrenNamed(attachment, 'BlokDanych')
  const sections = blocks.slice(0, MAX_SECTIONS).flatMap((block) => blockSections(reading, block))
  if (blocks.length <= MAX_SECTIONS && sections.length <= MAX_SECTIONS) return sections
  const left = formatCount(reading.language, Math.max(blocks.length, sections.length) - MAX_SECTIONS)
  const note = reading.language === 'pl' ? `nie pokazano dalszych części (${left})` : `further parts not shown (${left})`
  return [...sections.slice(0, MAX_SECTIONS), { title: titleOf('attachment', reading.language), rows: [{ label: '…', value: note }], table: null }]
}

function blockSections(reading: Reading, block: XmlElement): readonly OutlineSection[] {
  const heading = textAt(block, 'ZNaglowek')
  const title = heading === null ? titleOf('attachment', reading.language) : `${titleOf('attachment', reading.language)} – ${heading}`
  const paragraphs = childrenNamed(childAt(block, 'Tekst'), 'Akapit').map((paragraph) => ({ label: '', value: valueOf(reading, paragraph) }))
  const others = block.children.filter(({ name }) => !['ZNaglowek', 'Tekst', 'Tabela'].includes(name))
  const rows = [...rowsOf(reading, others), ...paragraphs]
  const tables = childrenNamed(block, 'Tabela').map((table) => tableSection(reading, title, table))
  return rows.length === 0 && tables.length > 0 ? tables : [{ title, rows: cutRows(reading.language, rows), table: null }, ...tables]
}

function tableSection(reading: Reading, title: string, table: XmlElement): OutlineSection {
  const cells = (row: XmlElement | null): readonly string[] => (row?.children ?? []).slice(0, MAX_CELLS).map((cell) => valueOf(reading, cell))
  const lines = [...childrenNamed(table, 'Wiersz'), ...childrenNamed(table, 'Suma')]
  const columns = cells(childAt(table, 'TNaglowek'))
  const rows = lines.slice(0, MAX_ROWS).map(cells)
  const width = Math.max(columns.length, ...rows.map(({ length }) => length))
  const filled = (row: readonly string[]): readonly string[] => [...row, ...Array.from({ length: width - row.length }, () => '')]
  const described = table.children.filter(({ name }) => name === 'TMetaDane')
  const description = textAt(table, 'Opis')
  return {
    title: description === null ? title : `${title} – ${description}`,
    rows: [...cutRows(reading.language, rowsOf(reading, described)), ...remark(reading.language, lines.length)],
    table: width === 0 ? null : { columns: filled(columns), rows: rows.map(filled) },
  }
}
