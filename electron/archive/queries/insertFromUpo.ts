import type { ReadableDb, WritableDb } from '../connection.ts'
import { deriveKeys, KEY_COLUMNS } from '../deriveKeys.ts'
import { deriveProof, PROOF_COLUMNS, type ArchiveFacts, type ProvenInvoice, type UpoEvidence } from '../deriveProof.ts'
import { runWithRows } from '../runWithRows.ts'
import type { SearchableInvoice } from '../searchWords.ts'
import { statement } from '../statements.ts'

/** What is known of an invoice that nothing but a UPO has named. */
const NOTHING_LISTED: Omit<ProvenInvoice & SearchableInvoice, 'ksefNumber' | 'sessionReference'> = {
  statusCode: null,
  isPurchase: 0,
  invoiceReference: null,
  invoiceNumber: null,
  invoiceHash: null,
  invoicingMode: null,
  acquisitionDate: null,
  issuedOn: null,
  sellerNip: null,
  isSelfInvoicing: null,
  formCode: null,
  metadataReadAt: null,
  listedSession: null,
  sellerName: null,
  buyerIdentifier: null,
  buyerName: null,
  grossMinor: null,
  parties: '[]',
}

/** What rests on more than these UPO waits with the words. */
const NOTHING_READ: ArchiveFacts = { context: null, metadataRead: null, allSessionsReadAt: null }

/** All but the words: their index writes what it has gathered at the end of every statement, so they wait for `refreshManyDerived` and many others. */
const COLUMNS = [...PROOF_COLUMNS, ...KEY_COLUMNS.filter((column) => column !== 'words')] as const

/** An accepted invoice that nothing but a UPO has named. */
export interface InvoiceToInsert {
  /** The entries that name it. */
  readonly upos: readonly UpoEvidence[]
  /** The session that the UPO names. */
  readonly namedSession: string | null
}

/**
 * Makes rows for accepted invoices (by KSeF number) that no list has shown yet, each in the session that its UPO names if that one is known (API-NOTES §6.5).
 * They are derived from these very UPO as they are made: written bare and completed later, each would go through all indexes twice. Answers their ids.
 */
export function insertFromUpo(db: WritableDb, invoices: ReadonlyMap<string, InvoiceToInsert>): ReadonlyMap<string, number> {
  if (invoices.size === 0) return new Map()
  const sessionIds = new Map([...new Set([...invoices.values()].map(({ namedSession }) => namedSession))].map((reference) => [reference, sessionIdOf(db, reference)]))
  const first = statement(db, 'SELECT ifnull(max(id), 0) + 1 FROM invoices').pluck().get() as number
  const rows = [...invoices].map(([ksefNumber, { upos, namedSession }], index) => {
    const listed = { ...NOTHING_LISTED, ksefNumber }
    const proof = deriveProof(listed, { upos, files: [], givenHash: null, hasQuarantinedUpo: false }, NOTHING_READ)
    const sessionId = sessionIds.get(namedSession) ?? null
    const derived = { ...proof, ...deriveKeys({ ...listed, ...proof, sessionReference: sessionId === null ? null : namedSession }) }
    return [first + index, ksefNumber, sessionId, ...COLUMNS.map((column) => derived[column])]
  })
  runWithRows(db, rows, (values) => `INSERT INTO invoices (id, ksefNumber, sessionId, ${COLUMNS.join(', ')}) VALUES ${values}`)
  return new Map([...invoices.keys()].map((ksefNumber, index) => [ksefNumber, first + index]))
}

function sessionIdOf(db: ReadableDb, referenceNumber: string | null): number | null {
  return (statement(db, 'SELECT id FROM sessions WHERE referenceNumber = ?').pluck().get(referenceNumber) as number | undefined) ?? null
}
