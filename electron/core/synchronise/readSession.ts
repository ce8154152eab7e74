import type { RecordedInvoice, SessionToPlan } from '../../archive/outputs.ts'
import type { SessionInvoice } from '../../ksef/endpoints/sessionAnswers.ts'
import type { DocumentLink } from '../../ksef/fetchUpo.ts'
import { ACCEPTED_STATUS } from '../../shared/model/invoiceStatus.ts'
import type { UpoFetcher, WantedInvoiceUpo } from './fetchUpos.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { toListedInvoice } from './toListed.ts'

const PAGE_SIZE = 1000

/**
 * The list of one session: every page is committed, its UPO are fetched by the fresh links, and only then the session counts as read. After
 * a crash in between it is listed again, which costs a call per thousand invoices and brings fresh links.
 */
export async function readSession(run: RefreshRun, session: SessionToPlan, upos: UpoFetcher): Promise<void> {
  run.signal.throwIfAborted()
  const fetching: Promise<PromiseSettledResult<void>>[] = []
  if (session.invoiceCount !== 0) {
    let continuationToken: string | null = null
    do {
      await upos.room()
      const query = { pageSize: PAGE_SIZE, ...(continuationToken !== null && { continuationToken }) }
      const page = await run.client.sessionInvoices(session.sessionReference, query, run.signal)
      if (page.unreadable.length > 0) run.tally.warnings.add(`invoices-unreadable:${session.sessionReference}`)
      fetching.push(settle(upos.fetchAll(await record(run, session, 'session-invoices', page.items))))
      continuationToken = page.continuationToken
    } while (continuationToken !== null)
  }
  for (const result of await Promise.all(fetching)) if (result.status === 'rejected') throw result.reason
  await run.archive.markSessionRead({ sessionReference: session.sessionReference, fingerprint: session.fingerprint })
}

/** The same by single questions, where all of its invoices are known and few of them may have moved. */
export async function askForPending(run: RefreshRun, session: SessionToPlan, upos: UpoFetcher): Promise<void> {
  const { sessionReference, fingerprint } = session
  for (const { invoiceReference } of await run.archive.pendingInvoices({ sessionReference })) {
    const status = await run.client.invoiceStatus(sessionReference, invoiceReference, run.signal)
    await upos.fetchAll(await record(run, session, 'invoice-status', [status]))
  }
  await run.archive.markSessionRead({ sessionReference, fingerprint })
}

/** Commits what KSeF told of some invoices; those whose own UPO is wanted, with their links. */
async function record(run: RefreshRun, { sessionReference }: SessionToPlan, route: string, listed: readonly SessionInvoice[]): Promise<readonly WantedInvoiceUpo[]> {
  const recorded = await run.archive.recordSessionInvoices({ sessionReference, route, readAt: nowOf(run), invoices: listed.map(toListedInvoice) })
  run.progress.count('invoicesSeen', recorded.length)
  return wanted(sessionReference, listed, recorded)
}

/** A promise that never rejects, so that a failure can wait until the pages of the session are all listed. */
async function settle(work: Promise<void>): Promise<PromiseSettledResult<void>> {
  const [result] = await Promise.allSettled([work])
  return result
}

function wanted(sessionReference: string, listed: readonly SessionInvoice[], recorded: readonly RecordedInvoice[]): readonly WantedInvoiceUpo[] {
  const links = new Map(listed.map((invoice) => [invoice.referenceNumber, linkOf(invoice)]))
  return recorded
    .filter((invoice) => invoice.statusCode === ACCEPTED_STATUS && invoice.wantsInvoiceUpo)
    .map((invoice) => ({
      invoiceId: invoice.invoiceId,
      sessionReference,
      invoiceReference: invoice.invoiceReference,
      ksefNumber: invoice.ksefNumber,
      invoiceHash: invoice.invoiceHash,
      link: links.get(invoice.invoiceReference) ?? null,
    }))
}

function linkOf({ upoDownloadUrl, upoDownloadUrlExpirationDate }: SessionInvoice): DocumentLink | null {
  return upoDownloadUrl === null ? null : { url: upoDownloadUrl, expiresAt: upoDownloadUrlExpirationDate }
}
