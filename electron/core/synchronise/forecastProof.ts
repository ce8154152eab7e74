import type { SessionToPlan } from '../../archive/outputs.ts'
import type { GroupOutlook } from '../../ksef/rateBudget.ts'
import type { ProofForecast } from '../../shared/contract/jobs.ts'
import { planRefresh, provenAt } from '../planRefresh/planRefresh.ts'
import type { PlannedGroup, PlannedStep, SessionToRefresh } from '../planRefresh/planRefresh.ts'
import type { RefreshRun } from './refreshRun.ts'

/** How many accepted invoices are proven, and when the last of the rest is, by these steps (by a fresh plan where none are given); null where no more is to prove. */
export async function forecastProof(run: RefreshRun, steps?: readonly PlannedStep[]): Promise<ProofForecast | null> {
  const planned = steps ?? planRefresh((await run.archive.sessionsToPlan()).map(toSessionToRefresh), budgetOf(run))
  const doneAt = provenAt(planned)
  if (doneAt === null) return null
  const { accepted, proven } = await run.archive.proofCounts()
  return { accepted, proven: Math.min(proven, accepted), doneAt: doneAt === Infinity ? null : new Date(doneAt).toISOString() }
}

export function budgetOf({ client: { budget } }: RefreshRun): Readonly<Record<PlannedGroup, GroupOutlook>> {
  return { sessionMisc: budget.outlook('sessionMisc'), sessionInvoiceList: budget.outlook('sessionInvoiceList'), invoiceStatus: budget.outlook('invoiceStatus') }
}

export function toSessionToRefresh({ sessionReference, invoiceCount, acceptedCount, isMoved, wantsSessionUpo, proven, listed, pending }: SessionToPlan): SessionToRefresh {
  // Where the list of sessions does not count, there may be one more than is known.
  const sent = invoiceCount ?? Math.max(acceptedCount ?? 0, listed) + 1
  return {
    sessionReference,
    invoiceCount: sent,
    // What was read since it moved is known one by one; before that the list of sessions counts.
    unproven: isMoved ? Math.max(0, (acceptedCount ?? sent) - proven) : pending,
    notAccepted: Math.max(0, sent - (acceptedCount ?? 0)),
    wantsSessionUpo,
    isMoved,
    pending: listed >= sent ? pending : null,
  }
}
