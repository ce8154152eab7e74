import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { closeArchive, openArchive } from '../../../electron/archive/connection.ts'
import { toArchiveError } from '../../../electron/archive/sqliteErrors.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { CONTEXT, temporaryFolder } from '../../support/archive.ts'
import { olderArchive } from '../../support/olderArchive.ts'

/** A file system of its own of so many bytes can be had here, without rights of an administrator. */
const CAN_MOUNT = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0

interface Outcome {
  readonly code: string
  readonly isUntouched: boolean
  /** Files beside it when all was over. */
  readonly beside: readonly string[]
}

/** Opens an archive (of version 1, unless another is given) on a disk with `free` bytes beside it, or one that is read-only. */
function openOnDisk({ free, readOnly = false, source = olderArchive() }: { readonly free: number; readonly readOnly?: boolean; readonly source?: string }): Outcome {
  const disk = join(temporaryFolder(), 'disk')
  mkdirSync(disk)
  const file = join(disk, 'a.teczka')
  const program = `
    import { readFileSync, readdirSync } from 'node:fs'
    import { openArchive } from ${JSON.stringify(join(import.meta.dirname, '../../../electron/archive/connection.ts'))}
    const before = readFileSync(${JSON.stringify(file)})
    let code = 'opened'
    try { openArchive({ file: ${JSON.stringify(file)}, context: ${JSON.stringify(CONTEXT)} }) } catch (cause) { code = cause.code ?? String(cause) }
    const beside = readdirSync(${JSON.stringify(disk)}).filter((name) => name !== 'a.teczka' && !name.endsWith('-shm') && !name.endsWith('-wal'))
    console.log(JSON.stringify({ code, isUntouched: readFileSync(${JSON.stringify(file)}).equals(before), beside }))`
  const prepare = [
    `mount -t tmpfs -o size=${Math.ceil((statSync(source).size + free) / 4096) * 4096} tmpfs "$2"`,
    'cp "$1" "$2/a.teczka"',
    ...(readOnly ? ['mount -o remount,ro "$2"'] : []),
    'exec "$3" --input-type=module --eval "$4"',
  ]
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', prepare.join(' && '), 'sh', source, disk, process.execPath, program], { encoding: 'utf8' })
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout) as Outcome
}

test.skipIf(!CAN_MOUNT)('without room for a backup an older archive stays as it is, and nothing half made is left beside it', () => {
  expect(openOnDisk({ free: 60_000 })).toEqual({ code: 'archive-disk-full', isUntouched: true, beside: [] })
})

test.skipIf(!CAN_MOUNT)('on a full disk an archive is not called damaged', () => {
  const source = olderArchive()
  closeArchive(openArchive({ file: source, context: CONTEXT }))
  expect(openOnDisk({ free: 0, source })).toEqual({ code: 'archive-disk-full', isUntouched: true, beside: [] })
})

test.skipIf(!CAN_MOUNT)('with room for the backup alone, or for all of it, an archive is either untouched or moved on: never in between', () => {
  const size = statSync(olderArchive()).size
  const outcomes = [0.2, 0.5, 0.9, 1.2, 1.5, 4].map((share) => openOnDisk({ free: 60_000 + Math.round(size * share) }))
  for (const { code, isUntouched } of outcomes) expect([code, isUntouched].join(' ')).toMatch(/^archive-disk-full true$|^opened/)
  expect(outcomes.at(-1)).toMatchObject({ code: 'opened', beside: [expect.stringMatching(/\.v1-.*\.backup$/)] })
  expect(outcomes.some(({ code, beside }) => code === 'archive-disk-full' && beside.length === 1)).toBe(true)
})

test.skipIf(!CAN_MOUNT)('on a disk that cannot be written to an older archive is refused as read-only', () => {
  expect(openOnDisk({ free: 4_000_000, readOnly: true })).toEqual({ code: 'archive-read-only', isUntouched: true, beside: [] })
})

test('in a folder that cannot be written to an older archive is refused and untouched', (context) => {
  context.skip(process.getuid?.() === 0 || process.platform === 'win32', 'root may write anywhere; the test before this one stands in')
  const file = olderArchive()
  const before = readFileSync(file)
  chmodSync(dirname(file), 0o555)
  try {
    expect(() => openArchive({ file, context: CONTEXT })).toThrow(expect.objectContaining({ code: 'archive-read-only' }))
  } finally {
    chmodSync(dirname(file), 0o755)
  }
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(dirname(file)).filter((name) => name.includes('.v1-'))).toEqual([])
})

test.each([['SQLITE_IOERR_SHMSIZE', 'archive-disk-full'], ['SQLITE_IOERR_FSYNC', 'archive-disk-failed'], ['SQLITE_IOERR_WRITE', 'archive-disk-failed'], ['SQLITE_IOERR_READ', 'archive-damaged']])('%s is %s', (reason, code) => {
  expect(toArchiveError('a.teczka', Object.assign(new Error(), { code: reason }))).toMatchObject({ code, details: { file: 'a.teczka', reason } })
})

test('both are told with what to do next', () => {
  for (const code of ['archive-disk-full', 'archive-read-only'] as const) {
    const { whatHappened, nextStep } = describeError('pl', new AppError(code, { details: { file: 'a.teczka' } }))
    expect(`${whatHappened} ${nextStep}`).toMatch(/miejsca|tylko do odczytu/)
  }
})
