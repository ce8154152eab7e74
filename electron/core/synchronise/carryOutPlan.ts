import { planRefresh } from '../planRefresh/planRefresh.ts'
import type { PlannedStep, SessionRoute } from '../planRefresh/planRefresh.ts'
import { assertDefined } from '../../shared/assert.ts'
import { unlessBudgetSpent } from './budgetWaits.ts'
import type { BudgetWaits } from './budgetWaits.ts'
import { createSessionUpoFetcher } from './fetchSessionUpos.ts'
import type { UpoFetcher } from './fetchUpos.ts'
import { budgetOf, forecastProof, toSessionToRefresh } from './forecastProof.ts'
import { inLanes } from './inLanes.ts'
import { inTurn } from './inTurn.ts'
import { askForPending, readSession } from './readSession.ts'
import type { RefreshRun } from './refreshRun.ts'

/** While the links of one session are fetched, the next sessions are listed already. */
const SESSIONS_AT_ONCE = 4

/** Nothing is missing while an optional step waits. */
const UNTOLD: Pick<BudgetWaits, 'note'> = { note: () => undefined }

/** How often the proofs are counted anew while the plan is carried out. */
const COUNT_EVERY_MS = 2_000

/**
 * Reads and proves the sessions that moved or have something to prove, by the plan of core/planRefresh: each group of calls in the plan's
 * order, the groups side by side. A spent budget ends its group alone; the next run plans what is left.
 */
export async function carryOutPlan(run: RefreshRun, upos: UpoFetcher): Promise<void> {
  const sessions = new Map((await run.archive.sessionsToPlan()).map((session) => [session.sessionReference, session]))
  const steps = planRefresh([...sessions.values()].map(toSessionToRefresh), budgetOf(run))
  run.progress.set({ step: 'invoices', sessionsToRead: sessions.size, sessionsRead: 0, forecast: await forecastProof(run, steps) })
  const sessionOf = ({ sessionReference }: PlannedStep) => assertDefined(sessions.get(sessionReference), 'the plan names sessions that it was given')
  const note = progressOf(run, steps)
  const lane = (shared: RefreshRun, waits: Pick<BudgetWaits, 'note'>, chosen: readonly PlannedStep[], work: (step: PlannedStep) => Promise<void>): Promise<void> =>
    unlessBudgetSpent('invoices', waits, () =>
      inTurn(chosen, SESSIONS_AT_ONCE, async (step) => {
        shared.signal.throwIfAborted()
        await work(step)
        await note(step)
      }),
    )
  const taking = (route: SessionRoute, isOptional: boolean): readonly PlannedStep[] => steps.filter((step) => step.route === route && step.isOptional === isOptional)
  await inLanes(run, [
    async (shared) => {
      const fetchPages = createSessionUpoFetcher(shared)
      await lane(shared, run.waits, taking('session-upo', false), (step) => fetchPages(step))
    },
    async (shared) => {
      await lane(shared, run.waits, taking('list', false), (step) => readSession(shared, sessionOf(step), upos))
      await lane(shared, UNTOLD, taking('list', true), (step) => readSession(shared, sessionOf(step), upos))
    },
    async (shared) => {
      await lane(shared, run.waits, taking('single-status', false), (step) => askForPending(shared, sessionOf(step), upos))
      await lane(shared, UNTOLD, taking('single-status', true), (step) => askForPending(shared, sessionOf(step), upos))
    },
  ])
}

/** Told after each step: a session counts once all of its steps are done; the proofs are counted in the archive, now and then. */
function progressOf(run: RefreshRun, steps: readonly PlannedStep[]): (step: PlannedStep) => Promise<void> {
  const left = new Map<string, number>()
  for (const { sessionReference } of steps) left.set(sessionReference, (left.get(sessionReference) ?? 0) + 1)
  let countedAt = run.clock.now()
  return async ({ sessionReference, route }) => {
    // Left alone, for the budget is spent.
    if (route === 'session-upo' && !run.askedSessionUpos.has(sessionReference)) return
    const others = (left.get(sessionReference) ?? 0) - 1
    left.set(sessionReference, others)
    if (others === 0) run.progress.count('sessionsRead', 1)
    if (run.clock.now() - countedAt < COUNT_EVERY_MS) return
    countedAt = run.clock.now()
    run.progress.set({ forecast: await forecastProof(run, steps) })
  }
}
