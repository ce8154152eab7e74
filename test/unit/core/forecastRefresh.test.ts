import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { archiveOperations } from '../../../electron/archive/operations.ts'
import { callOperationsHere } from '../../../electron/archive/thread/callOperations.ts'
import { forecastRefresh } from '../../../electron/core/forecastRefresh.ts'
import type { Archive } from '../../../electron/core/archiveOperations.ts'
import { inMemoryBudgetStore } from '../../../electron/ksef/budgetStore.ts'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import { RefreshForecast } from '../../../electron/shared/contract/jobs.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const NOW = Date.parse('2026-02-01T10:00:00Z')
const HOUR_MS = 3_600_000

async function newArchive(): Promise<Archive> {
  const archives = callOperationsHere(archiveOperations)
  onTestFinished(() => archives.closeAll())
  const address = { file: join(temporaryFolder(), 'a.teczka'), context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } } } as const
  await archives.create(address)
  return archives.archive(address) as Archive
}

test('a new archive begins with the limits of production, all free', async () => {
  const forecast = await forecastRefresh({ archive: await newArchive(), budgetStore: inMemoryBudgetStore(), now: NOW })
  expect(RefreshForecast.parse(forecast)).toMatchObject({ from: null, withoutXml: 0, withoutUpo: 0, xmlPerHour: 64, invoicesPerHour: 200_000 })
  expect(forecast.freeNow.sessionList).toBe(60)
})

test('calls of the last hour are not free, and those without an answer neither', async () => {
  const archive = await newArchive()
  await archive.writeSyncState({ key: 'from', value: '2026-01-01' })
  const budgetStore = inMemoryBudgetStore()
  budgetStore.saveLimits({ ...PRODUCTION_LIMITS, invoiceDownload: { perSecond: 1, perMinute: 2, perHour: 4 } })
  budgetStore.settle(budgetStore.reserve('invoiceDownload', 'r', NOW - HOUR_MS), NOW - HOUR_MS)
  budgetStore.settle(budgetStore.reserve('invoiceDownload', 'r', NOW - HOUR_MS), NOW - HOUR_MS + 1)
  budgetStore.reserve('invoiceDownload', 'r', NOW - 10)
  const forecast = await forecastRefresh({ archive, budgetStore, now: NOW })
  expect([forecast.from, forecast.freeNow.invoiceDownload, forecast.xmlPerHour, forecast.freeNow.sessionList]).toEqual(['2026-01-01', 2, 4, 60])
})
