import PQueue from 'p-queue'
import { isOfOneCall } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import type { WantedXml } from '../../archive/outputs.ts'
import type { FetchedDocument } from '../../ksef/fetchedDocument.ts'
import { attemptFacts } from './attemptFacts.ts'
import { spentBudgetOf } from './budgetWaits.ts'
import { createGroupCommitter } from './groupCommitter.ts'
import { createOutageGuard } from './outageGuard.ts'
import type { OutageGuard } from './outageGuard.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'

const PAGE = 200
const XMLS_AT_ONCE = 4

type XmlTarget = Pick<WantedXml, 'invoiceId' | 'ksefNumber' | 'invoiceHash'>

interface Fetched {
  readonly wanted: XmlTarget
  readonly document: FetchedDocument | null
  readonly failure: AppError | null
}

export interface XmlFetcher {
  /** Fetches these and resolves when each was tried or the budget is spent; cancelling, an outage and a failing archive reject. */
  fetchAll(wanted: readonly XmlTarget[]): Promise<void>
  /** Brings to disk what was fetched, also when the run ends early. */
  flush(): Promise<void>
}

export function createXmlFetcher(run: RefreshRun): XmlFetcher {
  const committer = createGroupCommitter<Fetched>((group) => commit(run, group))
  const queue = new PQueue({ concurrency: XMLS_AT_ONCE })
  const outage = createOutageGuard()
  return {
    async fetchAll(wanted) {
      await Promise.all(
        wanted.map(async (one) => {
          const fetched = await queue.add(() => fetchOne(run, one, outage))
          if (fetched !== null) await committer.add(fetched)
        }),
      )
    },
    flush: () => committer.flush(),
  }
}

/** The files that no package brought, by KSeF number, oldest attempt first, until none is wanted or the budget is spent. */
export async function fetchXmls(run: RefreshRun, startedAt: string): Promise<void> {
  const figures = await run.archive.archiveFigures()
  if (figures.withoutXml === 0) return
  run.progress.set({ step: 'xml', xmlWanted: figures.withoutXml })
  const xmls = createXmlFetcher(run)
  try {
    for (;;) {
      const page = await run.archive.xmlWanted({ limit: PAGE, notTriedSince: startedAt })
      if (page.length === 0) return
      await xmls.fetchAll(page)
      if (run.waits.parts().includes('xml')) return
    }
  } finally {
    await xmls.flush()
  }
}

/** One invoice file; null when the budget is spent, a failure is kept as an attempt, cancelling rises. */
async function fetchOne(run: RefreshRun, wanted: XmlTarget, outage: OutageGuard): Promise<Fetched | null> {
  if (run.waits.parts().includes('xml')) return null
  outage.throwIfOut()
  try {
    const document = await run.client.fetchInvoice(wanted.ksefNumber, run.signal)
    outage.note(null)
    return { wanted, document, failure: null }
  } catch (cause) {
    if (!isOfOneCall(cause)) throw cause
    outage.note(cause)
    const spent = spentBudgetOf(cause)
    if (spent === null) return { wanted, document: null, failure: cause }
    run.waits.note('xml', spent.resumesAt)
    return null
  }
}

async function commit(run: RefreshRun, group: readonly Fetched[]): Promise<void> {
  const kept = await run.archive.keepXmls({
    items: group.map(({ wanted, document, failure }) => ({
      invoiceId: wanted.invoiceId,
      invoiceHash: wanted.invoiceHash,
      document,
      failure: failure === null ? null : { at: nowOf(run), ...attemptFacts(failure) },
    })),
  })
  run.tally.quarantined += kept.quarantined
  run.progress.count('xmlStored', kept.stored)
}
