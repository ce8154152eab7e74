import type { WritableDb } from '../connection.ts'
import { deriveKeys, KEY_COLUMNS } from '../deriveKeys.ts'
import { deriveProof, PROOF_COLUMNS, type ProvenInvoice } from '../deriveProof.ts'
import type { UposByNumber } from '../freshUpos.ts'
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
  sellerName: null,
  buyerIdentifier: null,
  buyerName: null,
  grossMinor: null,
  parties: '[]',
}

/** All but the words: their index writes what it has gathered at the end of every statement, so they wait for `refreshManyDerived` and many others. */
const COLUMNS = [...PROOF_COLUMNS, ...KEY_COLUMNS.filter((column) => column !== 'words')] as const

interface ToInsert {
  /** The session that the UPO names. */
  readonly namedSession: string | null
  /** Each once. */
  readonly ksefNumbers: readonly string[]
}

/**
 * Makes rows for accepted invoices of a UPO that no list has shown yet, in the session that it names if that one is known (API-NOTES §6.5). They are derived
 * from this very UPO as they are made: written bare and completed later, each would go through all indexes twice. Answers their ids.
 */
export function insertFromUpo(db: WritableDb, upos: UposByNumber, { namedSession, ksefNumbers }: ToInsert): readonly number[] {
  const sessionId = statement(db, 'SELECT id FROM sessions WHERE referenceNumber = ?').pluck().get(namedSession) as number | undefined
  const sessionReference = sessionId === undefined ? null : namedSession
  const rows = ksefNumbers.map((ksefNumber) => {
    const listed = { ...NOTHING_LISTED, ksefNumber }
    const proof = deriveProof(listed, { upos: upos.get(ksefNumber) ?? [], files: [], hasQuarantinedUpo: false })
    const derived = { ...proof, ...deriveKeys({ ...listed, ...proof, sessionReference }) }
    return [ksefNumber, sessionId ?? null, ...COLUMNS.map((column) => derived[column])]
  })
  runWithRows(db, rows, (values) => `INSERT INTO invoices (ksefNumber, sessionId, ${COLUMNS.join(', ')}) VALUES ${values}`)
  return statement(db, 'SELECT i.id FROM json_each(?) one JOIN invoices i ON i.ksefNumber = one.value WHERE ifnull(i.statusCode, 200) = 200').pluck().all(JSON.stringify(ksefNumbers)) as number[]
}
