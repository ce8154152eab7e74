import type { ReadableDb } from './connection.ts'
import { KEY_COLUMNS, type KeyColumns } from './deriveKeys.ts'
import { PROOF_COLUMNS, type ProofColumns, type ProvenInvoice } from './deriveProof.ts'
import type { InvoiceRow } from './invoiceRow.ts'
import type { SearchableInvoice } from './searchWords.ts'
import { statement } from './statements.ts'

/** `proof`: what documents prove of an invoice. `all`: the keys by which it is sorted and found besides, for where something was said of it. */
export type Extent = 'proof' | 'all'

export type DerivedColumn = keyof ProofColumns | keyof KeyColumns

/** What the derived columns of an invoice are made from, and those columns as they are. */
export interface Source {
  readonly invoiceId: number
  readonly listed: ProvenInvoice
  /** What the keys are made from besides; null where they are not made. */
  readonly named: Pick<SearchableInvoice, (typeof NAMES)[number] | 'sessionReference'> | null
  readonly row: SourceRow
  /** False where no UPO named its KSeF number when it was read; absent: not looked for. */
  readonly hasStoredUpos?: boolean
}

type Values<Columns extends readonly (keyof InvoiceRow)[]> = { readonly [Index in keyof Columns]: InvoiceRow[Columns[Index]] }

const FIRST = ['id', 'sessionId', 'statusCode', 'isPurchase', 'ksefNumber', 'isSelfInvoicing', 'formCode', 'metadataReadAt', 'parties'] as const satisfies readonly (keyof InvoiceRow)[]
const NAMES = ['invoiceReference', 'sellerName', 'buyerIdentifier', 'buyerName', 'grossMinor'] as const satisfies readonly (keyof InvoiceRow)[]
const COLUMNS = { proof: [...FIRST, ...PROOF_COLUMNS], all: [...FIRST, ...PROOF_COLUMNS, ...NAMES, ...KEY_COLUMNS] } as const

/** Rows come as arrays: of thousands, naming every column takes longer than reading it. */
type SourceRow = readonly [...first: Values<typeof FIRST>, ...proof: Values<typeof PROOF_COLUMNS>, ...rest: readonly unknown[]]

/** Where a derived column is in such a row. */
export const POSITIONS = Object.fromEntries([...PROOF_COLUMNS, ...KEY_COLUMNS].map((column) => [column, COLUMNS.all.indexOf(column)])) as Readonly<Record<DerivedColumn, number>>

/** Of these invoices. */
export function readSources(db: ReadableDb, invoiceIds: readonly number[], extent: Extent): readonly Source[] {
  const ids = JSON.stringify(invoiceIds)
  const rows = statement(db, READ_SOURCES[extent]).raw().all(ids) as SourceRow[]
  const references = referencesOf(db, rows)
  if (extent === 'proof') return rows.map((row) => toSource(row, references))
  return rows.map((row) => {
    const source = toSource(row, references)
    const [invoiceReference, sellerName, buyerIdentifier, buyerName, grossMinor] = row.slice(COLUMNS.proof.length) as unknown as Values<typeof NAMES>
    const [, sessionId] = row
    const sessionReference = sessionId === null ? null : (references.get(sessionId) ?? null)
    return { ...source, named: { invoiceReference, sellerName, buyerIdentifier, buyerName, grossMinor, sessionReference } }
  })
}

export interface AcceptedInvoice {
  readonly source: Source
  /** False for one that metadata or a UPO named first, and no session's list. */
  readonly hasSession: boolean
}

/** Of the accepted invoices with these numbers, by KSeF number, as far as documents prove something. A duplicate that names a number is another matter. */
export function readAccepted(db: ReadableDb, ksefNumbers: readonly string[]): ReadonlyMap<string, AcceptedInvoice> {
  const found = new Map<string, AcceptedInvoice & { readonly isListed: boolean }>()
  // In no order: ten thousand come at once, and hardly one of them is there twice.
  const rows = statement(db, READ_ACCEPTED).raw().all(JSON.stringify(ksefNumbers)) as SourceRow[]
  const references = referencesOf(db, rows)
  for (const row of rows) {
    const [id, sessionId, , , ksefNumber] = row
    if (ksefNumber === null) continue
    const isListed = row[COLUMNS.proof.length] === 1
    const other = found.get(ksefNumber)
    if (other !== undefined && ((other.isListed && !isListed) || (other.isListed === isListed && other.source.invoiceId < id))) continue
    const source = { ...toSource(row, references), hasStoredUpos: row[COLUMNS.proof.length + 1] === 1 }
    found.set(ksefNumber, { source, isListed, hasSession: isListed || sessionId !== null })
  }
  return found
}

/** Reference numbers of the sessions that these rows name, by id: thousands of rows are of a few sessions. */
function referencesOf(db: ReadableDb, rows: readonly SourceRow[]): ReadonlyMap<number, string> {
  const ids = [...new Set(rows.map(([, sessionId]) => sessionId))].filter((id) => id !== null)
  return ids.length === 0 ? NO_REFERENCES : new Map(statement(db, READ_REFERENCES).raw().all(JSON.stringify(ids)) as [id: number, reference: string][])
}

const NO_REFERENCES: ReadonlyMap<number, string> = new Map()

function toSource(row: SourceRow, references: ReadonlyMap<number, string>): Source {
  const [invoiceId, sessionId, statusCode, isPurchase, ksefNumber, isSelfInvoicing, formCode, metadataReadAt, parties, invoiceNumber, invoiceHash, invoicingMode, acquisitionDate, issuedOn, sellerNip] = row
  // Without a status no list has shown it, and the session is the one that a UPO names.
  const listedSession = statusCode === null || sessionId === null ? null : (references.get(sessionId) ?? null)
  const listed = { statusCode, isPurchase, ksefNumber, isSelfInvoicing, formCode, metadataReadAt, parties, listedSession, invoiceNumber, invoiceHash, invoicingMode, acquisitionDate, issuedOn, sellerNip }
  return { invoiceId, listed, named: null, row }
}

function named(columns: readonly string[]): string {
  return columns.map((column) => `i.${column}`).join(', ')
}

const BY_ID = 'FROM json_each(?) one JOIN invoices i ON i.id = one.value'

const READ_SOURCES: Readonly<Record<Extent, string>> = { proof: `SELECT ${named(COLUMNS.proof)} ${BY_ID}`, all: `SELECT ${named(COLUMNS.all)} ${BY_ID}` }

const READ_ACCEPTED = `
SELECT ${named(COLUMNS.proof)}, i.invoiceReference IS NOT NULL, EXISTS (SELECT 1 FROM upoEntries e WHERE e.ksefNumber = i.ksefNumber)
FROM json_each(?) one JOIN invoices i ON i.ksefNumber = one.value
WHERE ifnull(i.statusCode, 200) = 200`

const READ_REFERENCES = 'SELECT id, referenceNumber FROM sessions WHERE id IN (SELECT value FROM json_each(?))'
