import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import { archiveOperations } from '../../../../electron/core/archiveOperations.ts'
import { askForRange, readMetadata } from '../../../../electron/core/synchronise/readMetadata.ts'
import type { RefreshRun } from '../../../../electron/core/synchronise/refreshRun.ts'
import { openRun } from '../../../../electron/core/synchronise/runResult.ts'
import { readMark, readRangeMark } from '../../../../electron/core/synchronise/syncMarks.ts'
import type { KsefClient } from '../../../../electron/ksef/client.ts'
import type { InvoiceMetadata } from '../../../../electron/ksef/endpoints/metadata.ts'
import { AppError } from '../../../../electron/shared/errors.ts'
import { CONTEXT } from '../../../support/archive.ts'
import { manualClock } from '../../../support/manualClock.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const FROM = '2026-01-01T00:00:00.000Z'
const NOW = '2026-03-01T00:00:00.000Z'

/** A list of invoices stored at these moments, that tells no more than `most` in a window and leaves their dates out; question number `refused` meets a spent limit. */
async function undatedList(storedAt: readonly string[], most: number, refused = 0): Promise<{ readonly run: RefreshRun; readonly windows: readonly string[]; readonly invoices: () => Promise<number> }> {
  const archives = callOperationsHere(archiveOperations)
  onTestFinished(() => archives.closeAll())
  const address = { file: join(temporaryFolder(), 'a.teczka'), context: CONTEXT }
  await archives.create(address)
  const archive = archives.archive(address)
  const windows: string[] = []
  const queryMetadata: KsefClient['queryMetadata'] = ({ dateRange: { from, to } }) => {
    windows.push(`${from}/${String(to)}`)
    if (windows.length === refused) return Promise.reject(new AppError('api-rate-limited', { details: { resumesAt: NOW } }))
    const found = storedAt.flatMap((at, index) => (at >= from && at <= String(to) ? [named(index)] : []))
    return Promise.resolve({ items: found.slice(0, most), unreadable: [], hasMore: false, isTruncated: found.length > most, permanentStorageHwmDate: null })
  }
  const clock = manualClock()
  clock.set(Date.parse(NOW))
  const run = openRun({ archive, client: { queryMetadata } as KsefClient, clock, signal: new AbortController().signal, onProgress: () => undefined, limitedCalls: () => ({}) })
  return { run, windows, invoices: async () => (await archive.archiveFigures()).invoices }
}

function named(index: number): InvoiceMetadata {
  const nobody = { identifierType: null, identifier: null, name: null }
  const ksefNumber = `5252248481-20260201-${String(index).padStart(12, '0')}-00`
  return {
    ...{ ksefNumber, invoiceNumber: null, issueDate: null, invoicingDate: null, acquisitionDate: null, permanentStorageDate: null, seller: { ...nobody, identifierType: 'Nip', identifier: '5252248481' }, buyer: nobody },
    ...{ netAmount: null, grossAmount: null, vatAmount: null, currency: null, invoicingMode: null, invoiceType: null, formSystemCode: null, isSelfInvoicing: null, hasAttachment: null, invoiceHash: null, hashOfCorrectedInvoice: null, thirdParties: [] },
    raw: {},
  }
}

test('a list that is cut short and has no dates is read to its end in narrower windows', async () => {
  const storedAt = Array.from({ length: 40 }, (_, index) => new Date(Date.parse(FROM) + index * 86_400_000).toISOString())
  const { run, windows, invoices } = await undatedList(storedAt, 12)
  await readMetadata(run, FROM)
  expect([await invoices(), await readMark(run.archive, 'metadataUntil'), [...run.tally.warnings]]).toEqual([40, NOW, []])
  expect(windows.length).toBeLessThan(13)
})

test('where narrower windows do not help either, the mark stays, and the result says so', async () => {
  const { run, windows, invoices } = await undatedList(Array.from({ length: 40 }, () => '2026-01-01T00:10:00.000Z'), 12)
  await readMetadata(run, FROM)
  expect([await invoices(), await readMark(run.archive, 'metadataUntil'), [...run.tally.warnings]]).toEqual([12, null, ['metadata-stands-still']])
  expect(windows.length).toBeLessThan(13)
})

test('what follows a busy month is read in wide windows again', async () => {
  const from = '2024-01-01T00:00:00.000Z'
  const storedAt = Array.from({ length: 40 }, (_, index) => new Date(Date.parse(from) + index * 86_400_000).toISOString())
  const { run, windows, invoices } = await undatedList(storedAt, 12)
  await readMetadata(run, from)
  expect([await invoices(), await readMark(run.archive, 'metadataUntil'), [...run.tally.warnings]]).toEqual([40, NOW, []])
  expect(windows.length).toBeLessThan(24)
})

test('an earlier range that a limit cut off is read on by the next refresh, and counts as read only then', async () => {
  const earlier = { from: '2025-06-01T00:00:00.000Z', to: FROM }
  const storedAt = Array.from({ length: 30 }, (_, index) => new Date(Date.parse(earlier.from) + index * 7 * 86_400_000).toISOString())
  const { run, windows, invoices } = await undatedList(storedAt, 100, 3)
  await readMetadata(run, FROM)
  await askForRange(run, earlier)
  await readMetadata(run, FROM)
  expect([run.waits.parts(), await readRangeMark(run.archive, 'metadataRange:Subject1')]).toEqual([['metadata'], { from: '2025-08-28T00:00:00.000Z', to: FROM }])
  expect(await invoices()).toBeLessThan(30)

  await readMetadata(run, FROM)
  expect([await invoices(), await readRangeMark(run.archive, 'metadataRange:Subject1'), await readMark(run.archive, 'metadataUntil')]).toEqual([30, null, NOW])
  expect(windows.slice(2, 4)).toEqual(Array.from({ length: 2 }, () => '2025-08-28T00:00:00.000Z/2025-11-24T00:00:00.000Z'))
})
