import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { allInvoices, allSessions, callerOf, pick, pickText, signIn, type ApiCaller, type Json } from '../../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice, sha256Text } from '../../support/simulatorSending.ts'

let simulator: RunningSimulator
let api: ApiCaller

beforeAll(async () => {
  simulator = await startSimulator({ seed: 9, invoices: 200, limits: 'off', today: '2026-09-15', processingMs: 30_000 })
  api = (await signIn(simulator, 'owner')).api
})
afterAll(() => simulator.close())

const codeOf = (json: Json | undefined): unknown => pick(json, 'status', 'code')

/** Sends one file in a session of its own and tells what became of it. */
async function fateOf(file: Buffer, change: Readonly<Record<string, unknown>> = {}): Promise<Json> {
  const { session } = await openOnline(api)
  const { json } = await sendInvoice(api, session, file, change)
  simulator.clock.advance(31_000)
  return (await api.get(`/sessions/${session.reference}/invoices/${pickText(json, 'referenceNumber')}`)).json
}

describe('sending in an interactive session', () => {
  it('goes from 100 over 150 to 200 as time passes, and the session from open to done', async () => {
    const { answered, session } = await openOnline(api)
    expect(answered.status).toBe(201)
    const file = sampleInvoice('W/1')
    const { json } = await sendInvoice(api, session, file)
    const invoicePath = `/sessions/${session.reference}/invoices/${pickText(json, 'referenceNumber')}`
    const codes = [codeOf((await api.get(invoicePath)).json)]
    simulator.clock.advance(15_000)
    codes.push(codeOf((await api.get(invoicePath)).json))
    simulator.clock.advance(16_000)
    codes.push(codeOf((await api.get(invoicePath)).json))
    expect(codes).toEqual([100, 150, 200])

    expect((await api.post(`/sessions/online/${session.reference}/close`)).status).toBe(204)
    const states = [codeOf((await api.get(`/sessions/${session.reference}`)).json)]
    simulator.clock.advance(31_000)
    const { json: done } = await api.get(`/sessions/${session.reference}`)
    expect([...states, codeOf(done)]).toEqual([170, 200])
    const page = await api.get(`/sessions/${session.reference}/upo/${pickText(done, 'upo', 'pages', 0, 'referenceNumber')}`)
    expect(page.json).toContain(sha256Text(file))
  })

  it('makes the invoice known by metadata and by its number, with the very bytes that were sent', async () => {
    const file = sampleInvoice('W/2', { issuedOn: '2026-09-14' })
    const ksefNumber = pickText(await fateOf(file), 'ksefNumber')
    simulator.clock.advance(31_000)
    const answered = await api.get(`/invoices/ksef/${ksefNumber}`)
    expect(answered.json).toBe(file.toString('utf8'))
    expect(answered.headers.get('x-ms-meta-hash')).toBe(sha256Text(file))
    const { json } = await api.post('/invoices/query/metadata', { subjectType: 'Subject1', ksefNumber, dateRange: { dateType: 'Invoicing', from: '2026-09-01T00:00:00Z' } })
    expect(pick(json, 'invoices', 0)).toMatchObject({ ksefNumber, invoiceNumber: 'W/2', grossAmount: 123, netAmount: 100, vatAmount: 23, invoicingMode: 'Offline', seller: { name: 'Łódzka Pracownia & Syn' } })
  })

  it('is not yet to be had by number just after acceptance', async () => {
    const ksefNumber = pickText(await fateOf(sampleInvoice('W/3')), 'ksefNumber')
    expect(pick((await api.get(`/invoices/ksef/${ksefNumber}`)).json, 'errors', 0, 'code')).toBe(21165)
  })

  it('answers 440 with the original for a number sent before and for one of the planned world', async () => {
    const first = await fateOf(sampleInvoice('W/4'))
    const again = await fateOf(sampleInvoice('W/4'))
    expect([codeOf(again), pick(again, 'status', 'extensions', 'originalKsefNumber')]).toEqual([440, pickText(first, 'ksefNumber')])

    const sessions = await allSessions(api, 'Batch')
    const planned = (await allInvoices(api, pickText(sessions[sessions.length - 1], 'referenceNumber'))).find((invoice) => codeOf(invoice) === 200 && pickText(invoice, 'invoiceNumber').startsWith('FV/'))
    const duplicate = await fateOf(sampleInvoice(pickText(planned, 'invoiceNumber')))
    expect([codeOf(duplicate), pick(duplicate, 'status', 'extensions', 'originalKsefNumber')]).toEqual([440, pickText(planned, 'ksefNumber')])
  })

  it.each([
    ['a hash that is not the file’s', sampleInvoice('W/5'), { invoiceHash: sha256Text(Buffer.from('other')) }, 430],
    ['a size that is not the file’s', sampleInvoice('W/5'), { invoiceSize: 7 }, 430],
    ['a file that is no XML', Buffer.from('<Faktura>'), {}, 450],
    ['a file of another form', Buffer.from(sampleInvoice('W/5').toString().replace('FA (3)', 'FA (2)')), {}, 450],
    ['a date in the future', sampleInvoice('W/5', { issuedOn: '2026-12-31' }), {}, 450],
    ['somebody else’s invoice', sampleInvoice('W/5', { seller: '9991002015' }), {}, 410],
    ['an attachment', Buffer.from(sampleInvoice('W/5').toString().replace('</Faktura>', '<Zalacznik/></Faktura>')), {}, 415],
  ])('rejects %s', async (_, file, change, code) => {
    expect(codeOf(await fateOf(file, change))).toBe(code)
  })

  it('rejects with 435 what was encrypted with another key', async () => {
    const { session } = await openOnline(api)
    const { json } = await sendInvoice(api, { ...session, key: Buffer.alloc(32, 1) }, sampleInvoice('W/6'))
    simulator.clock.advance(31_000)
    expect(codeOf((await api.get(`/sessions/${session.reference}/invoices/${pickText(json, 'referenceNumber')}`)).json)).toBe(435)
  })

  it('lets a buyer send for the seller when they agreed on self-invoicing', async () => {
    const file = sampleInvoice('W/7', { seller: '9991002015', buyer: '9991000105', selfInvoiced: true })
    expect(codeOf(await fateOf(file))).toBe(200)
  })

  it('refuses at once a wrong size or hash of the encrypted file, and a closed or foreign session', async () => {
    const { session } = await openOnline(api)
    const file = sampleInvoice('W/8')
    const refusal = async (change: Readonly<Record<string, unknown>>): Promise<unknown> => pick((await sendInvoice(api, session, file, change)).json, 'errors', 0, 'code')
    expect(await refusal({ encryptedInvoiceSize: 3 })).toBe(21402)
    expect(await refusal({ encryptedInvoiceHash: sha256Text(file) })).toBe(21403)
    const writer = (await signIn(simulator, 'write-only')).api
    expect(pick((await sendInvoice(writer, session, file)).json, 'errors', 0, 'code')).toBe(21173)
    await api.post(`/sessions/online/${session.reference}/close`)
    expect(await refusal({})).toBe(21180)
  })

  it('cancels a session into which nothing was sent, and closes one by itself after twelve hours', async () => {
    const { session: empty } = await openOnline(api)
    const { session: forgotten } = await openOnline(api)
    await sendInvoice(api, forgotten, sampleInvoice('W/9'))
    await api.post(`/sessions/online/${empty.reference}/close`)
    expect(codeOf((await api.get(`/sessions/${empty.reference}`)).json)).toBe(440)
    simulator.clock.advance(13 * 3_600_000)
    const later = (await signIn(simulator, 'owner')).api
    expect(codeOf((await later.get(`/sessions/${forgotten.reference}`)).json)).toBe(200)
    api = later
  })

  it('shows a program that may only write its own sessions and no others', async () => {
    const writer = (await signIn(simulator, 'write-only')).api
    const { session } = await openOnline(writer)
    const own = (await allSessions(writer, 'Online')).map((item) => pickText(item, 'referenceNumber'))
    const all = (await allSessions(api, 'Online')).map((item) => pickText(item, 'referenceNumber'))
    expect(own).toContain(session.reference)
    expect(own.length).toBeLessThan(all.length)
    const foreign = all.find((reference) => !own.includes(reference))
    const { status, json } = await writer.get(`/sessions/${String(foreign)}`)
    expect([status, pick(json, 'reasonCode')]).toEqual([403, 'insufficient-resource-access'])
  })

  it('gives the version of the UPO that its sender asked for', async () => {
    const asking = callerOf(simulator.apiBase, { authorization: `Bearer ${(await signIn(simulator, 'owner')).accessToken}`, 'x-ksef-feature': 'upo-v4-2' })
    const { session } = await openOnline(asking)
    const { json } = await sendInvoice(asking, session, sampleInvoice('W/10'))
    simulator.clock.advance(31_000)
    const upo = (await api.get(`/sessions/${session.reference}/invoices/${pickText(json, 'referenceNumber')}/upo`)).json
    expect(upo).toContain('xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-2"')
  })

  it('refuses batches openly', async () => {
    expect((await api.post('/sessions/batch')).status).toBe(501)
  })
})
