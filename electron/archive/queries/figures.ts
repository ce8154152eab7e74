import type { ReadableDb } from '../connection.ts'
import type { ArchiveFigures } from '../outputs.ts'
import { statement } from '../statements.ts'
import { RECEIVED_RANK } from './invoiceFilter.ts'

/** Figures of the whole archive, for summaries and checks: of what was issued, but `withoutXml` of purchases, too, for they are fetched alike. */
export function archiveFigures(db: ReadableDb): ArchiveFigures {
  const byStatus = statement(db, `SELECT ifnull(statusCode, 'unlisted') AS status, count(*) AS count FROM invoices WHERE stateRank <> ${RECEIVED_RANK} GROUP BY statusCode ORDER BY statusCode`).all() as {
    status: number | string
    count: number
  }[]
  const counts = statement(db, COUNTS).get() as Omit<ArchiveFigures, 'byStatus'>
  return { ...counts, byStatus: Object.fromEntries(byStatus.map(({ status, count }) => [String(status), count])) }
}

const ACCEPTED = 'ifnull(statusCode, 200) = 200'

const COUNTS = `
SELECT count(*) AS invoices,
  (SELECT count(*) FROM sessions) AS sessions,
  count(*) FILTER (WHERE upoDocumentId IS NOT NULL) AS uposStored,
  count(*) FILTER (WHERE xmlDocumentId IS NOT NULL) AS xmlStored,
  count(*) FILTER (WHERE proof = 'invoice-upo') AS hashesMatched,
  count(*) FILTER (WHERE upoDocumentId IS NULL AND ${ACCEPTED}) AS withoutUpo,
  (SELECT count(*) FROM invoices WHERE xmlDocumentId IS NULL AND ${ACCEPTED}) AS withoutXml,
  (SELECT count(*) FROM invoices WHERE stateRank = ${RECEIVED_RANK}) AS purchases,
  (SELECT count(*) FROM documents WHERE standing = 'quarantined') AS quarantined
FROM invoices WHERE stateRank <> ${RECEIVED_RANK}`
