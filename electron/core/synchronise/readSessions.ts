import PQueue from 'p-queue'
import type { RecordedInvoice, SessionToRead } from '../../archive/outputs.ts'
import type { SessionInvoice } from '../../ksef/endpoints/sessionAnswers.ts'
import type { DocumentLink } from '../../ksef/fetchUpo.ts'
import { ACCEPTED_STATUS } from '../../shared/model/invoiceStatus.ts'
import { unlessBudgetSpent } from './budgetWaits.ts'
import type { UpoFetcher, WantedInvoiceUpo } from './fetchUpos.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { toListedInvoice } from './toListed.ts'

const PAGE_SIZE = 1000

/** While the links of one session are fetched, the next sessions are listed already. */
const SESSIONS_AT_ONCE = 4

/** Reads the invoices of every session that moved since it was last read; a spent budget leaves the rest for the next run. */
export async function readSessions(run: RefreshRun, upos: UpoFetcher): Promise<void> {
  const sessions = await run.archive.sessionsToRead()
  run.progress.set({ step: 'invoices', sessionsToRead: sessions.length, sessionsRead: 0 })
  const queue = new PQueue({ concurrency: SESSIONS_AT_ONCE })
  await unlessBudgetSpent('invoices', run.waits, async () => {
    try {
      await queue.addAll(sessions.map((session) => () => readSession(run, session, upos)))
    } finally {
      queue.clear()
      await queue.onIdle()
    }
  })
}

/**
 * One session: every page is committed, its UPO are fetched by the fresh links, and only then the session counts as read. After a
 * crash in between it is listed again, which costs a call per thousand invoices and brings fresh links.
 */
async function readSession(run: RefreshRun, session: SessionToRead, upos: UpoFetcher): Promise<void> {
  run.signal.throwIfAborted()
  const fetching: Promise<PromiseSettledResult<void>>[] = []
  if (session.invoiceCount > 0) {
    let continuationToken: string | null = null
    do {
      await upos.room()
      const query = { pageSize: PAGE_SIZE, ...(continuationToken !== null && { continuationToken }) }
      const page = await run.client.sessionInvoices(session.sessionReference, query, run.signal)
      if (page.unreadable.length > 0) run.tally.warnings.add(`invoices-unreadable:${session.sessionReference}`)
      const recorded = await run.archive.recordSessionInvoices({
        sessionReference: session.sessionReference,
        route: 'session-invoices',
        readAt: nowOf(run),
        invoices: page.items.map(toListedInvoice),
      })
      run.progress.count('invoicesSeen', recorded.length)
      fetching.push(settle(upos.fetchAll(wanted(session, page.items, recorded))))
      continuationToken = page.continuationToken
    } while (continuationToken !== null)
  }
  for (const result of await Promise.all(fetching)) if (result.status === 'rejected') throw result.reason
  await run.archive.markSessionRead({ sessionReference: session.sessionReference, fingerprint: session.fingerprint })
  run.progress.count('sessionsRead', 1)
}

/** A promise that never rejects, so that a failure can wait until the pages of the session are all listed. */
async function settle(work: Promise<void>): Promise<PromiseSettledResult<void>> {
  const [result] = await Promise.allSettled([work])
  return result
}

function wanted(session: SessionToRead, listed: readonly SessionInvoice[], recorded: readonly RecordedInvoice[]): readonly WantedInvoiceUpo[] {
  const links = new Map(listed.map((invoice) => [invoice.referenceNumber, linkOf(invoice)]))
  return recorded
    .filter((invoice) => invoice.statusCode === ACCEPTED_STATUS && invoice.wantsInvoiceUpo)
    .map((invoice) => ({
      invoiceId: invoice.invoiceId,
      sessionReference: session.sessionReference,
      invoiceReference: invoice.invoiceReference,
      ksefNumber: invoice.ksefNumber,
      invoiceHash: invoice.invoiceHash,
      link: links.get(invoice.invoiceReference) ?? null,
    }))
}

function linkOf({ upoDownloadUrl, upoDownloadUrlExpirationDate }: SessionInvoice): DocumentLink | null {
  return upoDownloadUrl === null ? null : { url: upoDownloadUrl, expiresAt: upoDownloadUrlExpirationDate }
}
