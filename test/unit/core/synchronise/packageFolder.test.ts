import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clearAbandonedPackages, clearPackages, makeRoomFor, ownPackages, packageFolderOf } from '../../../../electron/core/synchronise/packageFolder.ts'
import { archiveFilePath } from '../../../../electron/core/taxpayers/archiveFilePath.ts'
import { CONTEXT, temporaryFolder } from '../../../support/archive.ts'

/** The number of a process that has ended. */
function ended(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

/** A package in the place of each process, and a stray one; the folder with all of them. */
async function leave(archiveFolder: string, processIds: readonly number[]): Promise<string> {
  const folder = packageFolderOf(archiveFilePath(archiveFolder, CONTEXT))
  for (const id of processIds) {
    await mkdir(join(folder, `${id}`), { recursive: true })
    await writeFile(join(folder, `${id}`, '1.package'), 'x')
  }
  await writeFile(join(folder, 'stray.package'), 'x')
  return folder
}

describe('what killed programs left', () => {
  test('goes at the next start; what living ones work on stays', async () => {
    const archiveFolder = temporaryFolder()
    const dead = ended()
    const folder = await leave(archiveFolder, [dead, process.pid, process.ppid])
    await writeFile(join(dirname(folder), 'another.teczka'), 'x')
    await clearAbandonedPackages(archiveFolder)
    expect([`${dead}`, 'stray.package', `${process.pid}`, `${process.ppid}`].map((entry) => existsSync(join(folder, entry)))).toEqual([false, false, true, true])
    expect(existsSync(join(dirname(folder), 'another.teczka'))).toBe(true)
  })

  test('takes its folder with it', async () => {
    const archiveFolder = temporaryFolder()
    const folder = await leave(archiveFolder, [ended()])
    await clearAbandonedPackages(archiveFolder)
    expect(existsSync(folder)).toBe(false)
  })

  test('goes at the next refresh as well, with what this process left', async () => {
    const folder = await leave(temporaryFolder(), [ended(), process.pid, process.ppid])
    await clearPackages(folder)
    expect(existsSync(ownPackages(folder))).toBe(false)
    expect(existsSync(join(folder, `${process.ppid}`))).toBe(true)
  })

  test('in a folder without archives there is nothing', async () => {
    await expect(clearAbandonedPackages(join(temporaryFolder(), 'nowhere'))).resolves.toBeUndefined()
  })
})

describe('room for a package', () => {
  test('is looked for first, by the larger of what its size and its parts say', async () => {
    const folder = join(temporaryFolder(), 'packages', '1')
    const part = { ordinalNumber: 1, url: '', partSize: 2 ** 50, partHash: '', encryptedPartSize: 2 ** 50 + 16, encryptedPartHash: '' }
    await expect(makeRoomFor(folder, { size: 10, parts: [] })).resolves.toBeUndefined()
    for (const told of [
      { size: 2 ** 50, parts: [] },
      { size: 10, parts: [part] },
    ])
      await expect(makeRoomFor(folder, told)).rejects.toMatchObject({ code: 'archive-disk-full', details: { reason: 'package', needed: 2 ** 51 + 128 * 1024 * 1024 } })
  })
})
