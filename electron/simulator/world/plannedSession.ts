import { unscramble } from '../draw.ts'
import { partsOfReference } from '../references.ts'
import { INVOICE_STATUS } from './kinds.ts'
import type { SessionPlan } from './plan.ts'
import { kindOf, plannedInvoice, settledAt, type Surroundings } from './plannedInvoice.ts'
import type { InvoiceRecord, SessionRecord, Tally } from './records.ts'
import { sessionStatus, type SessionFate } from './sessionStatus.ts'

/** The demo's open session stays open for its whole day, whatever the hour; real ones live twelve hours. */
const VALID_MS = 24 * 3_600_000

/** A planned session with everything about it made when asked; its counts are remembered once they cannot change. */
export function plannedSession(world: Surroundings, plan: SessionPlan, hashes: Map<number, string>): SessionRecord {
  let settledTally: Tally | null = null

  const fate = (): SessionFate => (world.finishedAt(plan) === null ? plan.fate : 'done')

  const tally = (): Tally => {
    if (settledTally !== null) return settledTally
    let successful = plan.unlisted
    let failed = 0
    for (let index = plan.firstIndex; index < plan.firstIndex + plan.count; index += 1) {
      const { code } = INVOICE_STATUS[kindOf(world, plan, index)]
      if (code === 200) successful += 1
      else if (code > 200) failed += 1
    }
    const counted = { total: plan.count + plan.unlisted, successful, failed }
    if (fate() !== 'open' && fate() !== 'closing') settledTally = counted
    return counted
  }

  const invoice = (ordinal: number): InvoiceRecord => plannedInvoice(world, plan, plan.firstIndex + ordinal - 1, hashes)

  return {
    reference: plan.reference,
    type: plan.type,
    contextNip: plan.taxpayer.nip,
    openedBy: plan.openedBy,
    form: plan.form,
    upoVersion: null,
    createdAt: plan.createdAt,
    validUntil: plan.createdAt + VALID_MS,
    updatedAt: () => world.finishedAt(plan) ?? (plan.fate === 'open' ? plan.createdAt + 20_000 * (plan.count + 1) : settledAt(plan)),
    status: () => sessionStatus(plan.type, fate(), tally().successful),
    tally,
    listed: () => plan.count,
    invoice,
    find: (reference) => {
      const parts = partsOfReference(reference, 'EE')
      if (parts === null) return null
      const index = unscramble(parseInt(parts.low.slice(2), 16) >>> 0, world.seed)
      if (index < plan.firstIndex || index >= plan.firstIndex + plan.count) return null
      const found = invoice(index - plan.firstIndex + 1)
      return found.reference === reference ? found : null
    },
    receipted: () => {
      if (fate() !== 'done' || tally().successful === 0) return null
      const accepted: number[] = []
      for (let ordinal = 1; ordinal <= plan.count + plan.unlisted; ordinal += 1) {
        if (kindOf(world, plan, plan.firstIndex + ordinal - 1) === 'accepted') accepted.push(ordinal)
      }
      return accepted
    },
  }
}
