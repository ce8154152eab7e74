import { assertDefined } from '../shared/assert.ts'
import type { ReadableDb } from './connection.ts'
import type { Evidence, UpoEvidence } from './deriveProof.ts'
import type { FreshUpos } from './freshUpos.ts'
import { IS_IMPORTED } from './importRoute.ts'
import { isAccepted } from './invoiceRow.ts'
import type { Source } from './derivationSources.ts'
import { statement } from './statements.ts'

/** The documents kept for these invoices, those that were written just now taken from where they are at hand. */
export function readEvidence(db: ReadableDb, sources: readonly Source[], freshUpos: FreshUpos): (source: Source) => Evidence {
  const stored = readStoredUpos(db, sources, freshUpos)
  const ids = JSON.stringify(sources.map(({ invoiceId }) => invoiceId))
  const linked = grouped(statement(db, READ_LINKED).all(ids) as (LinkedDocument & OfInvoice)[])
  return (source) => toEvidence(oldestFirst(stored.get(source) ?? NOTHING, freshOf(source, freshUpos)), linked.get(source.invoiceId) ?? NOTHING)
}

const NOTHING: readonly never[] = []

/** Entries of kept UPO that name the KSeF numbers of accepted invoices, but for those that were written just now. */
function readStoredUpos(db: ReadableDb, sources: readonly Source[], { documentIds }: FreshUpos): ReadonlyMap<Source, readonly UpoEvidence[]> {
  const upos = new Map<Source, UpoEvidence[]>()
  const named = sources.filter((source) => source.hasStoredUpos !== false && numberOf(source) !== null)
  if (named.length === 0) return upos
  for (const row of statement(db, READ_UPOS).raw().all(JSON.stringify(named.map(numberOf)), JSON.stringify(documentIds)) as UpoRow[]) {
    const [index, documentId, position, kind, signatureVerified, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode, sessionReference, isImported] = row
    const source = assertDefined(named[index], 'it is one of those that were asked for')
    const ofDocument = { documentId, kind, signatureVerified, sessionReference, isImported }
    const upo: UpoEvidence = { ...ofDocument, position, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode }
    const others = upos.get(source)
    if (others === undefined) upos.set(source, [upo])
    else others.push(upo)
  }
  return upos
}

function freshOf(source: Source, { byNumber }: FreshUpos): readonly UpoEvidence[] {
  const ksefNumber = numberOf(source)
  return (ksefNumber === null ? undefined : byNumber.get(ksefNumber)) ?? NOTHING
}

/** The KSeF number of an accepted invoice: that of another is the number of the one it repeats. */
function numberOf({ listed }: Source): string | null {
  return isAccepted(listed) ? listed.ksefNumber : null
}

function oldestFirst(stored: readonly UpoEvidence[], fresh: readonly UpoEvidence[]): readonly UpoEvidence[] {
  if (stored.length + fresh.length < 2) return fresh.length === 0 ? stored : fresh
  return [...stored, ...fresh].sort((one, other) => one.documentId - other.documentId || one.position - other.position)
}

type UpoRow = readonly [
  index: number,
  documentId: number,
  position: number,
  kind: UpoEvidence['kind'],
  signatureVerified: 0 | 1,
  invoiceNumber: string | null,
  sellerNip: string | null,
  issueDate: string | null,
  sentDate: string | null,
  numberGivenDate: string | null,
  documentHash: string | null,
  mode: string | null,
  sessionReference: string | null,
  isImported: 0 | 1,
]

const READ_UPOS = `
SELECT one.key, e.documentId, e.position, d.kind, d.signatureVerified, e.invoiceNumber, e.sellerNip, e.issueDate, e.sentDate, e.numberGivenDate,
  e.documentHash, e.mode, d.sessionReference, ${IS_IMPORTED}
FROM json_each(?) one JOIN upoEntries e ON e.ksefNumber = one.value JOIN documents d ON d.id = e.documentId
WHERE e.documentId NOT IN (SELECT value FROM json_each(?)) AND d.standing = 'kept' AND d.damagedAt IS NULL AND d.kind IN ('invoice-upo', 'session-upo')`

const READ_LINKED = `
SELECT l.invoiceId AS ofInvoice, l.documentId, l.relation, d.sha256, d.standing, d.damagedAt, ${IS_IMPORTED} AS isImported
FROM json_each(?) one JOIN documentInvoices l ON l.invoiceId = one.value JOIN documents d ON d.id = l.documentId ORDER BY l.documentId`

interface OfInvoice {
  readonly ofInvoice: number
}

interface LinkedDocument {
  readonly documentId: number
  readonly relation: 'invoice' | 'quarantined-invoice' | 'quarantined-upo'
  readonly sha256: string
  readonly standing: 'kept' | 'quarantined'
  readonly damagedAt: string | null
  readonly isImported: 0 | 1
}

function toEvidence(upos: readonly UpoEvidence[], linked: readonly LinkedDocument[]): Evidence {
  if (linked.length === 0) return { upos, files: NOTHING, givenHash: null, hasQuarantinedUpo: false }
  const kept = linked.filter(({ relation, standing }) => relation === 'invoice' && standing === 'kept')
  const given = kept.find(({ isImported }) => isImported === 0)
  return {
    upos,
    files: kept.filter(({ damagedAt }) => damagedAt === null).map(({ documentId, sha256 }) => ({ documentId, hash: toBase64(sha256) })),
    givenHash: given === undefined ? null : toBase64(given.sha256),
    hasQuarantinedUpo: linked.some(({ relation }) => relation === 'quarantined-upo'),
  }
}

function toBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64')
}

function grouped<Row extends OfInvoice>(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.ofInvoice)
    if (group === undefined) groups.set(row.ofInvoice, [row])
    else group.push(row)
  }
  return groups
}
