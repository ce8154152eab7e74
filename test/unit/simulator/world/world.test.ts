import { describe, expect, it } from 'vitest'
import { createClock } from '../../../../electron/simulator/clock.ts'
import { warsawDayAt } from '../../../../electron/simulator/time.ts'
import { MAIN_TAXPAYER } from '../../../../electron/simulator/world/parties.ts'
import type { PlanRequest } from '../../../../electron/simulator/world/plan.ts'
import type { InvoiceRecord, SessionRecord } from '../../../../electron/simulator/world/records.ts'
import { createWorld, type World } from '../../../../electron/simulator/world/world.ts'
import { parseKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'

function worldOf(change: Partial<PlanRequest> = {}): World {
  return createWorld({ seed: 21, invoices: 600, shape: 'demo', baseDay: '2026-09-15', writerToken: '20260201-EC-1E00000000-0000000000-00', ...change }, createClock(Date.parse('2026-09-15T11:00:00Z')))
}

function invoicesOf(session: SessionRecord): readonly InvoiceRecord[] {
  return Array.from({ length: session.listed() }, (_, position) => session.invoice(position + 1))
}

function everything(world: World): unknown {
  return world.sessionsOf(MAIN_TAXPAYER.nip).map((session) => [session.reference, session.status(), session.tally(), session.updatedAt(), invoicesOf(session).map((invoice) => ({ ...invoice, hash: invoice.hash(), file: null }))])
}

const world = worldOf()
const sessions = world.sessionsOf(MAIN_TAXPAYER.nip)
const invoices = sessions.flatMap(invoicesOf)

describe('a world', () => {
  it('is the same for the same seed and day, and another for another seed', () => {
    expect(everything(worldOf())).toEqual(everything(world))
    expect(everything(worldOf({ seed: 22 }))).not.toEqual(everything(world))
  })

  it('counts in its sessions what its lists show, but for what is on no list', () => {
    for (const session of sessions) {
      const codes = invoicesOf(session).map(({ status }) => status.code)
      const { total, successful, failed } = session.tally()
      const unlisted = total - session.listed()
      expect([successful, failed]).toEqual([codes.filter((code) => code === 200).length + unlisted, codes.filter((code) => code > 200).length])
    }
    expect(sessions.reduce((sum, session) => sum + session.tally().total - session.listed(), 0)).toBe(1)
  })

  it('finds every invoice by its reference and its KSeF number, and no number that is a little off', () => {
    for (const session of sessions) {
      for (const invoice of invoicesOf(session)) {
        expect(session.find(invoice.reference)?.ordinal).toBe(invoice.ordinal)
        if (invoice.ksefNumber === null) continue
        expect(world.byKsefNumber(invoice.ksefNumber)?.invoice.reference).toBe(invoice.reference)
        expect(world.byKsefNumber(invoice.ksefNumber.replace(/^\d/, '8'))).toBeNull()
      }
    }
  })

  it('gives each accepted invoice a number of its own, with the Warsaw day on which it was taken', () => {
    const numbers = invoices.flatMap(({ ksefNumber }) => (ksefNumber === null ? [] : [ksefNumber]))
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const { ksefNumber, invoicingAt } of invoices) if (ksefNumber !== null) expect(parseKsefNumber(ksefNumber)?.day).toBe(warsawDayAt(invoicingAt))
  })

  it('has invoices that pass a Warsaw midnight at the end of a month', () => {
    const passing = sessions.filter((session) => session.listed() > 0 && warsawDayAt(session.createdAt).slice(0, 7) < warsawDayAt(session.invoice(session.listed()).invoicingAt).slice(0, 7))
    expect(passing.length).toBeGreaterThan(0)
  })

  it('keeps the order of times: sent, taken, numbered, stored', () => {
    for (const { sentAt, invoicingAt, acquiredAt, storedAt } of invoices) {
      expect(sentAt).toBeLessThanOrEqual(invoicingAt)
      if (acquiredAt === null || storedAt === null) continue
      expect(invoicingAt).toBeLessThan(acquiredAt)
      expect(acquiredAt).toBeLessThan(storedAt)
    }
  })

  it('tells the stories of a duplicate apart by hash and content', () => {
    const duplicates = invoices.filter(({ status }) => status.code === 440)
    const stories = duplicates.map((invoice) => {
      const { originalKsefNumber, originalSessionReferenceNumber } = invoice.status.extensions ?? {}
      if (originalKsefNumber == null) {
        expect(invoices.some(({ status, face }) => status.code === 200 && face?.number === invoice.face?.number)).toBe(true)
        return 'not named'
      }
      const original = world.byKsefNumber(originalKsefNumber)
      if (original === null) {
        expect(parseKsefNumber(originalKsefNumber)?.checksum).toBe('right')
        expect(world.session(originalSessionReferenceNumber ?? '')).toBeNull()
        return 'misnamed'
      }
      expect(original.invoice.face?.number).toBe(invoice.face?.number)
      expect(original.session.reference).toBe(originalSessionReferenceNumber)
      if (original.session.contextNip !== MAIN_TAXPAYER.nip) return 'elsewhere'
      if (original.invoice.hash() === invoice.hash()) return 'same file'
      const { face } = original.invoice
      return face?.grossMinor === invoice.face?.grossMinor && face?.buyer.name === invoice.face?.buyer.name ? 'generated again' : 'another invoice'
    })
    expect(new Set(stories)).toEqual(new Set(['same file', 'generated again', 'another invoice', 'elsewhere', 'not named', 'misnamed']))
  })

  it('has rejected invoices that were issued again under the same number, one as a technical correction', () => {
    const accepted = new Map(invoices.filter(({ status }) => status.code === 200).map((invoice) => [invoice.face?.number, invoice]))
    const settled = invoices.filter(({ status, face }) => status.code === 450 && accepted.has(face?.number))
    expect(settled).toHaveLength(2)
    expect(settled.map((rejected) => accepted.get(rejected.face?.number)?.hashOfCorrected === rejected.hash())).toContain(true)
  })

  it('takes new sessions and finishes open ones', () => {
    const changing = worldOf()
    const added = changing.addSession({ taxpayer: MAIN_TAXPAYER, type: 'Online', invoices: 3, isOpen: true })
    expect([added.status().code, added.tally()]).toEqual([100, { total: 3, successful: 2, failed: 0 }])
    expect(changing.sessionsOf(MAIN_TAXPAYER.nip)).toHaveLength(sessions.length + 1)
    expect(changing.finishSession(added.reference)).toBe(true)
    expect([added.status().code, added.tally(), invoicesOf(added).map(({ status }) => status.code)]).toEqual([200, { total: 3, successful: 3, failed: 0 }, [200, 200, 200]])
    expect(changing.finishSession(added.reference.replace('SO', 'SB'))).toBe(false)
  })

  it('of one batch has a single session of accepted invoices', () => {
    const [batch, ...others] = worldOf({ shape: 'one-batch', invoices: 2500 }).sessionsOf(MAIN_TAXPAYER.nip)
    expect(others).toEqual([])
    expect([batch?.type, batch?.status().code, batch?.tally()]).toEqual(['Batch', 200, { total: 2500, successful: 2500, failed: 0 }])
  })

  it.each([1, 3, 40, 117, 118])('of %i invoices has exactly so many', (count) => {
    expect(worldOf({ invoices: count }).sessionsOf(MAIN_TAXPAYER.nip).reduce((sum, session) => sum + session.listed(), 0)).toBe(count)
  })
})
