import type { SessionFacts } from '../../archive/outputs.ts'
import type { SessionContradiction, SessionCoverage, SessionDetail, SessionFinding } from '../../shared/contract/sessions.ts'
import type { InvoiceId } from '../../shared/contract/common.ts'
import { ACCEPTED_STATUS, isInProcess, isRejected, type InvoiceState } from '../../shared/model/invoiceStatus.ts'

/** A window shows so many of a kind; a session may have ten thousand, and the total is told. */
const MOST_SHOWN = 200

/**
 * What a session's list and its collective receipt say of each other. Pure. KSeF number first: an entry belongs to the invoice of its
 * number, and its hash decides whether it proves it. The stated range of a page is not trusted; entries are counted.
 */
export function describeSession(facts: SessionFacts): SessionDetail {
  const hasAllPages = areAllPagesHere(facts)
  const gaps = facts.isRead && hasAllPages ? facts.unnamed : []
  const strangers = facts.isRead ? facts.unlisted : []
  return {
    summary: facts.summary,
    statusDetails: facts.statusDetails,
    coverage: coverageOf(facts.counts),
    isRead: facts.isRead,
    pages: facts.pages.map(({ pageReference, document, entries, stated }) => ({ pageReference, document, entries, page: stated?.page ?? null, pages: stated?.pages ?? null })),
    quarantined: facts.quarantined,
    hasAllPages,
    entries: countEntries(facts, hasAllPages),
    gaps: first(gaps.map((gap) => toFinding({ ...gap, documentId: null }))),
    strangers: first(strangers.map(toFinding)),
    contradictions: first([...facts.different.flatMap(toContradictions), ...otherNumbers(gaps, strangers)]),
  }
}

/** Each invoice of the list in one count; the counts add up whatever the statuses are. */
export function coverageOf(counts: SessionFacts['counts']): SessionCoverage {
  const sum = (is: (group: SessionFacts['counts'][number]) => boolean): number => counts.reduce((total, group) => total + (is(group) ? group.count : 0), 0)
  const isAccepted = ({ statusCode }: { readonly statusCode: number }): boolean => statusCode === ACCEPTED_STATUS
  const sent = sum(() => true)
  const accepted = sum(isAccepted)
  const rejected = sum(({ statusCode }) => isRejected(statusCode))
  const inProcess = sum(({ statusCode }) => isInProcess(statusCode))
  const isIn = (state: InvoiceState) => (group: SessionFacts['counts'][number]): boolean => isAccepted(group) && group.state === state
  const provenByInvoiceUpo = sum(isIn('complete'))
  const provenBySessionUpoOnly = sum(isIn('complete-session-upo'))
  const quarantined = sum(isIn('unclear'))
  return {
    sent,
    accepted,
    rejected,
    inProcess,
    unclear: sent - accepted - rejected - inProcess,
    provenByInvoiceUpo,
    provenBySessionUpoOnly,
    quarantined,
    notProven: accepted - provenByInvoiceUpo - provenBySessionUpoOnly - quarantined,
  }
}

/** KSeF may name all pages, or a file may be all there is: then the pages say how many they are. */
function areAllPagesHere({ pages }: SessionFacts): boolean {
  if (pages.length === 0 || pages.some(({ document }) => document === null)) return false
  const stated = pages.map(({ stated: said }) => said?.pages ?? null).filter((count) => count !== null)
  return pages.length >= Math.max(1, ...stated)
}

function countEntries({ pages, numbers }: SessionFacts, hasAllPages: boolean): SessionDetail['entries'] {
  const totals = new Set(pages.map(({ stated }) => stated?.totalDocuments ?? null).filter((total) => total !== null))
  const [stated = null] = totals
  if (totals.size > 1) return { counted: numbers, stated, verdict: 'failed' }
  if (stated === null || !hasAllPages) return { counted: numbers, stated, verdict: 'not-checked' }
  return { counted: numbers, stated, verdict: stated === numbers ? 'confirmed' : 'failed' }
}

function toContradictions(row: SessionFacts['different'][number]): readonly SessionContradiction[] {
  const finding = toFinding(row)
  const found: SessionContradiction[] = []
  if (row.invoiceHash !== null && row.statedHash !== row.invoiceHash) found.push({ ...finding, difference: 'hash', onList: row.invoiceHash, inUpo: row.statedHash })
  if (differ(row.invoiceNumber, row.statedNumber)) found.push({ ...finding, difference: 'invoice-number', onList: row.invoiceNumber, inUpo: row.statedNumber })
  if (differ(row.sellerNip, row.statedNip)) found.push({ ...finding, difference: 'seller-nip', onList: row.sellerNip, inUpo: row.statedNip })
  return found
}

/** The same file under another number than the list gives it: a gap and a stranger that explain each other. */
function otherNumbers(gaps: SessionFacts['unnamed'], strangers: SessionFacts['unlisted']): readonly SessionContradiction[] {
  const byHash = new Map(strangers.filter(({ documentHash }) => documentHash !== null).map((stranger) => [stranger.documentHash, stranger]))
  return gaps.flatMap((gap) => {
    const stranger = gap.invoiceHash === null ? undefined : byHash.get(gap.invoiceHash)
    if (stranger === undefined) return []
    return [{ ...toFinding({ ...gap, documentId: stranger.documentId }), difference: 'ksef-number' as const, onList: gap.ksefNumber, inUpo: stranger.ksefNumber }]
  })
}

function differ(onList: string | null, inUpo: string | null): boolean {
  return onList !== null && inUpo !== null && onList !== inUpo
}

interface Named {
  readonly invoiceId: number | null
  readonly ksefNumber: string | null
  readonly invoiceNumber: string | null
  readonly documentId: number | null
}

function toFinding({ invoiceId, ksefNumber, invoiceNumber, documentId }: Named): SessionFinding {
  return { invoiceId: invoiceId as InvoiceId | null, ksefNumber, invoiceNumber, documentId }
}

function first<Item>(rows: readonly Item[]): { readonly total: number; readonly rows: readonly Item[] } {
  return { total: rows.length, rows: rows.slice(0, MOST_SHOWN) }
}
