import { afterEach, describe, expect, it } from 'vitest'
import { createAttentionIndex } from '../../../../electron/core/attention/attentionIndex.ts'
import { diagnoseAccount } from '../../../../electron/core/diagnose/diagnoseAccount.ts'
import { diagnose } from '../../../../electron/core/diagnose/diagnose.ts'
import { factsOf } from '../../../../electron/core/diagnose/factsOf.ts'
import { senderOf } from '../../../../electron/core/diagnose/senderOf.ts'
import { explain } from '../../../../electron/core/diagnose/explain.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { factOf, type Diagnosis } from '../../../../electron/shared/model/diagnosis.ts'
import { upoDocument, upoEntry } from '../../../support/archive.ts'
import { FAULT_ROWS, nameOfRow, UPO_ROUTES, type FaultRow } from '../../../support/faultTable.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench
afterEach(async () => {
  await bench.close()
})

/** What is told of accepted invoices without a UPO, or once for the whole account; each cause with its advice, once. */
async function diagnoses(where: FaultRow['where']): Promise<readonly Diagnosis[]> {
  const now = new Date().toISOString()
  if (where === 'account') return [diagnoseAccount(bench.context.identifier, await bench.archive.lastRun(), now) ?? []].flat()
  const archived = await bench.archive.incompleteDiagnosisFacts({ afterId: 0, limit: 500 })
  const found = archived.filter(({ statusCode }) => statusCode === 200).flatMap((facts) => explain('pl', facts, now)?.diagnosis ?? [])
  return [...new Map(found.map((diagnosis) => [diagnosis.cause, diagnosis])).values()]
}

describe('each fault of the simulator', () => {
  it.each(FAULT_ROWS.map((row) => [nameOfRow(row), row] as const))('%s is told as it is', async (_name, { on, effect, told, where }) => {
    bench = await refreshBench({ invoices: 3 })
    for (const route of on) await bench.fault(route, effect)
    await bench.refresh()
    const found = await diagnoses(where)
    expect(found.map(({ cause, move, avoid, actions }) => ({ cause, move, avoid, action: actions.find((action) => told?.action == null || action === told.action) ?? null }))).toEqual(told === null ? [] : [told])
    for (const { facts } of found) expect(facts).not.toEqual([])
  })
})

it('shows which permission is missing, which are there, and who gives it', async () => {
  bench = await refreshBench({ invoices: 1 })
  await bench.refresh({ credential: { kind: 'token', token: bench.simulator.credentials.tokens['read-only'] } })
  const [diagnosis] = await diagnoses('account')
  expect(factOf(diagnosis!, 'missingPermission')).toContain('Introspection')
  expect(factOf(diagnosis!, 'presentPermissions')).toContain('InvoiceRead')
  expect(factOf(diagnosis!, 'permissionGiver')).toBe('owner')
})

it('keeps the reason of a 403 on a single UPO with its attempt', async () => {
  bench = await refreshBench({ invoices: 1 })
  for (const route of UPO_ROUTES) await bench.fault(route, { kind: 'forbidden', reason: 'insufficient-resource-access' })
  await bench.refresh()
  expect((await diagnoses('invoices')).map(({ cause }) => cause)).toEqual(['session-not-accessible'])
})

it('knows an invoice that has a UPO and is on no list, once the list was read, and archives it all the same', async () => {
  bench = await refreshBench({ invoices: 1 })
  const sellerNip = bench.context.identifier.value
  const { invoiceIds } = await bench.archive.keepDocument(upoDocument(1, { upoEntries: [upoEntry(1, { sellerNip })] }))
  const explained = async () => explain('pl', (await bench.archive.diagnosisFacts({ invoiceIds }))[0]!, new Date().toISOString())
  expect(await explained()).toMatchObject({ diagnosis: { cause: 'no-invoice-file', move: 'app' } })
  await bench.refresh()
  expect(await explained()).toMatchObject({ diagnosis: { cause: 'on-no-list', move: 'user', avoid: 'send-original-again' } })
})

it('claims nothing about who sent an invoice while the lists of submissions wait for the limit', async () => {
  bench = await refreshBench({ invoices: 3 })
  await bench.fault('sessions.list', { kind: 'rate-limited', retryAfterSeconds: 3600 })
  // The metadata list lags behind a little.
  await bench.control('POST', '/clock', { advanceMs: 120_000 })
  await bench.refresh()
  const archived = await bench.archive.incompleteDiagnosisFacts({ afterId: 0, limit: 10 })
  const causes = archived.map((facts) => diagnose(factsOf(facts, new Date().toISOString()))?.cause)
  expect(causes).toContain('waits-for-limit')
  expect(causes).not.toContain('sent-from-another-account')
})

it('tells the seller and the buyer of a self-invoiced invoice who sent it, and alarms neither', async () => {
  bench = await refreshBench({ invoices: 3 })
  const buyer = '9991000714'
  await bench.control('POST', '/sessions', { nip: buyer, invoices: 1 })
  // The metadata list lags behind a little.
  await bench.control('POST', '/clock', { advanceMs: 120_000 })
  await bench.refresh()
  const [bySeller] = (await bench.archive.incompleteDiagnosisFacts({ afterId: 0, limit: 10 })).filter(({ statusCode }) => statusCode === null)
  const now = new Date().toISOString()
  expect(explain('pl', bySeller!, now)).toMatchObject({ diagnosis: { cause: 'upo-is-the-senders', move: 'nobody' }, why: expect.stringContaining('nabywca') as string })
  expect(senderOf(factsOf(bySeller!, now))).toEqual({ role: 'buyer', identifier: buyer, name: 'Sieć Handlowa Dąbrowa S.A.', isThisTaxpayer: false, knownFrom: 'invoice' })

  // The same invoice in the archive of the buyer, whose UPO names it as the one who opened the session.
  const byBuyer = factsOf({ ...bySeller!, context: { environment: 'simulator', identifier: { type: 'Nip', value: buyer } }, proof: 'invoice-upo', hasXml: true, senderContext: `Nip ${buyer}` }, now)
  expect(diagnose(byBuyer)).toBeNull()
  expect(senderOf(byBuyer)).toMatchObject({ role: 'buyer', isThisTaxpayer: true, knownFrom: 'upo' })
})

it('lists what needs attention in the order of the dates, and lets a mark hold for its cause alone', async () => {
  bench = await refreshBench({ invoices: 60 })
  await bench.refresh()
  const index = createAttentionIndex({ archive: bench.archive, context: bench.context.identifier, clock: systemClock, isBusy: () => false })
  const { counts, account } = await index.summary()
  expect(account).toBeNull()
  const { total, rows } = await index.page({ list: 'todo', byCause: false, offset: 0, limit: 200 })
  expect(total).toBe(counts.todo)
  const items = rows.flatMap((row) => (row.kind === 'item' ? [row] : []))
  const days = items.flatMap(({ diagnosis }) => diagnosis.matterBy ?? [])
  expect(days).toEqual(days.toSorted())

  const grouped = await index.page({ list: 'todo', byCause: true, offset: 0, limit: 200 })
  const headings = grouped.rows.flatMap((row) => (row.kind === 'group' ? [row] : []))
  expect(headings.reduce((sum, { count }) => sum + count, 0)).toBe(total)
  expect(grouped.headings.map((place) => grouped.rows[place]?.kind)).toEqual(headings.map(() => 'group'))

  const [first] = items
  const { id } = first!.summary
  await bench.archive.markHandled({ invoiceId: id, cause: first!.diagnosis.cause, note: 'wystawiono ponownie', at: new Date().toISOString() })
  await index.reread(id)
  expect((await index.summary()).counts).toEqual({ ...counts, todo: counts.todo - 1, handled: counts.handled + 1 })
  const handled = await index.page({ list: 'handled', byCause: false, offset: 0, limit: 200 })
  expect(handled.rows).toMatchObject([{ summary: { id }, handled: { note: 'wystawiono ponownie' } }])

  await bench.archive.markHandled({ invoiceId: id, cause: 'still-processing', note: '', at: new Date().toISOString() })
  expect((await createAttentionIndex({ archive: bench.archive, context: bench.context.identifier, clock: systemClock, isBusy: () => false }).summary()).counts).toEqual(counts)
  await bench.archive.undoHandled({ invoiceId: id, at: new Date().toISOString() })
  await index.reread(id)
  expect((await index.summary()).counts).toEqual(counts)
})
