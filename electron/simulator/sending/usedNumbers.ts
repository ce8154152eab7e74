import { INVOICE_STATUS } from '../world/kinds.ts'
import { factsOf, kindOf, ksefNumberAt } from '../world/plannedInvoice.ts'
import type { InvoiceFace } from '../world/facts.ts'
import type { SessionPlan } from '../world/plan.ts'
import type { World } from '../world/world.ts'

/** The invoice that took a number first. */
export interface Original {
  readonly sessionReference: string
  readonly ksefNumber: string
}

/** Own numbers that are taken: seller NIP, type and number together (API-NOTES §5, duplicate rule). */
export interface UsedNumbers {
  readonly originalOf: (face: InvoiceFace) => Original | null
  readonly take: (face: InvoiceFace, original: Original) => void
}

function keyOf(nip: string, type: string, number: string): string {
  return `${nip} ${type} ${number}`
}

/** Numbers of the planned world are gone through when first asked for, later only those of added sessions. */
export function createUsedNumbers(world: World): UsedNumbers {
  const planned = new Map<string, number>()
  const sent = new Map<string, Original>()
  const seen = new Set<SessionPlan>()

  const learnPlanned = (): void => {
    for (const plan of world.plans()) {
      if (seen.has(plan)) continue
      seen.add(plan)
      for (let index = plan.firstIndex; index < plan.firstIndex + plan.count + plan.unlisted; index += 1) {
        if (INVOICE_STATUS[kindOf(world.surroundings, plan, index)].code > 200) continue
        const { seller, type, number } = factsOf(world.surroundings, plan, index)
        planned.set(keyOf(seller.identifier.value, type, number), index)
      }
    }
  }

  return {
    originalOf: (face) => {
      learnPlanned()
      const key = keyOf(face.seller.identifier.value, face.type, face.number)
      const index = planned.get(key)
      if (index === undefined) return sent.get(key) ?? null
      return { sessionReference: world.surroundings.planOf(index).reference, ksefNumber: ksefNumberAt(world.surroundings, index) }
    },
    take: (face, original) => {
      sent.set(keyOf(face.seller.identifier.value, face.type, face.number), original)
    },
  }
}
