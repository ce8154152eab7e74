import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { archiveOperations } from '../../../../electron/archive/operations.ts'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import type { Archive } from '../../../../electron/core/archiveOperations.ts'
import { openDemo } from '../../../../electron/core/demo/openDemo.ts'
import { startSimulatorThread } from '../../../../electron/core/demo/simulatorThread.ts'
import { createChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import { openTaxpayerCatalogue } from '../../../../electron/core/taxpayers/openTaxpayerCatalogue.ts'
import { createWorkspace } from '../../../../electron/core/workspace.ts'
import type { Workspace } from '../../../../electron/core/workspace.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { createMemorySecrets } from '../../../../electron/platform/secrets.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const SIMULATOR = new URL('../../../../electron/simulatorProcess.ts', import.meta.url)

function openWorkspace(folder: string): Workspace {
  const { archive, ...thread } = callOperationsHere(archiveOperations)
  const options = { thread: { ...thread, archive: (address: Parameters<typeof archive>[0]) => archive(address) as Archive }, catalogue: openTaxpayerCatalogue(folder), clock: systemClock }
  const log = (): void => undefined
  return createWorkspace({ ...options, folder, secrets: createMemorySecrets(), chosenFiles: createChosenFiles(), connection: () => ({}), log, language: () => 'pl', isDemo: true, idOffset: 1000 })
}

test('the demo signs in to a simulator of its own, and leaves nothing behind', async () => {
  const tempFolder = temporaryFolder()
  const demo = await openDemo({ tempFolder, startSimulator: () => startSimulatorThread({ entry: SIMULATOR, invoices: 20 }), openWorkspace })
  const [taxpayer] = demo.taxpayers.list()
  expect(taxpayer).toMatchObject({ id: 1001, isDemo: true, context: { environment: 'simulator' } })
  expect(taxpayer?.archivePath.startsWith(demo.folder)).toBe(true)
  expect(await demo.taxpayers.test(taxpayer!.id, new AbortController().signal)).toMatchObject({ ok: true, upo: 'all' })
  expect(readdirSync(tempFolder)).toHaveLength(1)

  await demo.close()
  expect(readdirSync(tempFolder)).toEqual([])
  await expect(fetch(`${taxpayer!.apiBase!}/security/public-key-certificates`)).rejects.toThrow()
})

test('a demo that cannot start leaves nothing behind', async () => {
  const tempFolder = temporaryFolder()
  const entry = new URL('../../../../electron/nothing-here.ts', import.meta.url)
  await expect(openDemo({ tempFolder, startSimulator: () => startSimulatorThread({ entry, invoices: 20 }), openWorkspace })).rejects.toThrow()
  expect(readdirSync(tempFolder)).toEqual([])
})
