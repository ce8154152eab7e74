import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseKsefNumber } from '../../../electron/shared/model/ksefNumber.ts'
import { startSimulator, type RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { allInvoices, allSessions, pick, pickText, signIn, type ApiCaller, type Json } from '../../support/simulatorCaller.ts'

let simulator: RunningSimulator
let api: ApiCaller
let invoices: readonly Json[]

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, invoices: 300, limits: 'off', today: '2026-09-15' })
  api = (await signIn(simulator)).api
  const sessions = [...(await allSessions(api, 'Online')), ...(await allSessions(api, 'Batch'))]
  invoices = (await Promise.all(sessions.map((session) => allInvoices(api, pickText(session, 'referenceNumber'))))).flat()
})

afterAll(() => simulator.close())

describe('a simulated world', () => {
  it('lists exactly as many invoices as were ordered, in every state', () => {
    expect(invoices).toHaveLength(300)
    const codes = new Set(invoices.map((invoice) => pick(invoice, 'status', 'code')))
    expect([...codes].map(Number).sort((left, right) => left - right)).toEqual([100, 150, 200, 405, 410, 415, 430, 435, 440, 450, 500, 550])
  })

  it('gives accepted invoices, and only them, a KSeF number with a right checksum and a link to their UPO', () => {
    for (const invoice of invoices) {
      const ksefNumber = pick(invoice, 'ksefNumber')
      expect(typeof pick(invoice, 'upoDownloadUrl') === 'string').toBe(pick(invoice, 'status', 'code') === 200)
      expect(typeof ksefNumber === 'string' ? parseKsefNumber(ksefNumber)?.checksum : 'none').toBe(pick(invoice, 'status', 'code') === 200 ? 'right' : 'none')
    }
  })

  it('serves a UPO that names the invoice with the hash of the list, under its own hash', async () => {
    const invoice = invoices.find((candidate) => pick(candidate, 'status', 'code') === 200)
    const response = await fetch(pickText(invoice, 'upoDownloadUrl'))
    const upo = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('x-ms-meta-hash')).toBe(createHash('sha256').update(upo).digest('base64'))
    expect(upo.toString('utf8')).toContain(`<NumerKSeFDokumentu>${pickText(invoice, 'ksefNumber')}</NumerKSeFDokumentu>`)
    expect(upo.toString('utf8')).toContain(`<SkrotDokumentu>${pickText(invoice, 'invoiceHash')}</SkrotDokumentu>`)
  })
})
