import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import { archiveOperations } from '../../../../electron/core/archiveOperations.ts'
import type { RefreshRun } from '../../../../electron/core/synchronise/refreshRun.ts'
import { setPackageApart } from '../../../../electron/core/synchronise/setPackageApart.ts'
import { makeExportKey } from '../../../../electron/crypto/exportKey.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { CONTEXT, temporaryFolder } from '../../../support/archive.ts'

const MIB = 1024 * 1024
const AT = '2026-02-01T00:00:00.000Z'

/** An archive with an order, and what comes in place of its package. */
async function wrongPackage(size: number) {
  const folder = temporaryFolder()
  const address = { file: join(folder, 'a.teczka'), context: CONTEXT }
  const archives = callOperationsHere(archiveOperations)
  await archives.create(address)
  const archive = archives.archive(address)
  const { id } = await archive.prepareExport({ role: 'Subject1', mode: 'continue', windowFrom: AT, windowTo: AT, attempt: 1, ...makeExportKey(), preparedAt: AT })
  const run = { archive, clock: systemClock, tally: { quarantined: 0, warnings: new Set<string>() } } as unknown as RefreshRun
  const file = await open(join(folder, 'part'), 'w+')
  const start = randomBytes(100_000)
  await file.write(start)
  await file.truncate(size)
  return { run, id, file, archive, start, close: () => Promise.all([file.close(), archives.closeAll()]) }
}

const HEADERS = { contentType: 'application/octet-stream', headerHash: 'AAAA', reason: 'package-part-differs' } as const

test('what came in place of a part is kept with its headers, bytes unchanged, as far as it came', async () => {
  const { run, id, file, archive, start, close } = await wrongPackage(200_000)
  await setPackageApart(run, { id, onlyKnown: false }, { file, size: 100_000, ...HEADERS })
  const { total, rows } = await archive.quarantinedDocuments({ offset: 0, limit: 2 })
  expect(total).toBe(1)
  const [{ document }] = rows as [(typeof rows)[0]]
  expect(document).toMatchObject({ kind: 'unrecognised', byteLength: 100_000, contentType: HEADERS.contentType, headerHash: 'AAAA', route: 'export', quarantineReason: 'package-part-differs', checks: [{ check: 'header-hash', verdict: 'failed' }] })
  const { bytes } = (await archive.documentBytes({ documentId: document.documentId }))!
  expect(sha256Base64(bytes)).toBe(sha256Base64(start))
  expect(run.tally.quarantined).toBe(1)
  await close()
})

test('the largest part that may be is kept; what is larger is told of and not kept', async () => {
  const { run, id, file, archive, close } = await wrongPackage(50 * MIB + 17)
  await setPackageApart(run, { id, onlyKnown: false }, { file, size: 50 * MIB + 17, ...HEADERS })
  expect([...run.tally.warnings]).toEqual([`export-wrong-package-not-kept:${50 * MIB + 17}`])
  expect((await archive.quarantinedDocuments({ offset: 0, limit: 1 })).total).toBe(0)
  await setPackageApart(run, { id, onlyKnown: false }, { file, size: 50 * MIB + 16, ...HEADERS })
  expect((await archive.quarantinedDocuments({ offset: 0, limit: 1 })).total).toBe(1)
  await close()
})
