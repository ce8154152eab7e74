import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import type { BudgetStore } from '../../electron/ksef/budgetStore.ts'
import type { TaxpayerCatalogue, TaxpayerRecord } from '../../electron/core/taxpayers/taxpayerCatalogue.ts'
import { contextKey } from '../../electron/shared/model/context.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'

export interface MemoryCatalogue extends TaxpayerCatalogue {
  readonly budgetStoreOf: (context: KsefContext) => BudgetStore
  readonly close: () => void
}

/** A catalogue that is gone with the test. */
export function memoryCatalogue(): MemoryCatalogue {
  const records = new Map<number, TaxpayerRecord>()
  const budgets = new Map<string, BudgetStore>()
  let lastId = 0
  return {
    list: () => [...records.values()],
    add: (taxpayer) => {
      lastId += 1
      const record = { ...taxpayer, id: lastId }
      records.set(lastId, record)
      return record
    },
    change: (id, change) => void records.set(id, { ...records.get(id)!, ...change }),
    remove: (id) => void records.delete(id),
    budgetStoreOf: (context) => {
      const store = budgets.get(contextKey(context)) ?? inMemoryBudgetStore()
      budgets.set(contextKey(context), store)
      return store
    },
    close: () => undefined,
  }
}
