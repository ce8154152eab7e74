import type { AttemptInput } from '../../archive/inputs.ts'
import type { DiagnosisFacts, LastAttempt } from '../../archive/outputs.ts'
import type { ListedDuplicate } from '../../archive/queries/duplicates.ts'
import type { MetadataFilters } from '../../ksef/endpoints/metadata.ts'
import { fetchUpo } from '../../ksef/fetchUpo.ts'
import { isOfOneCall } from '../../shared/errors.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import { addDays, startOfWarsawDay } from '../../shared/model/warsawDay.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { isSameNumber } from '../diagnose/compareInvoices.ts'
import { attemptFacts } from './attemptFacts.ts'
import { spentBudgetOf } from './budgetWaits.ts'
import { createOutageGuard } from './outageGuard.ts'
import type { OutageGuard } from './outageGuard.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { toListedMetadata } from './toListed.ts'

const PAGE = 100

/** Metadata may be asked twenty times an hour (API-NOTES §3), and the list of all invoices needs it more. */
const MOST_QUERIES = 8

export interface FollowOptions {
  /** When this refresh began: nothing is tried twice in one. */
  readonly startedAt: string
  /** Since when the credential and its permissions are what they are: a refusal before that means nothing now. */
  readonly accessSince: string
  /** The files of the first invoices will be fetched: names and amounts are in them. */
  readonly fetchInvoiceXml: boolean
}

/**
 * For every duplicate (440) whose first invoice is not known well enough: its UPO by the session that KSeF names, and, where that does
 * not tell its hash, its metadata. Either name may be missing or wrong (API-NOTES §4). One try each, and again only when KSeF said
 * something new, the access changed, or the last try met an outage. It only reads; what refuses is written down and is a diagnosis.
 */
export async function followDuplicates(run: RefreshRun, options: FollowOptions): Promise<void> {
  const follower: Follower = { run, options, outage: createOutageGuard(), closedSessions: new Set(), queriesLeft: MOST_QUERIES }
  let afterId = 0
  for (;;) {
    const page = await run.archive.listDuplicates({ afterId, limit: PAGE })
    const last = page.at(-1)
    if (last === undefined) return
    afterId = last.invoiceId
    for (const duplicate of page) await followOne(follower, duplicate)
  }
}

interface Follower {
  readonly run: RefreshRun
  readonly options: FollowOptions
  readonly outage: OutageGuard
  /** Sessions that refused this run: they would refuse for each of their invoices. */
  readonly closedSessions: Set<string>
  queriesLeft: number
}

async function followOne(follower: Follower, duplicate: ListedDuplicate): Promise<void> {
  const { archive, signal } = follower.run
  signal.throwIfAborted()
  const found = await lookUp(archive, duplicate)
  if (found === null) return
  await askForUpo(follower, duplicate, found)
  const afterUpo = await lookUp(archive, duplicate)
  if (afterUpo === null || !wantsMetadata(follower, afterUpo)) return
  await askForMetadata(follower, duplicate, afterUpo)
  // Only now may its number be known.
  const afterMetadata = afterUpo.ksefNumber === null ? await lookUp(archive, duplicate) : null
  if (afterMetadata !== null) await askForUpo(follower, duplicate, afterMetadata)
}

/** A duplicate with what the archive knows of the first invoice. */
interface Lead {
  readonly facts: DiagnosisFacts
  readonly original: DiagnosisFacts | null
  /** Of the first invoice; null where KSeF names none that can be one. */
  readonly ksefNumber: string | null
  readonly sessionReference: string | null
}

async function lookUp(archive: RefreshRun['archive'], { invoiceId }: ListedDuplicate): Promise<Lead | null> {
  const [facts] = await archive.diagnosisFacts({ invoiceIds: [invoiceId] })
  if (facts === undefined) return null
  const chosen = chooseOriginal(facts)
  const [original = null] = chosen === null ? [] : await archive.diagnosisFacts({ invoiceIds: [chosen.invoiceId] })
  const { originalKsefNumber = null, originalSessionReferenceNumber = null } = facts.statusExtensions
  const named = originalKsefNumber !== null && parseKsefNumber(originalKsefNumber) !== null ? originalKsefNumber : null
  return { facts, original, ksefNumber: original?.ksefNumber ?? named, sessionReference: originalSessionReferenceNumber }
}

/** Asks for the UPO in the session that KSeF names, unless the first invoice is in a session of ours: then the refresh fetches it anyway. */
async function askForUpo(follower: Follower, duplicate: ListedDuplicate, { original, ksefNumber, sessionReference }: Lead): Promise<void> {
  const { run, options, outage, closedSessions } = follower
  if (ksefNumber === null || sessionReference === null || closedSessions.has(sessionReference)) return
  if (original !== null && (original.session !== null || original.proof !== 'none')) return
  if (!mayTry(original?.lastUpoAttempt ?? duplicate.lastUpoTry, duplicate, options)) return
  outage.throwIfOut()
  const { attempts } = await fetchUpo(run.client, { kind: 'invoice', sessionReference, invoiceReference: null, ksefNumber, link: null }, run.signal)
  const [attempt] = attempts
  if (attempt === undefined) return
  outage.note(attempt.error)
  if (attempt.document !== null) {
    const kept = await run.archive.keepOriginalUpo({
      ...{ environment: run.client.context.environment, ksefNumber, sessionReference, invoiceHash: original?.invoiceHash ?? null },
      ...{ documents: [attempt.document], attempts: [] },
    })
    run.tally.quarantined += kept.quarantined
    run.progress.count('uposStored', kept.stored)
    return
  }
  const spent = spentBudgetOf(attempt.error)
  if (spent !== null) {
    run.waits.note('upos', spent.resumesAt)
    return
  }
  if (attempt.error?.code === 'api-forbidden') closedSessions.add(sessionReference)
  const outcome = attempt.outcome === 'not-available-yet' ? 'not-available-yet' : 'failed'
  await record(run, {
    ...{ invoiceId: original?.invoiceId ?? duplicate.invoiceId, sessionReference, what: 'upo', outcome, at: attempt.at, route: attempt.route },
    ...(attempt.error === null ? NO_FACTS : attemptFacts(attempt.error)),
  })
}

const NO_FACTS = { code: null, httpStatus: null, traceId: null } as const

function wantsMetadata({ options }: Follower, { original }: Lead): boolean {
  // Not known at all, or known without its hash.
  if (original?.invoiceHash == null) return true
  return original.grossMinor === null && original.xmlDocumentId === null && !options.fetchInvoiceXml
}

/** Asks the list of invoices for the first one, in as many ways as there are, until one finds it. */
async function askForMetadata(follower: Follower, duplicate: ListedDuplicate, lead: Lead): Promise<void> {
  const { run, options, outage } = follower
  const questions = questionsFor(run, lead)
  if (questions.length === 0 || questions.length > follower.queriesLeft || run.waits.parts().includes('metadata')) return
  if (!mayTry(duplicate.lastMetadataTry, duplicate, options)) return
  const attempt = { invoiceId: duplicate.invoiceId, sessionReference: lead.sessionReference, what: 'metadata', outcome: 'failed', at: nowOf(run), route: 'metadata' } as const
  try {
    for (const filters of questions) {
      outage.throwIfOut()
      follower.queriesLeft -= 1
      const { items } = await run.client.queryMetadata(filters, { pageOffset: 0, pageSize: 10, sortOrder: 'Asc' }, run.signal)
      outage.note(null)
      const wanted = items.filter((item) => filters.ksefNumber === item.ksefNumber || isSameNumber(item.invoiceNumber, filters.invoiceNumber ?? null))
      if (wanted.length === 0) continue
      await run.archive.recordMetadata({ readAt: nowOf(run), items: wanted.map(toListedMetadata) })
      return
    }
    await record(run, { ...attempt, ...NO_FACTS, code: 'not-on-list' })
  } catch (cause) {
    if (!isOfOneCall(cause)) throw cause
    outage.note(cause)
    const spent = spentBudgetOf(cause)
    if (spent === null) await record(run, { ...attempt, ...attemptFacts(cause) })
    else run.waits.note('metadata', spent.resumesAt)
  }
}

/** By its KSeF number on the day in it; by its own number about the day of the session that is said to have taken it. */
function questionsFor(run: RefreshRun, { facts, ksefNumber, sessionReference }: Lead): readonly MetadataFilters[] {
  const number = ksefNumber === null ? null : parseKsefNumber(ksefNumber)
  const sessionDay = dayOfReference(sessionReference)
  const ask = (day: string, sellerNip: string | null, by: Pick<MetadataFilters, 'ksefNumber' | 'invoiceNumber'>): MetadataFilters => ({
    subjectType: roleOf(run, sellerNip),
    // The day in a number is that of `invoicingDate`; an interactive session lives for twelve hours, a batch is taken when it opens.
    dateRange: { dateType: 'Invoicing', from: startOfWarsawDay(addDays(day, -1)), to: startOfWarsawDay(addDays(day, 3)) },
    ...by,
  })
  return [
    ...(number !== null && isDay(number.day) ? [ask(number.day, number.sellerPart, { ksefNumber: number.text })] : []),
    ...(sessionDay !== null && facts.invoiceNumber !== null ? [ask(sessionDay, facts.sellerNip, { invoiceNumber: facts.invoiceNumber })] : []),
  ]
}

/** The one who sells is Subject1; with self-invoicing and for farmers, the one who buys sends (PRODUCT.md, "sender"). */
function roleOf(run: RefreshRun, sellerNip: string | null): MetadataFilters['subjectType'] {
  const { type, value } = run.client.context.identifier
  return type !== 'Nip' || sellerNip === null || sellerNip === value ? 'Subject1' : 'Subject2'
}

/** References begin with the day on which they were given (API-NOTES §5). */
function dayOfReference(reference: string | null): string | null {
  const day = /^(\d{4})(\d{2})(\d{2})-/.exec(reference ?? '')?.slice(1).join('-')
  return day !== undefined && isDay(day) ? day : null
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function mayTry(last: LastAttempt | null, { toldAt }: ListedDuplicate, { startedAt, accessSince }: FollowOptions): boolean {
  if (last === null) return true
  if (last.at >= startedAt) return false
  const isPassing = last.outcome === 'quarantined' || PASSING.has(last.code ?? '')
  return isPassing || last.at < accessSince || (toldAt !== null && last.at < toldAt)
}

/** Troubles that say nothing about the invoice. */
const PASSING = new Set(['api-unavailable', 'api-answer-unreadable', 'network-unreachable', 'network-timeout', 'network-tls', 'document-damaged', 'link-refused'])

async function record(run: RefreshRun, attempt: Omit<AttemptInput, 'documentId'>): Promise<void> {
  await run.archive.recordAttempts([{ ...attempt, documentId: null }])
}
