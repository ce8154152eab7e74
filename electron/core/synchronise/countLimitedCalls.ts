import type { BudgetStore } from '../../ksef/budgetStore.ts'
import type { RateGroup } from '../../shared/model/rateLimits.ts'

export interface CountedStore {
  readonly store: BudgetStore
  /** Calls written down since the store was wrapped, by group. */
  readonly calls: () => Partial<Record<RateGroup, number>>
}

/** The same store, counting what goes out: each reserved call that was not taken back. */
export function countLimitedCalls(store: BudgetStore): CountedStore {
  const groups = new Map<number, RateGroup>()
  return {
    store: {
      ...store,
      reserve: (group, route, startedAt) => {
        const id = store.reserve(group, route, startedAt)
        groups.set(id, group)
        return id
      },
      release: (id) => {
        groups.delete(id)
        store.release(id)
      },
    },
    calls: () => {
      const counts: Partial<Record<RateGroup, number>> = {}
      for (const group of groups.values()) counts[group] = (counts[group] ?? 0) + 1
      return counts
    },
  }
}
