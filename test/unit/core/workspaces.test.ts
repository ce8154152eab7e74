import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { archiveOperations } from '../../../electron/archive/operations.ts'
import { callOperationsHere } from '../../../electron/archive/thread/callOperations.ts'
import type { Archive } from '../../../electron/core/archiveOperations.ts'
import { openArchiveFolder } from '../../../electron/core/openArchiveFolder.ts'
import { createChosenFiles } from '../../../electron/core/taxpayers/chosenFiles.ts'
import { createWorkspace } from '../../../electron/core/workspace.ts'
import type { Workspace } from '../../../electron/core/workspace.ts'
import { DEMO_ID_OFFSET, openWorkspaces } from '../../../electron/core/workspaces.ts'
import type { Workspaces } from '../../../electron/core/workspaces.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { createMemorySecrets } from '../../../electron/platform/secrets.ts'
import { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { TaxpayerDraft } from '../../../electron/shared/contract/taxpayers.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const DRAFT: TaxpayerDraft = {
  context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } },
  displayName: 'Piekarnia',
  apiBase: null,
  credential: { kind: 'token', token: 'abc' },
}

function openIn(folder: string, { isDemo = false, mayMake = false } = {}): Workspace {
  const calls = callOperationsHere(archiveOperations)
  const thread = { ...calls, archive: (address: Parameters<typeof calls.archive>[0]) => calls.archive(address) as Archive }
  const options = { catalogue: openArchiveFolder({ folder, mayMake }), thread, secrets: createMemorySecrets(), chosenFiles: createChosenFiles(), clock: systemClock }
  return createWorkspace({ ...options, folder, connection: () => ({}), log: () => undefined, language: () => 'pl', isDemo, idOffset: isDemo ? DEMO_ID_OFFSET : 0 })
}

interface Opened {
  readonly workspaces: Workspaces
  readonly stopped: TaxpayerId[]
  readonly problems: unknown[]
}

function open(folder: string): Opened {
  const stopped: TaxpayerId[] = []
  const problems: unknown[] = []
  const workspaces = openWorkspaces({
    folder,
    open: openIn,
    openDemo: async () => {
      const demo = openIn(temporaryFolder(), { isDemo: true })
      await demo.taxpayers.add({ ...DRAFT, displayName: 'Pokaz' })
      return demo
    },
    onProblem: (cause) => void problems.push(cause),
    stopWork: async (ids) => void stopped.push(...ids),
  })
  onTestFinished(() => workspaces.close())
  return { workspaces, stopped, problems }
}

describe('openWorkspaces', () => {
  test.each([
    ['that is gone', 'folder-missing', (folder: string) => join(folder, 'gone')],
    [
      'whose catalogue is another file',
      'archive-not-an-archive',
      (folder: string) => {
        writeFileSync(join(folder, 'teczka-catalogue.sqlite'), 'To nie jest baza danych. '.repeat(100))
        return folder
      },
    ],
  ])('starts with a folder %s, says why it is not open, and takes another', async (_what, code, prepare) => {
    const { workspaces, problems } = open(prepare(temporaryFolder()))
    expect(problems).toHaveLength(1)
    expect(workspaces.problem()).toMatchObject({ code })
    expect(workspaces.list()).toEqual([])
    expect(() => workspaces.own()).toThrow(expect.objectContaining({ code }) as Error)

    const other = temporaryFolder()
    await workspaces.changeFolder(other)
    expect([workspaces.problem(), workspaces.folder()]).toEqual([null, other])
    await workspaces.own().taxpayers.add(DRAFT)
    expect(workspaces.list()).toHaveLength(1)
  })

  test('keeps the present folder when the other cannot be opened', async () => {
    const folder = temporaryFolder()
    const { workspaces } = open(folder)
    await workspaces.own().taxpayers.add(DRAFT)
    await expect(workspaces.changeFolder(join(folder, 'gone'))).rejects.toMatchObject({ code: 'folder-missing' })
    expect([workspaces.folder(), workspaces.list().length]).toEqual([folder, 1])
  })

  test('refuses a folder that a program synchronises, and makes nothing in it', async () => {
    const { workspaces } = open(temporaryFolder())
    const synchronised = join(temporaryFolder(), 'Dropbox', 'Teczka')
    mkdirSync(synchronised, { recursive: true })
    await expect(workspaces.changeFolder(synchronised)).rejects.toMatchObject({ code: 'folder-synchronised' })
    expect(existsSync(join(synchronised, 'teczka-catalogue.sqlite'))).toBe(false)
  })

  test('ends the work on the old folder before it is closed', async () => {
    const { workspaces, stopped } = open(temporaryFolder())
    const { id } = await workspaces.own().taxpayers.add(DRAFT)
    await workspaces.changeFolder(temporaryFolder())
    expect(stopped).toEqual([id])
  })

  test('tells the demo from the own taxpayers by their ids, and never mixes them', async () => {
    const { workspaces } = open(temporaryFolder())
    const own = await workspaces.own().taxpayers.add(DRAFT)
    const [demo, again] = await Promise.all([workspaces.startDemo(), workspaces.startDemo()])
    expect(again).toEqual(demo)
    expect(workspaces.list()).toEqual([own, demo])
    expect([workspaces.with(own.id).folder === workspaces.with(demo.id).folder, demo.isDemo, own.isDemo]).toEqual([false, true, false])
    expect(workspaces.own().taxpayers.list()).toEqual([own])
  })

  test('has the demo also where the own folder cannot be opened', async () => {
    const { workspaces } = open('/nowhere/at/all')
    expect(workspaces.list()).toEqual([])
    const demo = await workspaces.startDemo()
    expect(workspaces.list()).toEqual([demo])
  })

  test('begins the demo anew after it was taken off the list', async () => {
    const { workspaces } = open(temporaryFolder())
    const { id } = await workspaces.startDemo()
    const before = workspaces.with(id)
    await before.taxpayers.leave(id)
    expect(workspaces.list()).toEqual([])
    const demo = await workspaces.startDemo()
    expect(workspaces.list()).toEqual([demo])
    expect(workspaces.with(demo.id)).not.toBe(before)
  })

  test('knows no taxpayer of a demo that does not run', () => {
    const { workspaces } = open(temporaryFolder())
    expect(() => workspaces.with(TaxpayerId.parse(DEMO_ID_OFFSET + 1))).toThrow(expect.objectContaining({ code: 'not-found' }) as Error)
  })
})
