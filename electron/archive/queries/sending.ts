import type { ReadableDb } from '../connection.ts'
import { utcOf } from '../ksefTime.ts'
import { statement } from '../statements.ts'

/** How an invoice was sent, as its UPO says; all null without one. */
export interface Sending {
  /** `DataPrzeslaniaDokumentu`, as written and in UTC. */
  readonly sentDate: string | null
  readonly sentAt: string | null
  /** Who opened the session: not always the seller. */
  readonly senderContext: string | null
}

/** Its own UPO tells before that of its session. */
const SAYING = 'ifnull(invoices.upoDocumentId, invoices.sessionUpoDocumentId)'

/** SQL of a value for a row of `invoices`: when its UPO says that it was sent, as written. */
export const SENT_DATE = `(
  SELECT e.sentDate FROM upoEntries e
  WHERE e.ksefNumber = invoices.ksefNumber AND e.documentId = ${SAYING} AND e.documentHash IS invoices.invoiceHash ORDER BY e.position LIMIT 1)`

/** SQL of a value for a row of `invoices`. */
export const SENDER_CONTEXT = `(SELECT d.senderContext FROM documents d WHERE d.id = ${SAYING})`

export function sendingOf(db: ReadableDb, invoiceId: number): Sending {
  const said = statement(db, READ_SENDING).get(invoiceId) as Omit<Sending, 'sentAt'> | undefined
  return { sentDate: said?.sentDate ?? null, sentAt: utcOf(said?.sentDate ?? null), senderContext: said?.senderContext ?? null }
}

const READ_SENDING = `SELECT ${SENT_DATE} AS sentDate, ${SENDER_CONTEXT} AS senderContext FROM invoices WHERE id = ?`
