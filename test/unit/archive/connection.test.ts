import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { closeArchive, createOrOpenArchive, openArchive, type ArchiveAddress } from '../../../electron/archive/connection.ts'
import { ARCHIVE_APPLICATION_ID } from '../../../electron/archive/fileHeader.ts'
import { MIGRATIONS } from '../../../electron/archive/migrations/index.ts'
import { keepDocument } from '../../../electron/archive/queries/keepDocument.ts'
import { toArchiveError } from '../../../electron/archive/sqliteErrors.ts'
import type { AppErrorCode } from '../../../electron/shared/errors.ts'
import { CONTEXT, temporaryFolder, upoDocument } from '../../support/archive.ts'

function address(name = 'a.teczka'): ArchiveAddress {
  return { file: join(temporaryFolder(), 'archives', name), context: CONTEXT }
}

/** An address where a file with these bytes lies already. */
function addressWith(bytes: Uint8Array): ArchiveAddress {
  const there = address()
  mkdirSync(join(there.file, '..'))
  writeFileSync(there.file, bytes)
  return there
}

/** Opening is refused with this code, and the file is as it was. */
function expectRefusal(there: ArchiveAddress, code: AppErrorCode): void {
  const before = readFileSync(there.file)
  expect(() => openArchive(there)).toThrow(expect.objectContaining({ code }))
  expect(() => createOrOpenArchive(there)).toThrow(expect.objectContaining({ code }))
  expect(readFileSync(there.file).equals(before)).toBe(true)
}

test('a new archive says what it is, whose it is, and is written safely', () => {
  const there = address()
  const db = createOrOpenArchive(there)
  const pragma = (name: string): unknown => db.pragma(name, { simple: true })
  expect({
    applicationId: pragma('application_id'),
    version: pragma('user_version'),
    journal: pragma('journal_mode'),
    synchronous: pragma('synchronous'),
    foreignKeys: pragma('foreign_keys'),
    trustedSchema: pragma('trusted_schema'),
  }).toEqual({ applicationId: ARCHIVE_APPLICATION_ID, version: MIGRATIONS.length, journal: 'wal', synchronous: 2, foreignKeys: 1, trustedSchema: 0 })
  expect(db.prepare("SELECT key, value FROM archiveInfo WHERE key <> 'createdAt' ORDER BY key").raw().all()).toEqual([
    ['context', 'test:Nip:5252248481'],
    ['environment', 'test'],
    ['identifierType', 'Nip'],
    ['identifierValue', '5252248481'],
  ])
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'").all().length).toBeGreaterThan(10)
  closeArchive(db)
  closeArchive(openArchive(there))
  expect(existsSync(`${there.file}-wal`)).toBe(false)
})

test('an archive of which nothing is left is not taken for a new one', () => {
  const there = addressWith(Buffer.alloc(0))
  expect(() => openArchive(there)).toThrow(expect.objectContaining({ code: 'archive-damaged' }))
  expect(readFileSync(there.file).length).toBe(0)
})

test('an archive that is missing is not made by opening it', () => {
  const there = address()
  expect(() => openArchive(there)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(existsSync(there.file)).toBe(false)
})

test('a file of zero bytes, as a kill at the first moment leaves it, becomes an archive', () => {
  closeArchive(createOrOpenArchive(addressWith(Buffer.alloc(0))))
})

test('two connections may have the same archive open', () => {
  const there = address()
  const [one, other] = [createOrOpenArchive(there), createOrOpenArchive(there)]
  keepDocument(one, upoDocument(1))
  expect(other.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(1)
  closeArchive(one)
  closeArchive(other)
})

test('a file that is no SQLite database is refused and not touched', () => {
  expectRefusal(addressWith(Buffer.from('PK\u0003\u0004 this is a ZIP, or anything else'.repeat(40))), 'archive-not-an-archive')
  expectRefusal(addressWith(Buffer.from('short')), 'archive-not-an-archive')
})

test('a database of another program is refused and not touched', () => {
  const there = address()
  mkdirSync(join(there.file, '..'))
  const foreign = new Database(there.file)
  foreign.exec('CREATE TABLE bookmarks (url TEXT)')
  foreign.close()
  expectRefusal(there, 'archive-not-an-archive')
})

test('an archive of a newer version is refused and not touched', () => {
  const there = address()
  const db = createOrOpenArchive(there)
  db.pragma(`user_version = ${MIGRATIONS.length + 1}`)
  closeArchive(db)
  expectRefusal(there, 'archive-from-newer-version')
})

test('an archive of another context is refused', () => {
  const there = address()
  closeArchive(createOrOpenArchive(there))
  expectRefusal({ ...there, context: { environment: 'production', identifier: CONTEXT.identifier } }, 'archive-other-context')
})

test('a damaged archive is told apart and not touched', () => {
  const there = address()
  const db = createOrOpenArchive(there)
  for (let number = 1; number <= 200; number += 1) keepDocument(db, upoDocument(number))
  closeArchive(db)
  const bytes = readFileSync(there.file)
  bytes.fill(0x5a, 4096, 8 * 4096)
  writeFileSync(there.file, bytes)
  expectRefusal(there, 'archive-damaged')
})

test('an archive cut short is told apart', () => {
  const there = address()
  const db = createOrOpenArchive(there)
  keepDocument(db, upoDocument(1))
  closeArchive(db)
  truncateSync(there.file, 4096)
  expectRefusal(there, 'archive-damaged')
})

test('an archive that another program keeps locked is busy', () => {
  const there = address()
  closeArchive(createOrOpenArchive(there))
  const other = new Database(there.file)
  other.pragma('locking_mode = EXCLUSIVE')
  other.exec('BEGIN EXCLUSIVE')
  expect(() => openArchive(there, 50)).toThrow(expect.objectContaining({ code: 'archive-busy' }))
  other.close()
})

test('a folder that cannot be written to is told as read-only', (context) => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o555)
  if (process.getuid?.() === 0) context.skip(!existsSync('/proc/version'), 'root may write anywhere, and there is no /proc to stand in')
  const file = process.getuid?.() === 0 ? '/proc/teczka/a.teczka' : join(folder, 'archives', 'a.teczka')
  expect(() => createOrOpenArchive({ file, context: CONTEXT })).toThrow(expect.objectContaining({ code: 'archive-read-only' }))
})

test('a full disk is told as such, and what was committed before is there', () => {
  const there = address()
  const db = createOrOpenArchive(there)
  keepDocument(db, upoDocument(1))
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true }) as number}`)
  const large = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919 * (index % 251)) % 256))
  let thrown: unknown
  try {
    keepDocument(db, upoDocument(2, { bytes: large }))
  } catch (cause) {
    thrown = toArchiveError(there.file, cause)
  }
  expect(thrown).toMatchObject({ code: 'archive-disk-full', details: { file: there.file } })
  expect(db.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(1)
  closeArchive(db)
})

test('an archive killed before its first change is written back opens as if nothing had happened', () => {
  const there = address()
  const script = `
    import { createOrOpenArchive } from ${JSON.stringify(join(import.meta.dirname, '../../../electron/archive/connection.ts'))}
    createOrOpenArchive(${JSON.stringify(there)})
    process.kill(process.pid, 'SIGKILL')`
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(child.signal, child.stderr).toBe('SIGKILL')
  closeArchive(openArchive(there))
})
