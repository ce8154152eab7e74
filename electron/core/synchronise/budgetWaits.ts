import type { RefreshResult } from '../../shared/contract/jobs.ts'
import { AppError } from '../../shared/errors.ts'

export type Part = RefreshResult['waitingFor'][number]

/** What had to be left for later because a budget is spent, and when the first of them frees up. */
export interface BudgetWaits {
  readonly parts: () => readonly Part[]
  readonly resumesAt: () => string | null
  readonly note: (part: Part, resumesAt: string | null) => void
}

export function createBudgetWaits(): BudgetWaits {
  const waits = new Map<Part, string | null>()
  return {
    parts: () => [...waits.keys()],
    resumesAt: () => [...waits.values()].filter((at) => at !== null).sort()[0] ?? null,
    note: (part, resumesAt) => {
      waits.set(part, resumesAt)
    },
  }
}

/** The moment at which a spent budget frees up, or null when the failure is another one. */
export function spentBudgetOf(cause: unknown): { readonly resumesAt: string | null } | null {
  if (!(cause instanceof AppError) || cause.code !== 'api-rate-limited') return null
  const { resumesAt } = cause.details
  return { resumesAt: typeof resumesAt === 'string' ? resumesAt : null }
}

/** Runs one part of a refresh; a spent budget ends this part and not the refresh, every other failure rises. */
export async function unlessBudgetSpent(part: Part, waits: Pick<BudgetWaits, 'note'>, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    const spent = spentBudgetOf(cause)
    if (spent === null) throw cause
    waits.note(part, spent.resumesAt)
  }
}
