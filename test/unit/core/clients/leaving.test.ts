import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { backupNameOf } from '../../../../electron/archive/backups.ts'
import { CATALOGUE_FILE } from '../../../../electron/archive/catalogue/connection.ts'
import { archiveOperations } from '../../../../electron/core/archiveOperations.ts'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import { clientFiles, deleteClient } from '../../../../electron/core/clients/deleteClient.ts'
import { handOverClient } from '../../../../electron/core/clients/handOverClient.ts'
import { createChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import { openTaxpayerCatalogue } from '../../../../electron/core/taxpayers/openTaxpayerCatalogue.ts'
import { createTaxpayers } from '../../../../electron/core/taxpayers/taxpayers.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { createMemorySecrets } from '../../../../electron/platform/secrets.ts'
import type { TaxpayerSummary } from '../../../../electron/shared/contract/taxpayers.ts'
import { readZip } from '../../../support/readZip.ts'
import { refreshBench } from '../../../support/refreshBench.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

/** Another program with a connection that has read, until its input ends. */
const WORKS_ON = `
const db = new (require('better-sqlite3'))(process.argv[1])
db.pragma('user_version')
console.log('open')
process.stdin.resume().on('end', () => db.close())`

/** No program can delete it. */
const HELD_BY_THE_SYSTEM = '/proc/self/status'

const [LEAVING, STAYING] = ['5252248481', '5260250274'] as const

async function office() {
  const folder = temporaryFolder()
  const secrets = createMemorySecrets()
  const catalogue = openTaxpayerCatalogue(folder)
  const archives = callOperationsHere(archiveOperations)
  onTestFinished(async () => {
    catalogue.close()
    await archives.closeAll()
  })
  const taxpayers = createTaxpayers({
    archiveFolder: folder,
    catalogue,
    secrets,
    chosenFiles: createChosenFiles(),
    archives,
    connect: () => expect.fail('KSeF is not asked'),
    clock: systemClock,
    language: () => 'pl',
    isDemo: false,
    idOffset: 0,
  })
  const add = (nip: string): Promise<TaxpayerSummary> =>
    taxpayers.add({ context: { environment: 'test', identifier: { type: 'Nip', value: nip } }, displayName: `Firma ${nip}`, apiBase: null, credential: { kind: 'token', token: `20260201-EC-1E0A2B3C4D-5E6F7A8B9C-0D|nip-${nip}|${'0f'.repeat(32)}` } })
  const [leaving, staying] = [await add(LEAVING), await add(STAYING)]
  for (const { context } of [leaving, staying]) {
    catalogue.noteAccess(context, '2026-11-01T10:00:00.000Z', { invoices: 'yes', upo: 'none', permissions: [], error: null, holder: null })
    catalogue.noteAccessFailure(context, '2026-11-02T10:00:00.000Z', { code: 'network-unreachable', details: {} })
    catalogue.noteJournalHead(context, { number: 1, hash: 'a'.repeat(64) })
    catalogue.budgetStoreOf(context).reserve('other', 'GET /tokens', 1)
  }
  /** A backup beside an archive, as a migration leaves one. */
  const backUp = (archivePath: string, version: number): string => {
    const path = join(dirname(archivePath), backupNameOf(basename(archivePath), version, new Date('2026-03-04T05:06:07.008Z')))
    writeFileSync(path, 'a backup')
    return path
  }
  return { folder, secrets, catalogue, archives, taxpayers, leaving, staying, backUp }
}

describe('deleting a client for good', () => {
  test('asks for the number, and touches nothing before it is right', async () => {
    const { taxpayers, leaving } = await office()
    for (const typed of ['', STAYING, LEAVING.slice(0, 9), 'tak']) {
      await expect(deleteClient({ taxpayers, taxpayerId: leaving.id, typed, withBackups: true })).rejects.toMatchObject({ code: 'confirmation-differs' })
    }
    expect([existsSync(leaving.archivePath), taxpayers.recordOf(leaving.id).leftAt]).toEqual([true, null])
  })

  test('takes the archive, its companions, its backups, its secret and every line of the catalogue, and nothing of another', async () => {
    const { folder, secrets, catalogue, archives, taxpayers, leaving, staying, backUp } = await office()
    const [mine, other] = [backUp(leaving.archivePath, 1), backUp(staying.archivePath, 1)]
    writeFileSync(`${mine}.part`, 'half a backup')
    await archives.archive({ file: leaving.archivePath, context: leaving.context }).archiveFigures()
    expect(clientFiles(taxpayers, leaving.id)).toMatchObject({ archivePath: leaving.archivePath, forgetsSecret: true, backups: [{ fileName: basename(mine), bytes: 8, madeAt: '2026-03-04T05:06:07.008Z' }] })

    expect(await deleteClient({ taxpayers, taxpayerId: leaving.id, typed: `PL ${LEAVING.slice(0, 3)}-${LEAVING.slice(3)}`, withBackups: true })).toMatchObject({ leftBackups: [] })
    expect(readdirSync(dirname(leaving.archivePath)).filter((name) => name.includes(LEAVING))).toEqual([])
    expect([existsSync(staying.archivePath), existsSync(other)]).toEqual([true, true])
    expect(taxpayers.list()).toMatchObject([{ id: staying.id, credentialKept: 'memory' }])
    expect(secrets.placeOf(`test:Nip:${LEAVING}`)).toBe('none')
    expect(catalogue.accessOf(leaving.context)).toEqual({ now: null, before: null, failure: null })
    expect([catalogue.journalHeadsOf(leaving.context), catalogue.budgetStoreOf(leaving.context).loadCalls()]).toEqual([[], []])
    expect(catalogue.accessOf(staying.context).failure?.error.code).toBe('network-unreachable')
    catalogue.close()
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith(CATALOGUE_FILE))) expect(readFileSync(join(folder, name)).includes(LEAVING)).toBe(false)
  })

  test('leaves the backups where that is wanted, and says which', async () => {
    const { taxpayers, leaving, backUp } = await office()
    const backup = backUp(leaving.archivePath, 2)
    expect(await deleteClient({ taxpayers, taxpayerId: leaving.id, typed: LEAVING, withBackups: false })).toMatchObject({ leftBackups: [backup] })
    expect([existsSync(backup), existsSync(leaving.archivePath)]).toEqual([true, false])
  })

  test('is refused while another process works on the archive, and takes nothing then', async () => {
    const { catalogue, secrets, taxpayers, leaving, backUp } = await office()
    const backup = backUp(leaving.archivePath, 1)
    const other = spawn(process.execPath, ['-e', WORKS_ON, leaving.archivePath], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    const deletion = { taxpayers, taxpayerId: leaving.id, typed: LEAVING, withBackups: true }
    await expect(deleteClient(deletion)).rejects.toMatchObject({ code: 'archive-busy', details: { path: leaving.archivePath } })
    expect([existsSync(leaving.archivePath), existsSync(backup), catalogue.journalHeadsOf(leaving.context).length]).toEqual([true, true, 1])
    expect([taxpayers.recordOf(leaving.id).leftAt, secrets.placeOf(`test:Nip:${LEAVING}`)]).toEqual([null, 'memory'])

    other.stdin.end()
    await once(other, 'exit')
    await deleteClient(deletion)
    catalogue.noteJournalHead(leaving.context, { number: 2, hash: 'b'.repeat(64) })
    expect([existsSync(leaving.archivePath), catalogue.journalHeadsOf(leaving.context)]).toEqual([false, []])
  })

  test('that is damaged goes all the same', async () => {
    const { taxpayers, archives, leaving } = await office()
    await archives.close(leaving.archivePath)
    writeFileSync(leaving.archivePath, 'no database')
    await deleteClient({ taxpayers, taxpayerId: leaving.id, typed: LEAVING, withBackups: true })
    expect(existsSync(leaving.archivePath)).toBe(false)
  })

  test.skipIf(!existsSync(HELD_BY_THE_SYSTEM))('of which a file will not go ends the work for it (skipped where the system shows no process as files)', async () => {
    const { secrets, taxpayers, leaving } = await office()
    const recordOf: typeof taxpayers.recordOf = (id) => ({ ...taxpayers.recordOf(id), archiveFile: HELD_BY_THE_SYSTEM })
    await expect(deleteClient({ taxpayers: { ...taxpayers, recordOf }, taxpayerId: leaving.id, typed: LEAVING, withBackups: false })).rejects.toMatchObject({ code: 'file-not-writable' })
    expect([taxpayers.recordOf(leaving.id).leftAt === null, secrets.placeOf(`test:Nip:${LEAVING}`)]).toEqual([false, 'none'])
  })

  test('keeps the day on which the work for it ended, whatever is refused afterwards', async () => {
    const { catalogue, taxpayers, leaving } = await office()
    catalogue.change(leaving.id, { leftAt: '2026-01-02T03:04:05.000Z' })
    await taxpayers.leave(leaving.id)
    expect(taxpayers.recordOf(leaving.id).leftAt).toBe('2026-01-02T03:04:05.000Z')
  })

  test('that was cut off can be done again', async () => {
    const { taxpayers, leaving } = await office()
    const forget = (): Promise<void> => Promise.reject(new Error('the power is gone'))
    await expect(deleteClient({ taxpayers: { ...taxpayers, forget }, taxpayerId: leaving.id, typed: LEAVING, withBackups: true })).rejects.toThrow('power')
    expect([existsSync(leaving.archivePath), taxpayers.list().length]).toEqual([false, 2])
    await deleteClient({ taxpayers, taxpayerId: leaving.id, typed: LEAVING, withBackups: true })
    expect(taxpayers.list()).toHaveLength(1)
  })
})

describe('handing over all of a client', () => {
  test('writes the plain files with a list, and an archive that opens with the same invoices', async () => {
    const bench = await refreshBench({ invoices: 60 })
    onTestFinished(() => bench.close())
    await bench.refresh({ fetchInvoiceXml: true })
    const target = temporaryFolder()
    const options = {
      archive: bench.archive,
      beside: bench.archive,
      archiveFile: '/archives/simulator-nip-1.teczka',
      context: bench.context,
      displayName: 'Świerk Sp. z o.o.',
      targetFolder: target,
      clock: systemClock,
      language: 'pl',
      program: 'test',
      signal: new AbortController().signal,
      onProgress: () => undefined,
    } as const
    const result = await handOverClient(options)
    const names = readdirSync(result.path).toSorted()
    const zipName = names.find((name) => name.endsWith('.zip')) ?? ''
    expect(names).toEqual(['PRZECZYTAJ.txt', 'SHA256SUMS', zipName, 'simulator-nip-1.teczka'].toSorted())
    for (const line of readFileSync(join(result.path, 'SHA256SUMS'), 'ascii').trimEnd().split('\n')) {
      const [sum, name = ''] = line.split('  ')
      expect(createHash('sha256').update(readFileSync(join(result.path, name))).digest('hex')).toBe(sum)
    }

    const files = await readZip(join(result.path, zipName))
    const figures = await bench.archive.archiveFigures()
    expect(files.get('FAKTURY.csv')?.toString('utf8').trimEnd().split('\r\n').length).toBe(figures.invoices + 1)
    const pages = await bench.archive.sessionUpoDocuments()
    expect(pages.length).toBeGreaterThan(0)
    expect([...files.keys()].filter((name) => name.endsWith('-upo-zbiorcze.xml'))).toHaveLength(pages.length)
    const sums = new Map(files.get('SHA256SUMS')?.toString('ascii').trimEnd().split('\n').map((line) => line.split('  ').toReversed() as [string, string]))
    for (const [name, bytes] of files) if (name !== 'SHA256SUMS') expect(sums.get(name)).toBe(createHash('sha256').update(bytes).digest('hex'))

    const copies = callOperationsHere(archiveOperations)
    onTestFinished(() => copies.closeAll())
    const copy = copies.archive({ file: join(result.path, 'simulator-nip-1.teczka'), context: bench.context })
    expect(await copy.archiveFigures()).toEqual(figures)
    expect((await copy.verifyJournal({ after: null, limit: 10_000, heads: [] })).faults).toEqual([])

    expect((await handOverClient(options)).path).toBe(`${result.path}-2`)
  })

  test('leaves nothing behind when it fails or is cancelled, in the folder or in the history', async () => {
    const bench = await refreshBench({ invoices: 5 })
    onTestFinished(() => bench.close())
    await bench.refresh()
    const target = temporaryFolder()
    const stop = new AbortController()
    const journalBefore = await bench.archive.journalHead()
    const handOverWith = (copyArchive: Parameters<typeof handOverClient>[0]['beside']['copyArchive']): Promise<unknown> =>
      handOverClient({ archive: bench.archive, beside: { copyArchive }, archiveFile: '/a.teczka', context: bench.context, displayName: 'A', targetFolder: target, clock: systemClock, language: 'en', program: 'test', signal: stop.signal, onProgress: () => undefined })
    await expect(handOverWith(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('full')
    const cancelled = handOverWith((copy) => {
      stop.abort()
      return bench.archive.copyArchive(copy)
    })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(target)).toEqual([])
    expect(await bench.archive.journalHead()).toEqual(journalBefore)
  })

  test('says of a copy that cannot be written where it was to be, not that the archive is at fault', async () => {
    const bench = await refreshBench({ invoices: 5 })
    onTestFinished(() => bench.close())
    const target = join(temporaryFolder(), 'gone', 'a.teczka')
    await expect(bench.archive.copyArchive({ target })).rejects.toMatchObject({ code: 'file-not-writable', details: { path: target } })
  })
})
