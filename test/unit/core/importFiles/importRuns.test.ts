import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import { archiveOperations } from '../../../../electron/core/archiveOperations.ts'
import { createImportRuns } from '../../../../electron/core/importFiles/importRuns.ts'
import type { DocumentReader } from '../../../../electron/core/importFiles/importThread.ts'
import { readDocuments, type ReadItem } from '../../../../electron/core/importFiles/readDocuments.ts'
import { createJobs } from '../../../../electron/core/jobs.ts'
import type { Workspace } from '../../../../electron/core/workspace.ts'
import { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import type { JobView } from '../../../../electron/shared/contract/jobs.ts'
import { IMPORT_OUTCOMES } from '../../../../electron/shared/model/importedFile.ts'
import type { KsefContext } from '../../../../electron/shared/model/context.ts'
import { temporaryFolder } from '../../../support/archive.ts'
import { TEST_NIP } from '../../../support/certificates.ts'
import { faXml } from '../../../support/invoiceXml.ts'
import { importedInvoice, importedUpo } from '../../../support/importFiles.ts'

const CONTEXT: KsefContext = { environment: 'test', identifier: { type: 'Nip', value: TEST_NIP } }
const ID = TaxpayerId.parse(1)
const ALL = { outcomes: IMPORT_OUTCOMES, offset: 0, limit: 500 }

/** The runs over one taxpayer and a real archive, without threads. */
async function begin(read: DocumentReader) {
  const archives = callOperationsHere(archiveOperations)
  const address = { file: join(temporaryFolder(), 'a.teczka'), context: CONTEXT }
  await archives.create(address)
  onTestFinished(() => archives.closeAll())
  const witnessed: TaxpayerId[] = []
  const workspace = {
    taxpayers: { list: () => [{ id: ID, context: CONTEXT, leftAt: null }], workingRecordOf: () => undefined },
    archiveOf: () => archives.archive(address),
    witnessJournal: (id: TaxpayerId) => Promise.resolve(void witnessed.push(id)),
  } as unknown as Workspace
  const views: JobView[] = []
  const jobs = createJobs({ now: () => new Date(), onProgress: (view) => void views.push(view), logFailure: (_incident, _where, cause) => expect.unreachable(String(cause)) })
  const runs = createImportRuns({ jobs, read, workspaceOf: () => workspace, now: () => new Date('2026-03-05T10:00:00Z') })
  const ended = () => jobs.list().at(-1)?.result ?? null
  return { runs, jobs, views, ended, witnessed }
}

test('tells of each file page by page, and puts what could not be told where the person says', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, '1.xml'), importedInvoice(1))
  writeFileSync(join(folder, '2.xml'), importedUpo(1))
  writeFileSync(join(folder, '3.xml'), 'no document')
  writeFileSync(join(folder, '4.xml'), faXml({ seller: '<NIP>1111111111</NIP>', buyer: '<NIP>2222222222</NIP>' }))
  const { runs, jobs, ended, witnessed } = await begin(readDocuments)
  const jobId = runs.start({ taxpayerId: ID, paths: [folder], otherwiseId: null })
  await expect.poll(ended).toEqual({ outcome: 'done', error: null })
  expect(jobs.list()[0]).toMatchObject({ progress: { done: 4, counts: { stored: 2, skipped: 1, 'needs-taxpayer': 1 }, changed: [ID] } })
  expect(witnessed).toEqual([ID])
  expect(runs.results(jobId, ALL).total).toBe(4)
  expect(runs.results(jobId, { ...ALL, offset: 1, limit: 2 }).rows).toHaveLength(2)
  expect(runs.results(jobId, { ...ALL, outcomes: ['skipped'] }).rows).toMatchObject([{ outcome: 'skipped', reason: 'not-a-document', taxpayerId: null }])
  expect(runs.results(jobId, { ...ALL, outcomes: ['needs-taxpayer'] }).rows).toMatchObject([{ reason: 'unknown-company', kind: 'invoice', sellerNip: '1111111111' }])

  const again = runs.assign(jobId, ID)
  await expect.poll(ended).toEqual({ outcome: 'done', error: null })
  expect(jobs.list().at(-1)).toMatchObject({ jobId: again, progress: { counts: { 'already-here': 2, unlisted: 1, skipped: 1 } } })
})

/** An import of these files, each in a group of its own: how each ended, and the counts. */
async function importOneByOne(files: readonly (readonly [name: string, bytes: Uint8Array])[]) {
  const items: ReadItem[] = []
  for (const [name, bytes] of files) {
    const folder = temporaryFolder()
    writeFileSync(join(folder, name), bytes)
    for await (const group of readDocuments([join(folder, name)])) items.push(...group)
  }
  const { runs, jobs, ended } = await begin(async function* () {
    for (const item of items) yield [item]
  })
  const jobId = runs.start({ taxpayerId: ID, paths: ['anything'], otherwiseId: null })
  await expect.poll(ended).not.toBeNull()
  return { rows: runs.results(jobId, ALL).rows, progress: jobs.list()[0]?.progress }
}

test('an invoice whose receipt comes in a later group ends as added', async () => {
  const { rows, progress } = await importOneByOne([['invoice.xml', importedInvoice(7)], ['upo.xml', importedUpo(7)]])
  expect(rows).toMatchObject([{ outcome: 'stored', kind: 'invoice', invoiceId: 1 }, { outcome: 'stored', kind: 'invoice-upo', invoiceId: 1 }])
  expect(progress).toMatchObject({ counts: { stored: 2, unlisted: 0 } })
})

test('an invoice under the number of another is told as such, in whatever order the files come', async () => {
  const other = Buffer.from(importedInvoice(7).toString().replace('Nabywca 7', 'Kto inny'))
  const [a, b, c] = [['invoice.xml', importedInvoice(7)], ['other.xml', other], ['upo.xml', importedUpo(7)]] as const
  for (const files of [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]]) {
    const { rows, progress } = await importOneByOne(files)
    const outcomes = Object.fromEntries(rows.map(({ name, outcome, invoiceId }) => [name, [outcome, invoiceId]]))
    expect(outcomes).toEqual({ 'invoice.xml': ['stored', 1], 'upo.xml': ['stored', 1], 'other.xml': ['number-used', 1] })
    expect(progress).toMatchObject({ counts: { stored: 2, 'number-used': 1, unlisted: 0 } })
  }
})

test('a cancelled import keeps what it took in, and closes its reader', async () => {
  let isClosed = false
  const { runs, jobs, ended } = await begin(async function* () {
    try {
      for (let index = 0; ; index += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        yield [{ name: String(index), refusal: 'empty' }]
      }
    } finally {
      isClosed = true
    }
  })
  const jobId = runs.start({ taxpayerId: ID, paths: ['anything'], otherwiseId: null })
  await expect.poll(() => runs.results(jobId, ALL).total).toBeGreaterThan(2)
  jobs.cancel(jobId)
  await expect.poll(ended).toEqual({ outcome: 'cancelled', error: null })
  expect(isClosed).toBe(true)
  expect(runs.results(jobId, ALL).total).toBeGreaterThan(2)
  expect(() => runs.results('never' as typeof jobId, ALL)).toThrow('not-found')
})
