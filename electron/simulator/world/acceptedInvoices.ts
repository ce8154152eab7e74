import { sellsToTaxpayers } from './inventFacts.ts'
import { kindOf, milestonesOf } from './plannedInvoice.ts'
import type { InvoiceFace, Party } from './facts.ts'
import type { SessionPlan } from './plan.ts'
import { FARMER, MAIN_TAXPAYER } from './parties.ts'
import type { Found, World } from './world.ts'

export type SubjectRole = 'Subject1' | 'Subject2' | 'Subject3' | 'SubjectAuthorized'
export type DateType = 'Issue' | 'Invoicing' | 'PermanentStorage'

/** Where an invoice stands in time, and how to get it. */
interface Milestone {
  readonly at: number
  readonly find: () => Found | null
}

/** Whether a context may be party to the invoices of a session at all, told without inventing one. */
function mayConcern(plan: SessionPlan, role: SubjectRole, nip: string): boolean {
  const isFarmers = plan.form === 'FA_RR (1)'
  const isSelfInvoiced = plan.taxpayer.role === 'self-invoicing-buyer'
  if (role === 'Subject1') return nip === (isFarmers ? FARMER.identifier.value : isSelfInvoiced ? MAIN_TAXPAYER.nip : plan.taxpayer.nip)
  if (role === 'Subject2') return isFarmers || isSelfInvoiced ? nip === plan.taxpayer.nip : sellsToTaxpayers(plan.taxpayer)
  // Only what clients sent names others.
  return false
}

function isParty({ invoice: { face } }: Found, role: SubjectRole, nip: string): boolean {
  return face !== null && partiesOf(face)[role].some(({ identifier }) => identifier.value === nip)
}

/** Who stands on an invoice, by role. */
export function partiesOf({ seller, buyer, thirdParties, authorised }: InvoiceFace): Readonly<Record<SubjectRole, readonly Party[]>> {
  return { Subject1: [seller], Subject2: [buyer], Subject3: thirdParties.map(({ party }) => party), SubjectAuthorized: authorised === null ? [] : [authorised.party] }
}

function issuedAt({ invoice }: Found): number {
  return Date.parse(`${invoice.face?.issuedOn ?? '1970-01-01'}T00:00:00Z`)
}

function momentOf(found: Found, dateType: DateType): number {
  if (dateType === 'Issue') return issuedAt(found)
  return dateType === 'Invoicing' ? found.invoice.invoicingAt : (found.invoice.storedAt ?? Infinity)
}

/** Accepted invoices of a context in one role, by time; built once for each question and kept while nothing changes. */
export interface AcceptedInvoices {
  readonly between: (nip: string, role: SubjectRole, dateType: DateType, from: number, to: number) => readonly (() => Found | null)[]
}

export function createAcceptedInvoices(world: World): AcceptedInvoices {
  const known = new Map<string, { readonly version: number; readonly milestones: readonly Milestone[] }>()

  const plannedMilestones = (nip: string, role: SubjectRole, dateType: DateType): Milestone[] => {
    const milestones: Milestone[] = []
    for (const plan of world.plans()) {
      if (!mayConcern(plan, role, nip)) continue
      // Some buyers differ from invoice to invoice; elsewhere the session tells enough.
      const mustLook = dateType === 'Issue' || (role === 'Subject2' && sellsToTaxpayers(plan.taxpayer))
      // What is on no list is not in metadata either.
      for (let index = plan.firstIndex; index < plan.firstIndex + plan.count; index += 1) {
        if (kindOf(world.surroundings, plan, index) !== 'accepted') continue
        const find = (): Found | null => world.byIndex(index)
        if (!mustLook) {
          const { invoicingAt, storedAt } = milestonesOf(world.surroundings, plan, index)
          milestones.push({ at: dateType === 'Invoicing' ? invoicingAt : storedAt, find })
          continue
        }
        const found = find()
        if (found !== null && isParty(found, role, nip)) milestones.push({ at: momentOf(found, dateType), find })
      }
    }
    return milestones
  }

  const milestonesOfContext = (nip: string, role: SubjectRole, dateType: DateType): readonly Milestone[] => {
    const key = `${nip} ${role} ${dateType}`
    const before = known.get(key)
    if (before?.version === world.version()) return before.milestones
    const milestones = plannedMilestones(nip, role, dateType).sort((left, right) => left.at - right.at)
    known.set(key, { version: world.version(), milestones })
    return milestones
  }

  // What clients sent changes by itself as time passes, and is little: looked at each time.
  const sentMilestones = (nip: string, role: SubjectRole, dateType: DateType): Milestone[] =>
    world.kept().flatMap((session) =>
      Array.from({ length: session.listed() }, (_, position) => ({ session, invoice: session.invoice(position + 1) }))
        .filter((found) => found.invoice.ksefNumber !== null && isParty(found, role, nip))
        .map((found) => ({ at: momentOf(found, dateType), find: () => found })),
    )

  return {
    between: (nip, role, dateType, from, to) =>
      [...milestonesOfContext(nip, role, dateType), ...sentMilestones(nip, role, dateType)]
        .filter(({ at }) => at >= from && at <= to)
        .sort((left, right) => left.at - right.at)
        .map(({ find }) => find),
  }
}
