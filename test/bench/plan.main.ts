// A process that refreshes several taxpayers in simulated time, until all is proven and, where wanted, every file is here; the same parts as the program's own.
import { join } from 'node:path'
import { packageFolderOf } from '../../electron/core/synchronise/packageFolder.ts'
import { refreshTaxpayer } from '../../electron/core/synchronise/refreshTaxpayer.ts'
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import { answerOrders } from './support/answerOrders.ts'
import { setSimulatorClock, SIGN_IN_APART_MS, simulatedTime } from './support/simulatedTime.ts'
import { withArchives } from './support/withArchives.ts'

interface Orders {
  readonly apiBase: string
  readonly controlUrl: string
  /** Milliseconds since 1970, at which the simulator's clock stands. */
  readonly startAt: number
  /** Warsaw day. */
  readonly from: string
  readonly fetchInvoiceXml: boolean
  readonly contexts: readonly { readonly nip: string; readonly token: string; readonly invoices: number }[]
}

/** A run or two may come too early for what KSeF tells later. */
const MOST_IDLE_RUNS = 5

const carryOut = ({ apiBase, controlUrl, startAt, from, fetchInvoiceXml, contexts }: Orders): Promise<unknown> =>
  withArchives(async (archives, folder) => {
    const time = simulatedTime(startAt, setSimulatorClock(controlUrl))
    let calls = 0

    const clients = await Promise.all(
      contexts.map(async ({ nip, token, invoices }) => {
        const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
        const address = { file: join(folder, `${nip}.teczka`), context }
        await archives.create(address)
        return { context, token, invoices, file: address.file, archive: time.watched(archives.archive(address)), stop: new AbortController(), signedInAt: null as number | null, provenAt: null as number | null, xmlAt: null as number | null }
      }),
    )
    type Client = (typeof clients)[number]
    const isReady = ({ provenAt, xmlAt }: Client): boolean => provenAt !== null && (xmlAt !== null || !fetchInvoiceXml)

    const refresh = async (client: Client, index: number): Promise<void> => {
      await time.clock.sleep(index * SIGN_IN_APART_MS)
      const budgetStore = inMemoryBudgetStore()
      let idleRuns = 0
      while (!isReady(client)) {
        const result = await refreshTaxpayer({
          context: client.context,
          apiBase,
          credential: { kind: 'token', token: client.token },
          connection: {},
          budgetStore,
          archive: client.archive,
          clock: time.clock,
          from,
          fetchInvoiceXml,
          packageFolder: packageFolderOf(client.file),
          signal: client.stop.signal,
          onProgress: ({ step }) => {
            if (step === 'sessions') client.signedInAt ??= time.clock.now()
          },
          log: () => undefined,
        })
        for (const count of Object.values(result.limitedCalls)) calls += count
        if (result.outcome === 'failed') throw new Error(`a refresh failed: ${JSON.stringify(result.error)}`)
        await look()
        if (result.outcome === 'done') idleRuns += 1
        if (idleRuns > MOST_IDLE_RUNS) throw new Error(`nothing is left to do for ${client.context.identifier.value}, and not all is here`)
        // Done, or waiting: for an hour's budget, or for what KSeF has not told yet.
        const until = result.resumesAt === null ? time.clock.now() + 60_000 : Date.parse(result.resumesAt)
        if (!isReady(client)) await time.clock.sleep(until - time.clock.now())
      }
    }

    const look = async (): Promise<void> => {
      for (const client of clients) {
        if (client.provenAt === null && (await client.archive.proofCounts()).proven === client.invoices) client.provenAt = time.clock.now()
        if (fetchInvoiceXml && client.xmlAt === null) {
          const { invoices, withoutXml } = await client.archive.archiveFigures()
          if (invoices === client.invoices && withoutXml === 0) client.xmlAt = time.clock.now()
        }
        if (isReady(client)) client.stop.abort()
      }
    }

    await time.during(Promise.all(clients.map(refresh)), look)
    const latest = (of: (client: Client) => number | null): number => Math.round(Math.max(...clients.map((client) => (of(client) ?? Infinity) - (client.signedInAt ?? Infinity))) / 100) / 10
    return { calls, simulatedSecondsToProven: latest(({ provenAt }) => provenAt), simulatedSecondsToXml: fetchInvoiceXml ? latest(({ xmlAt }) => xmlAt) : null }
  })

answerOrders((orders) => carryOut(orders as Orders))
