import { afterEach, describe, expect, it } from 'vitest'
import type { DiagnosisFacts } from '../../../../electron/archive/outputs.ts'
import type { ComparedDuplicate } from '../../../../electron/core/evidence/compareDuplicate.ts'
import { readInvoice } from '../../../../electron/documents/invoice/readInvoice.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import type { RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { pickText, signIn } from '../../../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice } from '../../../support/simulatorSending.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

const TODAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

async function duplicates(): Promise<readonly DiagnosisFacts[]> {
  const listed = await bench.archive.listDuplicates({ afterId: 0, limit: 500 })
  return bench.archive.diagnosisFacts({ invoiceIds: listed.map(({ invoiceId }) => invoiceId) })
}

async function comparedOf(invoiceId: number): Promise<ComparedDuplicate> {
  const compared = await bench.archive.compareDuplicate({ invoiceId })
  if (compared === null) throw new Error('not a duplicate')
  return compared
}

/** Sends files in sessions of their own, each closed, and lets time pass until KSeF has decided. */
async function send(simulator: RunningSimulator, files: readonly Buffer[], as: 'owner' | 'write-only' = 'owner'): Promise<void> {
  const { api } = await signIn(simulator, as)
  for (const file of files) {
    const { session } = await openOnline(api)
    const { json } = await sendInvoice(api, session, file)
    pickText(json, 'referenceNumber')
    await api.post(`/sessions/online/${session.reference}/close`)
    simulator.clock.advance(120_000)
  }
}

/** What a person imports: the file that was refused, which KSeF does not give out. */
async function keepOwnFile(file: Buffer): Promise<void> {
  const own = (await duplicates()).find(({ invoiceHash }) => invoiceHash === sha256Base64(file))
  if (own === undefined) throw new Error('no duplicate has this file')
  await bench.archive.keepDocument({
    ...{ kind: 'invoice', bytes: file, contentType: null, headerHash: null, route: 'import', fetchedAt: new Date().toISOString(), standing: 'kept', quarantineReason: null },
    ...{ inspection: { checks: [], signer: null, signedAt: null }, signatureVerified: false, upoEntries: [], invoiceId: own.invoiceId, inPlaceOf: 'invoice', senderContext: null, sessionReference: null },
  })
  const { form, ...facts } = readInvoice(file)
  await bench.archive.applyInvoiceFacts({ invoiceId: own.invoiceId, facts: { ...facts, formCode: form } })
}

describe('the duplicates of the demo', () => {
  it('are told apart as far as can be, each with what is missing and how far the first one could be followed', async () => {
    bench = await refreshBench({ invoices: 200 })
    await bench.refresh({ fetchInvoiceXml: true })
    const found = await Promise.all((await duplicates()).map(async (facts) => ({ facts, compared: await comparedOf(facts.invoiceId) })))
    const stories = new Set(found.map(({ compared }) => `${compared.duplicateCase} ${compared.original.reach} ${compared.missing.join()}`))
    expect(stories).toEqual(
      new Set([
        'same-file here ',
        // Generated again, or another invoice: without the refused file nobody knows.
        'cannot-tell here own-file',
        // A session of another firm; metadata knows the invoice all the same.
        'cannot-tell refused own-file',
        // Named wrongly.
        'cannot-tell not-found original,own-file',
      ]),
    )
    for (const { facts, compared } of found) {
      expect(facts.proof, 'a duplicate never borrows a UPO').toBe('none')
      // What is offered as the next step rests on what the comparison says.
      if (compared.duplicateCase === 'cannot-tell') expect(facts.followed).toEqual({ reach: compared.original.reach, missing: compared.missing })
      if (compared.original.reach === 'here') expect(compared.original.upoDocumentId).not.toBeNull()
    }
  })

  it('are not asked about again while nothing changed', async () => {
    bench = await refreshBench({ invoices: 200 })
    await bench.refresh({ fetchInvoiceXml: true })
    const second = await bench.refresh({ fetchInvoiceXml: true })
    expect(second).toMatchObject({ outcome: 'done', limitedCalls: { sessionList: 2 } })
    expect(second.limitedCalls.sessionMisc).toBeUndefined()
  })

  it('are asked about again with another credential', async () => {
    bench = await refreshBench({ invoices: 200 })
    await bench.refresh()
    const owner = { kind: 'token', token: bench.simulator.credentials.tokens.owner } as const
    expect((await bench.refresh({ credential: owner })).limitedCalls.sessionMisc).toBeGreaterThan(0)
    expect((await bench.refresh({ credential: owner })).limitedCalls.sessionMisc).toBeUndefined()
  })

  it('are asked about again after an outage', async () => {
    bench = await refreshBench({ invoices: 200 })
    await bench.fault('sessions.upoByKsefNumber', { kind: 'outage' })
    expect(await bench.refresh()).toMatchObject({ outcome: 'done' })
    await bench.control('DELETE', '/faults')
    expect((await bench.refresh()).limitedCalls.sessionMisc).toBeGreaterThan(0)
  })
})

describe('a duplicate whose own file was imported', () => {
  const first = sampleInvoice('D/1', { issuedOn: TODAY })
  const again = Buffer.from(first.toString().replace(/<DataWytworzeniaFa>[^<]+/, `<DataWytworzeniaFa>${TODAY}T18:30:00Z`))
  const another = sampleInvoice('D/1', { issuedOn: TODAY, buyer: '9991002021' })

  it('is decided among the three cases, in the comparison as in the diagnosis', async () => {
    bench = await refreshBench({ processingMs: 30_000 })
    await send(bench.simulator, [first, first, again, another])
    bench.simulator.clock.advance(120_000)
    await bench.refresh({ fetchInvoiceXml: true })
    await keepOwnFile(again)
    await keepOwnFile(another)
    const cases = await Promise.all(
      (await duplicates()).filter(({ invoiceNumber }) => invoiceNumber === 'D/1').map(async ({ invoiceId, comparedCase }) => [(await comparedOf(invoiceId)).duplicateCase, comparedCase]),
    )
    expect(cases.toSorted()).toEqual([
      ['another-invoice', 'another-invoice'],
      ['same-file', undefined],
      ['same-invoice', 'same-invoice'],
    ])
  })

  it('shows the buyer as what differs', async () => {
    bench = await refreshBench({ processingMs: 30_000 })
    await send(bench.simulator, [first, another])
    bench.simulator.clock.advance(120_000)
    await bench.refresh({ fetchInvoiceXml: true })
    await keepOwnFile(another)
    const [own] = (await duplicates()).filter(({ invoiceNumber }) => invoiceNumber === 'D/1')
    const { fields, missing } = await comparedOf(own!.invoiceId)
    expect(fields.filter(({ verdict }) => verdict === 'differs').map(({ field }) => field)).toEqual(['file', 'buyer'])
    expect(missing).toEqual([])
  })
})

describe('a first invoice that no list has shown', () => {
  const first = sampleInvoice('D/7', { issuedOn: TODAY })

  /** Only the second submission is seen: the first lies before the day that was chosen, as far as the lists go. */
  async function seeOnlyTheSecond(): Promise<void> {
    bench = await refreshBench({ processingMs: 30_000 })
    await send(bench.simulator, [first], 'write-only')
    bench.simulator.clock.advance(4 * 86_400_000)
    await send(bench.simulator, [first])
    bench.simulator.clock.advance(120_000)
  }

  it('comes by the session that KSeF names, as an invoice of its own with its UPO', async () => {
    await seeOnlyTheSecond()
    const from = new Date(bench.simulator.clock.now() - 86_400_000).toISOString().slice(0, 10)
    await bench.refresh({ from })
    const [own] = (await duplicates()).filter(({ invoiceNumber }) => invoiceNumber === 'D/7')
    const { duplicateCase, original } = await comparedOf(own!.invoiceId)
    expect([duplicateCase, original.reach]).toEqual(['same-file', 'here'])
    const [row] = await bench.archive.diagnosisFacts({ invoiceIds: [original.invoiceId!] })
    expect(row).toMatchObject({ ksefNumber: original.ksefNumber, statusCode: null, proof: 'invoice-upo', invoiceHash: sha256Base64(first) })
    expect(own?.lastUpoAttempt).toBeNull()
  })

  it('comes by metadata when its session refuses', async () => {
    await seeOnlyTheSecond()
    await bench.fault('sessions.upoByKsefNumber', { kind: 'forbidden', reason: 'insufficient-resource-access' })
    const from = new Date(bench.simulator.clock.now() - 86_400_000).toISOString().slice(0, 10)
    await bench.refresh({ from })
    const [own] = (await duplicates()).filter(({ invoiceNumber }) => invoiceNumber === 'D/7')
    const compared = await comparedOf(own!.invoiceId)
    expect([compared.duplicateCase, compared.original.reach, compared.original.upoDocumentId]).toEqual(['same-file', 'refused', null])
    expect(compared.original.lastTry).toMatchObject({ code: 'api-forbidden', httpStatus: 403 })
  })

  it('is set apart when what comes is no UPO of it, and asked for again', async () => {
    await seeOnlyTheSecond()
    await bench.fault('sessions.upoByKsefNumber', { kind: 'broken-signature' })
    const from = new Date(bench.simulator.clock.now() - 86_400_000).toISOString().slice(0, 10)
    expect((await bench.refresh({ from })).quarantined).toBe(1)
    await bench.control('DELETE', '/faults')
    await bench.refresh()
    const [own] = (await duplicates()).filter(({ invoiceNumber }) => invoiceNumber === 'D/7')
    expect((await comparedOf(own!.invoiceId)).original.upoDocumentId).not.toBeNull()
  })
})
