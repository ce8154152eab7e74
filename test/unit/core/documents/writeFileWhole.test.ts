import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeFileWhole } from '../../../../electron/core/documents/writeFileWhole.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

test('writes the bytes unchanged in place of an older file, and leaves nothing beside it', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'faktura.xml')
  writeFileSync(path, 'older and longer')
  await writeFileWhole(path, Buffer.from([0xff, 0x00, 0x0d, 0x0a]))
  expect([...readFileSync(path)]).toEqual([0xff, 0x00, 0x0d, 0x0a])
  expect(readdirSync(folder)).toEqual(['faktura.xml'])
})

test('says that a place cannot be written to, and leaves nothing there', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'faktura.xml'))
  for (const path of [join(folder, 'gone', 'faktura.xml'), join(folder, 'faktura.xml')]) {
    await expect(writeFileWhole(path, Buffer.from('x'))).rejects.toMatchObject({ code: 'file-not-writable', details: { path } })
  }
  expect(readdirSync(folder)).toEqual(['faktura.xml'])
})
