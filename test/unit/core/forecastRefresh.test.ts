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

async function newArchive(): Promise<Archive> {
  const archives = callOperationsHere(archiveOperations)
  onTestFinished(() => archives.closeAll())
  const address = { file: join(temporaryFolder(), 'a.teczka'), context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } } } as const
  await archives.create(address)
  return archives.archive(address) as Archive
}

test('a new archive begins with the limits of production', async () => {
  const forecast = await forecastRefresh({ archive: await newArchive(), budgetStore: inMemoryBudgetStore() })
  expect(RefreshForecast.parse(forecast)).toEqual({ from: null, sessionsPerHour: 1_400 })
})

test('limits that KSeF told are those that count', async () => {
  const archive = await newArchive()
  await archive.writeSyncState({ key: 'from', value: '2026-01-01' })
  const budgetStore = inMemoryBudgetStore()
  budgetStore.saveLimits({ ...PRODUCTION_LIMITS, sessionMisc: { perSecond: 1, perMinute: 2, perHour: 4 } })
  expect(await forecastRefresh({ archive, budgetStore })).toEqual({ from: '2026-01-01', sessionsPerHour: 204 })
})
