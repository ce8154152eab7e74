import { afterEach, expect, test } from 'vitest'
import { setKeepsReceived } from '../../../../electron/core/taxpayers/keepsReceived.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'
import { beginCertificateSignIn, redeem } from '../../../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice } from '../../../support/simulatorSending.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

/** The bookkeeper bills the main taxpayer. */
async function bill(): Promise<Buffer> {
  const { simulator } = bench
  const { api } = await redeem(simulator, await beginCertificateSignIn(simulator, 'bookkeeper', '9991000269'))
  const { session } = await openOnline(api)
  const file = sampleInvoice('BR/1', { seller: '9991000269', buyer: '9991000105', issuedOn: '2026-09-15' })
  expect((await sendInvoice(api, session, file)).status).toBe(202)
  simulator.clock.advance(5 * 60_000)
  return file
}

test('received invoices are asked for only when the person wants them, kept with their files, and asked for again after an hour', async () => {
  bench = await refreshBench({ invoices: 40, processingMs: 0 })
  const file = await bill()
  await bench.refresh({ fetchInvoiceXml: true })
  expect((await bench.archive.archiveFigures()).purchases).toBe(0)
  const sales = await bench.archive.archiveFigures()

  await setKeepsReceived(bench.archive, true)
  expect(await bench.refresh({ fetchInvoiceXml: true })).toMatchObject({ outcome: 'done', error: null })
  const figures = await bench.archive.archiveFigures()
  expect(figures.purchases).toBeGreaterThan(0)
  expect(figures).toEqual({ ...sales, purchases: figures.purchases })
  expect(figures.withoutXml).toBe(0)
  const filter = { text: 'BR/1', states: ['received'], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
  const { rows } = await bench.archive.searchInvoices({ filter, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 10 })
  expect(rows).toMatchObject([{ state: 'received', sellerNip: '9991000269', buyerIdentifier: '9991000105', grossMinor: 12_300, hasXml: true, hasUpo: false }])
  const detail = await bench.archive.shownInvoice({ id: rows[0]!.id, trusted: [] })
  const stored = await bench.archive.documentBytes({ documentId: detail!.documents[0]!.documentId })
  expect(Buffer.from(stored!.bytes).equals(file)).toBe(true)

  const again = await bench.refresh()
  expect(again.limitedCalls.invoiceMetadata ?? 0).toBe(0)
})
