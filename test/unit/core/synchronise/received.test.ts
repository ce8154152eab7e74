import { afterEach, expect, test } from 'vitest'
import { setKeptReceived } from '../../../../electron/core/taxpayers/keptReceived.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'
import { beginCertificateSignIn, redeem } from '../../../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice } from '../../../support/simulatorSending.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

const MAIN = '9991000105'

type Named = Parameters<typeof sampleInvoice>[1]

/** The bookkeeper sends these invoices, by number, to or about the main taxpayer. */
async function bill(invoices: Readonly<Record<string, Named>>): Promise<readonly Buffer[]> {
  const { simulator } = bench
  const { api } = await redeem(simulator, await beginCertificateSignIn(simulator, 'bookkeeper', '9991000269'))
  const { session } = await openOnline(api)
  const files = Object.entries(invoices).map(([number, named]) => sampleInvoice(number, { seller: '9991000269', issuedOn: '2026-09-15', ...named }))
  for (const file of files) expect((await sendInvoice(api, session, file)).status).toBe(202)
  simulator.clock.advance(5 * 60_000)
  return files
}

test('received invoices are asked for only when the person wants them, kept with their files, and asked for again after an hour', async () => {
  bench = await refreshBench({ invoices: 40, processingMs: 0 })
  const [file = Buffer.of()] = await bill({ 'BR/1': { buyer: MAIN } })
  await bench.refresh({ fetchInvoiceXml: true })
  expect((await bench.archive.archiveFigures()).purchases).toBe(0)
  const sales = await bench.archive.archiveFigures()

  await setKeptReceived(bench.archive, 'bought')
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

test('invoices that name the taxpayer as a third or an authorised party come only where those are wanted, too', async () => {
  bench = await refreshBench({ shape: 'one-batch', invoices: 1, processingMs: 0 })
  await bill({ 'BR/1': { buyer: MAIN }, 'BR/3': { thirdParty: MAIN }, 'BR/U': { authorised: MAIN } })
  const numbers = async (): Promise<readonly (string | null)[]> => {
    const filter = { text: '', states: ['received'], upo: 'any', xml: 'present', from: null, to: null, by: 'issuedOn', sessionId: null } as const
    const { rows } = await bench.archive.searchInvoices({ filter, sort: { field: 'invoiceNumber', descending: false }, offset: 0, limit: 10 })
    return rows.map(({ invoiceNumber }) => invoiceNumber)
  }

  await setKeptReceived(bench.archive, 'bought')
  await bench.refresh({ fetchInvoiceXml: true })
  expect(await numbers()).toEqual(['BR/1'])

  await setKeptReceived(bench.archive, 'every-role')
  expect(await bench.refresh({ fetchInvoiceXml: true })).toMatchObject({ outcome: 'done', error: null })
  expect(await numbers()).toEqual(['BR/1', 'BR/3', 'BR/U'])
  // Each list of a role is read no more than once an hour.
  expect((await bench.refresh()).limitedCalls.invoiceMetadata ?? 0).toBe(0)
})

test('many of them come in packages of their roles', async () => {
  bench = await refreshBench({ shape: 'one-batch', invoices: 1, processingMs: 0 })
  const named = (number: number): Named => (number % 2 === 0 ? { thirdParty: MAIN } : { authorised: MAIN, thirdParty: MAIN })
  await bill(Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`F/${number}`, named(number)])))
  await setKeptReceived(bench.archive, 'every-role')
  const result = await bench.refresh({ fetchInvoiceXml: true })
  expect(result).toMatchObject({ outcome: 'done', error: null })
  expect(result.limitedCalls.invoiceExport).toBeGreaterThan(0)
  expect(await bench.archive.archiveFigures()).toMatchObject({ purchases: 20, withoutXml: 0 })
})
