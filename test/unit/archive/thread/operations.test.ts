import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { closeArchive, openArchive, type ArchiveAddress } from '../../../../electron/archive/connection.ts'
import { archiveOperations } from '../../../../electron/archive/operations.ts'
import { callOperations, callOperationsHere, type Archives } from '../../../../electron/archive/thread/callOperations.ts'
import { giveAway } from '../../../../electron/archive/thread/givenAway.ts'
import { AppError } from '../../../../electron/shared/errors.ts'
import { CONTEXT, listedInvoice, listedSession, SESSION, temporaryFolder, upoDocument } from '../../../support/archive.ts'
import type { operations } from '../../../support/archiveWorker.ts'

function startThread(): Archives<typeof operations> {
  const worker = new Worker(new URL('../../../support/archiveWorker.ts', import.meta.url))
  onTestFinished(async () => {
    await worker.terminate()
  })
  return callOperations<typeof operations>(worker)
}

function newAddress(name = 'a.teczka'): ArchiveAddress {
  return { file: join(temporaryFolder(), name), context: CONTEXT }
}

test('an archive in another thread answers like one at hand', async () => {
  const archives = startThread()
  const address = newAddress()
  await archives.create(address)
  const archive = archives.archive(address)
  await archive.recordListedSessions({ listedAt: '2026-02-02T08:00:00.000Z', sessions: [listedSession()] })
  await archive.recordSessionInvoices({ sessionReference: SESSION, route: 'session-invoices', readAt: '2026-02-02T08:00:00.000Z', invoices: [listedInvoice(1)] })
  const bytes = Buffer.from('<Potwierdzenie/>')
  const { documentId } = await archive.keepDocument(upoDocument(1, { bytes }))
  expect(bytes.toString()).toBe('<Potwierdzenie/>')
  expect(Buffer.from((await archive.documentBytes({ documentId }))!.bytes)).toEqual(bytes)
  expect(await archive.countStates()).toMatchObject({ complete: 1, waiting: 0 })
  await archives.closeAll()
  expect(existsSync(`${address.file}-wal`)).toBe(false)
  expect(await archive.archiveFigures()).toMatchObject({ invoices: 1, byStatus: { 200: 1 } })
})

test('bytes that are given away move to the other thread; small ones, which may share their memory, are copied', async () => {
  const archives = startThread()
  const address = newAddress()
  await archives.create(address)
  const archive = archives.archive(address)
  await archive.recordListedSessions({ listedAt: '2026-02-02T08:00:00.000Z', sessions: [listedSession()] })
  const large = Buffer.alloc(100_000, 'x')
  const small = Buffer.from('<Potwierdzenie/>')
  const kept = await Promise.all([large, small].map((bytes, index) => archive.keepDocument(giveAway(upoDocument(index + 1, { bytes }), [bytes]))))
  expect([large.byteLength, small.toString()]).toEqual([0, '<Potwierdzenie/>'])
  const [first] = kept
  expect(Buffer.from((await archive.documentBytes({ documentId: first!.documentId }))!.bytes)).toEqual(Buffer.alloc(100_000, 'x'))
})

test('a failure crosses the threads as the error it was', async () => {
  const archives = startThread()
  const address = newAddress()
  await expect(archives.archive(address).countStates()).rejects.toMatchObject({ name: 'AppError', code: 'not-found', details: { file: address.file } })
  expect(existsSync(address.file)).toBe(false)
  await archives.create(address)
  const other = { ...address, context: { ...CONTEXT, environment: 'production' as const } }
  await expect(archives.archive(other).countStates()).rejects.toMatchObject({ code: 'archive-other-context' })
  await archives.close(address.file)
  await expect(archives.create(other)).rejects.toMatchObject({ code: 'archive-other-context' })
})

test('an unexpected failure tells its code only, and keeps its message for the log', async () => {
  const archives = startThread()
  const address = newAddress()
  await archives.create(address)
  const failure: unknown = await archives.archive(address).breakDown().catch((cause: unknown) => cause)
  expect(failure).toBeInstanceOf(AppError)
  expect(failure).toMatchObject({ code: 'unexpected', details: {}, cause: { message: 'something nobody expected' } })
})

test('calls are refused, not left waiting, once the thread has ended', async () => {
  const archives = startThread()
  const address = newAddress()
  await archives.create(address)
  await expect(archives.archive(address).endThread()).rejects.toMatchObject({ code: 'unexpected' })
  await expect(archives.archive(address).countStates()).rejects.toMatchObject({ code: 'unexpected' })
})

test('a write waits for the write of another process and then goes through', async () => {
  const archives = startThread()
  const address = newAddress()
  await archives.create(address)
  const other = openArchive(address)
  other.exec('BEGIN IMMEDIATE')
  let isDone = false
  const write = archives
    .archive(address)
    .writeSyncState({ key: 'from', value: 'thread' })
    .then(() => {
      isDone = true
    })
  await setTimeout(150)
  expect(isDone).toBe(false)
  other.exec("INSERT INTO syncState VALUES ('from', 'other')")
  other.exec('COMMIT')
  await write
  expect(await archives.archive(address).readSyncState({ key: 'from' })).toBe('thread')
  closeArchive(other)
})

test('more archives than may be open at once are all answered for', async () => {
  const archives = callOperationsHere(archiveOperations)
  const addresses = Array.from({ length: 20 }, (_, index) => newAddress(`${index}.teczka`))
  for (const address of addresses) await archives.create(address)
  expect(addresses.filter(({ file }) => existsSync(`${file}-wal`))).toHaveLength(16)
  for (const [index, address] of addresses.entries()) await archives.archive(address).writeSyncState({ key: 'number', value: String(index) })
  const values = await Promise.all(addresses.map((address) => archives.archive(address).readSyncState({ key: 'number' })))
  expect(values).toEqual(addresses.map((_, index) => String(index)))
  await archives.closeAll()
  expect(addresses.filter(({ file }) => existsSync(`${file}-wal`))).toEqual([])
})
