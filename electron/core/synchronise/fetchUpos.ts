import PQueue from 'p-queue'
import type { AttemptInput } from '../../archive/inputs.ts'
import { fetchUpo } from '../../ksef/fetchUpo.ts'
import type { FetchedUpo, UpoTarget } from '../../ksef/fetchUpo.ts'
import { createGroupCommitter } from './groupCommitter.ts'
import type { RefreshRun } from './refreshRun.ts'

/** Links have no limit (API-NOTES §3); this many at once keep a connection pool busy without crowding anyone. */
const LINKS_AT_ONCE = 16

/** An accepted invoice whose UPO is wanted, with the fresh link of its listing if it had one. */
export interface WantedInvoiceUpo extends UpoTarget {
  readonly invoiceId: number
}

export interface UpoFetcher {
  /**
   * Fetches and keeps the UPO of these invoices; resolves when all are on disk. What could not be had is recorded as an attempt
   * and does not reject; cancelling and a failing archive do.
   */
  fetchAll(targets: readonly WantedInvoiceUpo[]): Promise<void>
  /** Brings to disk what was fetched, also when the refresh ends early. */
  flush(): Promise<void>
}

interface Fetched {
  readonly target: WantedInvoiceUpo
  readonly fetched: FetchedUpo
}

export function createUpoFetcher(run: RefreshRun): UpoFetcher {
  const queue = new PQueue({ concurrency: LINKS_AT_ONCE })
  const committer = createGroupCommitter<Fetched>((group) => commit(run, group))
  let wanted = 0

  async function fetchOne(target: WantedInvoiceUpo): Promise<void> {
    const fetched = await queue.add(() => fetchUpo(run.client, target, { routeAllowed: !run.waits.parts().includes('upos') }, run.signal))
    if (fetched.resumesAt !== undefined) run.waits.note('upos', fetched.resumesAt)
    await committer.add({ target, fetched })
  }

  return {
    async fetchAll(targets) {
      wanted += targets.length
      run.progress.set({ uposWanted: wanted })
      await Promise.all(targets.map(fetchOne))
    },
    flush: () => committer.flush(),
  }
}

async function commit(run: RefreshRun, group: readonly Fetched[]): Promise<void> {
  const kept = await run.archive.keepUpos({
    items: group.map(({ target, fetched }) => ({
      invoiceId: target.invoiceId,
      sessionReference: target.sessionReference,
      ksefNumber: target.ksefNumber,
      invoiceHash: target.invoiceHash,
      document: fetched.document,
      attempts: fetched.attempts.map((attempt): AttemptInput => ({
        invoiceId: target.invoiceId,
        sessionReference: target.sessionReference,
        what: 'upo',
        documentId: null,
        ...attempt,
      })),
    })),
  })
  run.tally.quarantined += kept.quarantined
  run.progress.count('uposStored', kept.stored)
}
