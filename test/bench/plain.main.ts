// A process that carries out the plain plan in simulated time: every session listed, every UPO and every file by a call of its own.
import { createInterface } from 'node:readline'
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import { createKsefClient } from '../../electron/ksef/client.ts'
import { RateBudget } from '../../electron/ksef/rateBudget.ts'
import { setSimulatorClock, simulatedTime } from './support/simulatedTime.ts'

interface Orders {
  readonly apiBase: string
  readonly controlUrl: string
  /** Milliseconds since 1970, at which the simulator's clock stands. */
  readonly startAt: number
  readonly from: string
  readonly contexts: readonly { readonly nip: string; readonly token: string }[]
}

const SIGN_IN_APART_MS = 500
const PAGE_SIZE = 1_000

async function carryOut({ apiBase, controlUrl, startAt, from, contexts }: Orders): Promise<unknown> {
  const time = simulatedTime(startAt, setSimulatorClock(controlUrl))
  const { signal } = new AbortController()

  const proveOne = async ({ nip, token }: Orders['contexts'][number], index: number): Promise<{ readonly proven: number; readonly xml: number }> => {
    await time.clock.sleep(index * SIGN_IN_APART_MS)
    const budget = new RateBudget({ store: inMemoryBudgetStore(), clock: time.clock, maxWaitMs: Infinity })
    const client = createKsefClient({ context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, apiBase, credential: { kind: 'token', token }, connection: {}, budget, clock: time.clock, log: () => undefined })
    await client.signIn(signal)
    const signedInAt = time.clock.now()
    const upos: Promise<unknown>[] = []
    const files: Promise<unknown>[] = []
    const list = async (sessionReference: string): Promise<void> => {
      let continuationToken: string | null = null
      do {
        const page = await client.sessionInvoices(sessionReference, { pageSize: PAGE_SIZE, ...(continuationToken !== null && { continuationToken }) }, signal)
        for (const { referenceNumber, ksefNumber } of page.items) {
          upos.push(client.fetchUpoByInvoice(sessionReference, referenceNumber, signal))
          if (ksefNumber !== null) files.push(client.fetchInvoice(ksefNumber, signal))
        }
        continuationToken = page.continuationToken
      } while (continuationToken !== null)
    }
    for (const sessionType of ['Online', 'Batch'] as const) {
      const { items } = await client.listSessions({ sessionType, pageSize: PAGE_SIZE, dateModifiedFrom: `${from}T00:00:00Z` }, signal)
      await Promise.all(items.map(({ referenceNumber }) => list(referenceNumber)))
    }
    const secondsUntil = async (all: readonly Promise<unknown>[]): Promise<number> => {
      await Promise.all(all)
      return (time.clock.now() - signedInAt) / 1_000
    }
    const [proven, xml] = await Promise.all([secondsUntil(upos), secondsUntil(files)])
    await client.close()
    return { proven, xml }
  }

  const each = await time.during(Promise.all(contexts.map(proveOne)), () => Promise.resolve())
  return { secondsToProven: Math.max(...each.map(({ proven }) => proven)), secondsToXml: Math.max(...each.map(({ xml }) => xml)) }
}

createInterface({ input: process.stdin }).once('line', (line) => {
  carryOut(JSON.parse(line) as Orders).then(
    (figures) => process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0)),
    (cause: unknown) => {
      process.stderr.write(`${String(cause)}\n`)
      process.exit(1)
    },
  )
})
