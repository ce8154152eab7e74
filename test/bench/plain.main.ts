// A process that carries out the plain plan in simulated time: every session listed, every UPO and every file by a call of its own.
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import { createKsefClient } from '../../electron/ksef/client.ts'
import { RateBudget } from '../../electron/ksef/rateBudget.ts'
import type { Page } from '../../electron/ksef/endpoints/page.ts'
import type { SessionInvoice } from '../../electron/ksef/endpoints/sessionAnswers.ts'
import type { RateGroup } from '../../electron/shared/model/rateLimits.ts'
import { answerOrders } from './support/answerOrders.ts'
import { setSimulatorClock, SIGN_IN_APART_MS, simulatedTime } from './support/simulatedTime.ts'

interface Orders {
  readonly apiBase: string
  readonly controlUrl: string
  /** Milliseconds since 1970, at which the simulator's clock stands. */
  readonly startAt: number
  readonly from: string
  readonly contexts: readonly { readonly nip: string; readonly token: string }[]
}

const PAGE_SIZE = 1_000
const LOOK_AGAIN_MS = 500

async function carryOut({ apiBase, controlUrl, startAt, from, contexts }: Orders): Promise<unknown> {
  const time = simulatedTime(startAt, setSimulatorClock(controlUrl))
  const { signal } = new AbortController()

  const proveOne = async ({ nip, token }: Orders['contexts'][number], index: number): Promise<{ readonly proven: number; readonly xml: number }> => {
    await time.clock.sleep(index * SIGN_IN_APART_MS)
    const budget = new RateBudget({ store: inMemoryBudgetStore(), clock: time.clock, maxWaitMs: Infinity })
    const client = createKsefClient({ context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, apiBase, credential: { kind: 'token', token }, connection: {}, budget, clock: time.clock, log: () => undefined })
    await client.signIn(signal)
    const signedInAt = time.clock.now()
    const secondsSince = (): number => (time.clock.now() - signedInAt) / 1_000
    /** A token does not live as long as a budget is waited for: the wait comes first. */
    const whenFree = async <Result>(group: RateGroup, call: () => Promise<Result>): Promise<Result> => {
      await time.clock.sleep(budget.nextFreeAt(group) - time.clock.now())
      return call()
    }
    const listed: { readonly sessionReference: string; readonly referenceNumber: string; readonly ksefNumber: string | null }[] = []
    let areAllListed = false
    const list = async (): Promise<void> => {
      for (const sessionType of ['Online', 'Batch'] as const) {
        const sessions = await whenFree('sessionList', () => client.listSessions({ sessionType, pageSize: PAGE_SIZE, dateModifiedFrom: `${from}T00:00:00Z` }, signal))
        for (const { referenceNumber: sessionReference } of sessions.items) {
          let continuationToken: string | null = null
          do {
            const query = { pageSize: PAGE_SIZE, ...(continuationToken !== null && { continuationToken }) }
            const page: Page<SessionInvoice> = await whenFree('sessionInvoiceList', () => client.sessionInvoices(sessionReference, query, signal))
            listed.push(...page.items.map(({ referenceNumber, ksefNumber }) => ({ sessionReference, referenceNumber, ksefNumber })))
            continuationToken = page.continuationToken
          } while (continuationToken !== null)
        }
      }
      areAllListed = true
    }
    /** One after another, as they are listed; the seconds until the last. */
    const each = async (group: RateGroup, fetchOne: (invoice: (typeof listed)[number]) => Promise<unknown>): Promise<number> => {
      for (let next = 0; !areAllListed || next < listed.length; ) {
        const invoice = listed[next]
        if (invoice === undefined) await time.clock.sleep(LOOK_AGAIN_MS)
        else {
          await whenFree(group, () => fetchOne(invoice))
          next += 1
        }
      }
      return secondsSince()
    }
    const [proven, xml] = await Promise.all([
      each('sessionMisc', ({ sessionReference, referenceNumber }) => client.fetchUpoByInvoice(sessionReference, referenceNumber, signal)),
      each('invoiceDownload', ({ ksefNumber }) => client.fetchInvoice(ksefNumber ?? '', signal)),
      list(),
    ])
    await client.close()
    return { proven, xml }
  }

  const all = await time.during(Promise.all(contexts.map(proveOne)), () => Promise.resolve())
  return { secondsToProven: Math.max(...all.map(({ proven }) => proven)), secondsToXml: Math.max(...all.map(({ xml }) => xml)) }
}

answerOrders((orders) => carryOut(orders as Orders))
