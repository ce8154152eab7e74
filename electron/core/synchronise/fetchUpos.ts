import PQueue from 'p-queue'
import type { AttemptInput } from '../../archive/inputs.ts'
import { fetchUpo } from '../../ksef/fetchUpo.ts'
import type { DocumentLink, FetchAttempt } from '../../ksef/fetchUpo.ts'
import type { AppError } from '../../shared/errors.ts'
import { attemptFacts } from './attemptFacts.ts'
import { spentBudgetOf } from './budgetWaits.ts'
import { createGroupCommitter } from './groupCommitter.ts'
import { createOutageGuard } from './outageGuard.ts'
import type { RefreshRun } from './refreshRun.ts'

/** Links have no limit (API-NOTES §3); this many at once keep a connection pool busy without crowding anyone. */
const LINKS_AT_ONCE = 16

/** A page brings a thousand; the next may come while the rest of the one before is fetched. */
const MOST_WAITING = 500

/** An accepted invoice whose UPO is wanted, with the fresh link of its listing if it had one. */
export interface WantedInvoiceUpo {
  readonly invoiceId: number
  readonly sessionReference: string
  readonly invoiceReference: string | null
  readonly ksefNumber: string | null
  readonly invoiceHash: string | null
  readonly link: DocumentLink | null
}

export interface UpoFetcher {
  /**
   * Fetches and keeps the UPO of these invoices; resolves when all are on disk. What could not be had is recorded as an attempt
   * and does not reject; cancelling, an outage and a failing archive do.
   */
  fetchAll(targets: readonly WantedInvoiceUpo[]): Promise<void>
  /** Resolves when so few links wait that the next page of a list may bring more: memory stays flat however large a session is. */
  room(): Promise<void>
  /** Brings to disk what was fetched, also when the refresh ends early. */
  flush(): Promise<void>
}

interface Fetched {
  readonly target: WantedInvoiceUpo
  readonly attempts: readonly FetchAttempt[]
}

export function createUpoFetcher(run: RefreshRun): UpoFetcher {
  const queue = new PQueue({ concurrency: LINKS_AT_ONCE })
  const committer = createGroupCommitter<Fetched>((group) => commit(run, group))
  const outage = createOutageGuard()
  let wanted = 0

  async function fetchOne(target: WantedInvoiceUpo): Promise<void> {
    const attempts = await queue.add(async () => {
      outage.throwIfOut()
      const fetched = await fetchUpo(run.client, { kind: 'invoice', ...target }, run.signal)
      return fetched.attempts
    })
    const failure = attempts.at(-1)?.error ?? null
    noteSpentBudget(run, failure)
    outage.note(failure)
    await committer.add({ target, attempts })
  }

  return {
    async fetchAll(targets) {
      wanted += targets.length
      run.progress.set({ uposWanted: wanted })
      await Promise.all(targets.map(fetchOne))
    },
    room: () => queue.onSizeLessThan(MOST_WAITING),
    flush: () => committer.flush(),
  }
}

function noteSpentBudget(run: RefreshRun, failure: AppError | null): void {
  const spent = spentBudgetOf(failure)
  if (spent !== null) run.waits.note('upos', spent.resumesAt)
}

async function commit(run: RefreshRun, group: readonly Fetched[]): Promise<void> {
  const kept = await run.archive.keepUpos({
    environment: run.client.context.environment,
    items: group.map(({ target, attempts }) => ({
      invoiceId: target.invoiceId,
      sessionReference: target.sessionReference,
      ksefNumber: target.ksefNumber,
      invoiceHash: target.invoiceHash,
      documents: attempts.flatMap(({ document }) => document ?? []),
      attempts: attempts.filter(({ document }) => document === null).map((attempt) => toAttemptInput(target, attempt)),
    })),
  })
  run.tally.quarantined += kept.quarantined
  run.progress.count('uposStored', kept.stored)
}

function toAttemptInput({ invoiceId, sessionReference }: WantedInvoiceUpo, { at, route, outcome, error }: FetchAttempt): AttemptInput {
  return {
    invoiceId,
    sessionReference,
    at,
    what: 'upo',
    route,
    outcome: outcome === 'not-available-yet' ? 'not-available-yet' : 'failed',
    ...(error === null ? { code: outcome, httpStatus: null, traceId: null } : attemptFacts(error)),
    documentId: null,
  }
}
