import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'

interface CarriedRow {
  readonly position: number
  readonly at: string
  readonly kind: string
  readonly invoiceId: number | null
  readonly ksefNumber: string | null
  readonly invoiceReference: string | null
  readonly sessionReference: string | null
  readonly documentSha256: string | null
  /** JSON text. */
  readonly detail: string
}

const PAGE = 1_000

/**
 * Writes what version 1 had recorded into the journal, in order of time. Its first entry says how many were carried over: up to then
 * nothing was chained, so nothing before can be vouched for. A copy of the entry format as it was when this migration was written.
 */
export function carryHistoryOver(db: Database.Database): void {
  db.exec(COLLECT)
  const total = db.prepare('SELECT count(*) FROM temp.carried').pluck().get() as number
  if (total > 0) writeEntries(db, total)
  db.exec('DROP TABLE temp.carried')
}

function writeEntries(db: Database.Database, total: number): void {
  const write = db.prepare('INSERT INTO journal (number, content, hash) VALUES (?, ?, ?)')
  const link = db.prepare('INSERT INTO journalInvoices (invoiceId, number) VALUES (?, ?)')
  const read = db.prepare('SELECT * FROM temp.carried WHERE position > ? ORDER BY position LIMIT ?')
  let number = 0
  let hash = '0'.repeat(64)
  const append = (entry: Readonly<Record<string, unknown>>): void => {
    number += 1
    const content = JSON.stringify({ number, ...entry })
    hash = createHash('sha256').update(`${hash}\n${content}`).digest('hex')
    write.run(number, content, hash)
  }
  append({ at: new Date().toISOString(), kind: 'carried-over', sessionReference: null, documentSha256: null, detail: { fromVersion: 1, entries: total } })
  for (let position = 0; position < total; position += PAGE) {
    for (const { at, kind, invoiceId, ksefNumber, invoiceReference, sessionReference, documentSha256, detail } of read.all(position, PAGE) as CarriedRow[]) {
      const names = invoiceId === null ? null : { ksefNumber, invoiceReference }
      append({ at, kind, ...names, sessionReference, documentSha256, detail: JSON.parse(detail) as unknown })
      if (invoiceId !== null) link.run(invoiceId, number)
    }
  }
}

/** The first status seen is the listing, each other one a change; the same status again is no event. */
const COLLECT = `
CREATE TEMP TABLE carried (
  position INTEGER PRIMARY KEY, at TEXT, kind TEXT, invoiceId INTEGER, ksefNumber TEXT, invoiceReference TEXT,
  sessionReference TEXT, documentSha256 TEXT, detail TEXT
);

INSERT INTO temp.carried (at, kind, invoiceId, ksefNumber, invoiceReference, sessionReference, documentSha256, detail)
SELECT at, kind, invoiceId, i.ksefNumber, i.invoiceReference, c.sessionReference, c.documentSha256, c.detail
FROM (
  SELECT 1 AS source, id, observedAt AS at, CASE WHEN previous IS NULL THEN 'listed' ELSE 'status-changed' END AS kind, invoiceId,
    NULL AS sessionReference, NULL AS documentSha256, json_object('route', route, 'statusCode', statusCode) AS detail
  FROM (SELECT *, lag(statusCode) OVER (PARTITION BY invoiceId ORDER BY id) AS previous FROM observations WHERE invoiceId IS NOT NULL AND statusCode IS NOT NULL)
  WHERE statusCode IS NOT previous
  UNION ALL
  SELECT 1, id, observedAt, 'metadata-read', invoiceId, NULL, NULL, json_object('route', route) FROM observations WHERE invoiceId IS NOT NULL AND statusCode IS NULL
  UNION ALL
  SELECT 2, a.id, a.at, CASE WHEN a.outcome <> 'stored' THEN a.outcome WHEN a.what = 'xml' THEN 'xml-stored' WHEN a.what = 'session-upo' THEN 'session-upo-stored' ELSE 'upo-stored' END,
    a.invoiceId, a.sessionReference, d.sha256, json_object('what', a.what, 'route', a.route, 'code', a.code, 'httpStatus', a.httpStatus, 'traceId', a.traceId)
  FROM attempts a LEFT JOIN documents d ON d.id = a.documentId
  UNION ALL
  SELECT 3, e.id, e.at, 'exported', x.invoiceId, NULL, NULL, json_object('route', e.fileName, 'withUpo', x.withUpo, 'withXml', x.withXml)
  FROM exportedInvoices x JOIN exports e ON e.id = x.exportId
) AS c LEFT JOIN invoices i ON i.id = c.invoiceId
ORDER BY at, source, c.id, invoiceId;`
