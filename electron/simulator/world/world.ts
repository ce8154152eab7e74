import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import type { SimulatorClock } from '../clock.ts'
import { unscramble } from '../draw.ts'
import { SELF_INVOICING_BUYER, TAXPAYERS, type Taxpayer } from './parties.ts'
import { firstIndexOf, INDICES_PER_TAXPAYER, planSession, planWorld, type PlanRequest, type SessionPlan } from './plan.ts'
import type { Surroundings } from './plannedInvoice.ts'
import { plannedSession } from './plannedSession.ts'
import type { InvoiceRecord, SessionRecord } from './records.ts'
import type { SessionType } from './sessionStatus.ts'

export interface AddedSession {
  readonly taxpayer: Taxpayer
  readonly type: SessionType
  readonly invoices: number
  /** An open session has its last invoice still waiting. */
  readonly isOpen: boolean
}

export interface Found {
  readonly session: SessionRecord
  readonly invoice: InvoiceRecord
}

/** Everything that exists in this KSeF: planned at the start, added by the control interface, sent by clients. */
export interface World {
  readonly seed: number
  readonly taxpayers: readonly Taxpayer[]
  readonly plans: () => readonly SessionPlan[]
  readonly surroundings: Surroundings
  /** Sessions of a context, newest created first. */
  readonly sessionsOf: (contextNip: string) => readonly SessionRecord[]
  readonly session: (reference: string) => SessionRecord | null
  /** An accepted invoice by its KSeF number, whoever sent it. */
  readonly byKsefNumber: (ksefNumber: string) => Found | null
  /** A planned invoice by its number in the world. */
  readonly byIndex: (index: number) => Found | null
  /** Takes a session that a client opened. */
  readonly keep: (session: SessionRecord) => void
  /** Sessions that clients opened. */
  readonly kept: () => readonly SessionRecord[]
  readonly addSession: (added: AddedSession) => SessionRecord
  /** Finishes an open or closing planned session; false when there is none. */
  readonly finishSession: (reference: string) => boolean
  /** Grows with every change, for whoever remembers something derived. */
  readonly version: () => number
}

export function createWorld(request: PlanRequest, clock: SimulatorClock): World {
  const { seed, added = [] } = request
  const taxpayers = [...TAXPAYERS, ...added]
  const plansByTaxpayer = new Map<Taxpayer, SessionPlan[]>(taxpayers.map((taxpayer) => [taxpayer, []]))
  const taxpayersByPosition = new Map(taxpayers.map((taxpayer) => [taxpayer.position, taxpayer]))
  const plansByReference = new Map<string, SessionPlan>()
  const records = new Map<string, SessionRecord>()
  const finished = new Map<string, number>()
  const hashes = new Map<number, string>()
  const kept: SessionRecord[] = []
  let version = 0
  let addedCount = 0

  const plansAround = (index: number): readonly SessionPlan[] => {
    const taxpayer = taxpayersByPosition.get(Math.floor(index / INDICES_PER_TAXPAYER))
    return (taxpayer === undefined ? undefined : plansByTaxpayer.get(taxpayer)) ?? []
  }

  const findPlan = (index: number): SessionPlan | null => {
    const plans = plansAround(index)
    let low = 0
    let high = plans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((plans[middle]?.firstIndex ?? Infinity) <= index) low = middle + 1
      else high = middle
    }
    const plan = plans[low - 1]
    return plan !== undefined && index < plan.firstIndex + plan.count + plan.unlisted ? plan : null
  }

  const surroundings: Surroundings = {
    seed,
    planOf: (index) => {
      const plan = findPlan(index)
      if (plan === null) throw new RangeError(`no planned invoice has the index ${index}`)
      return plan
    },
    finishedAt: (plan) => finished.get(plan.reference) ?? null,
    sentByOthers: () => ({ index: firstIndexOf(SELF_INVOICING_BUYER) }),
  }

  const add = (plan: SessionPlan): SessionRecord => {
    plansByTaxpayer.get(plan.taxpayer)?.push(plan)
    plansByReference.set(plan.reference, plan)
    const record = plannedSession(surroundings, plan, hashes)
    records.set(plan.reference, record)
    version += 1
    return record
  }
  for (const plan of planWorld(request)) add(plan)

  const byIndex = (index: number): Found | null => {
    const plan = findPlan(index)
    const session = plan === null ? undefined : records.get(plan.reference)
    if (plan === null || session === undefined) return null
    return { session, invoice: session.invoice(index - plan.firstIndex + 1) }
  }

  return {
    seed,
    taxpayers,
    plans: () => [...plansByTaxpayer.values()].flat(),
    surroundings,
    sessionsOf: (contextNip) =>
      [...records.values()]
        .filter((session) => session.contextNip === contextNip)
        .sort((left, right) => right.createdAt - left.createdAt || (left.reference < right.reference ? 1 : -1)),
    session: (reference) => records.get(reference) ?? null,
    byIndex,
    byKsefNumber: (ksefNumber) => {
      for (const session of kept) {
        for (let ordinal = 1; ordinal <= session.listed(); ordinal += 1) {
          const invoice = session.invoice(ordinal)
          if (invoice.ksefNumber === ksefNumber) return { session, invoice }
        }
      }
      if (parseKsefNumber(ksefNumber)?.generation !== 2) return null
      const found = byIndex(unscramble(parseInt(ksefNumber.slice(24, 32), 16) >>> 0, seed))
      return found?.invoice.ksefNumber === ksefNumber ? found : null
    },
    keep: (session) => {
      records.set(session.reference, session)
      kept.push(session)
      version += 1
    },
    kept: () => kept,
    addSession: ({ taxpayer, type, invoices, isOpen }) => {
      const firstIndex = firstIndexOf(taxpayer) + INDICES_PER_TAXPAYER / 2 + addedCount
      addedCount += Math.max(1, invoices)
      const specimens = Array.from({ length: invoices }, (_, position) => ({
        kind: isOpen && position === invoices - 1 ? ('processing' as const) : ('accepted' as const),
        // A correction would look for an invoice to correct among those planned before it, and before these there is none.
        variant: 'plain' as const,
      }))
      return add(
        planSession(
          seed,
          {
            taxpayer,
            type,
            form: 'FA (3)',
            openedBy: { kind: 'subject', nip: taxpayer.nip },
            // Its invoices arrived during the minutes before now, not after.
            createdAt: clock.now() - 240_000 - invoices * 20_000,
            fate: isOpen ? 'open' : 'done',
            firstIndex,
            count: invoices,
            unlisted: 0,
            // Below the high-water mark nothing comes later (open-api.json, permanentStorageHwmDate).
            storedFrom: clock.now(),
            specimens,
          },
          // Their first indices are all different, also where a session is empty.
          0,
        ),
      )
    },
    finishSession: (reference) => {
      const plan = plansByReference.get(reference)
      if (plan === undefined || (plan.fate !== 'open' && plan.fate !== 'closing')) return false
      finished.set(reference, clock.now())
      version += 1
      return true
    },
    version: () => version,
  }
}
