import { afterEach, expect, test } from 'vitest'
import { setKeepsReceived } from '../../../../electron/core/taxpayers/keepsReceived.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'
import { pick, signIn } from '../../../support/simulatorCaller.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

/** What KSeF itself names as received by the main taxpayer. */
async function received(): Promise<number> {
  const { api } = await signIn(bench.simulator, 'archive')
  let total = 0
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const to = new Date(bench.simulator.clock.now() - quarter * 80 * 86_400_000)
    const from = new Date(to.getTime() - 80 * 86_400_000)
    const answer = await api.post('/invoices/query/metadata?pageSize=250&pageOffset=0', { subjectType: 'Subject2', dateRange: { dateType: 'PermanentStorage', from: from.toISOString(), to: to.toISOString() } })
    const list = pick(answer.json, 'invoices')
    total += Array.isArray(list) ? list.filter((one) => pick(one, 'isSelfInvoicing') !== true).length : 0
  }
  return total
}

test('received invoices are asked for only when the person wants them, kept with their files, and asked for again after an hour', async () => {
  bench = await refreshBench({ invoices: 40 })
  await bench.refresh({ fetchInvoiceXml: true })
  expect((await bench.archive.archiveFigures()).purchases).toBe(0)
  const sales = await bench.archive.archiveFigures()

  await setKeepsReceived(bench.archive, true)
  expect(await bench.refresh({ fetchInvoiceXml: true })).toMatchObject({ outcome: 'done', error: null })
  const figures = await bench.archive.archiveFigures()
  expect(figures.purchases).toBe(await received())
  expect(figures).toEqual({ ...sales, purchases: figures.purchases })
  expect(figures.withoutXml).toBe(0)

  const again = await bench.refresh()
  expect(again.limitedCalls.invoiceMetadata ?? 0).toBe(0)
})
