import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refreshTaxpayer } from '../../../../electron/core/synchronise/refreshTaxpayer.ts'
import { packageFolderOf } from '../../../../electron/core/synchronise/packageFolder.ts'
import { inMemoryBudgetStore } from '../../../../electron/ksef/budgetStore.ts'
import type { BudgetStore } from '../../../../electron/ksef/budgetStore.ts'
import { AppError, type AppErrorCode } from '../../../../electron/shared/errors.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

beforeEach(async () => {
  bench = await refreshBench({ invoices: 10 })
})
afterEach(async () => {
  await bench.close()
})

/** A store that fails as soon as a call of a route is to be written down. */
function failingAt(route: string, code: AppErrorCode): BudgetStore {
  const store = inMemoryBudgetStore()
  const reserve: BudgetStore['reserve'] = (group, called, startedAt) => {
    if (called === route) throw new AppError(code)
    return store.reserve(group, called, startedAt)
  }
  return { ...store, reserve }
}

test.each([
  ['GET /invoices/ksef/{ksefNumber}', 'archive-busy'],
  ['GET /invoices/ksef/{ksefNumber}', 'archive-damaged'],
  ['GET /sessions/{referenceNumber}', 'archive-disk-full'],
] as const)('a call to %s that the catalogue cannot write down ends the refresh as %s, and is no failure of a document', async (route, code) => {
  const result = await refreshTaxpayer({
    context: bench.context,
    apiBase: bench.simulator.apiBase,
    credential: { kind: 'token', token: bench.simulator.credentials.tokens.archive },
    connection: {},
    budgetStore: failingAt(route, code),
    archive: bench.archive,
    clock: systemClock,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    log: () => undefined,
    from: '2026-01-01',
    fetchInvoiceXml: true,
    packageFolder: packageFolderOf(bench.file),
  })
  expect(result).toMatchObject({ outcome: 'failed', error: { code } })
  const db = new Database(bench.file, { readonly: true })
  expect(db.prepare("SELECT * FROM attempts WHERE outcome = 'failed'").all()).toEqual([])
  db.close()
})
