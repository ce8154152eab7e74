import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getuid } from 'node:process'
import { expect, test } from 'vitest'
import { readFiles, type FoundFile } from '../../../../electron/core/importFiles/readFiles.ts'
import { MAX_DOCUMENT_BYTES } from '../../../../electron/documents/import/importLimits.ts'
import { temporaryFolder } from '../../../support/archive.ts'
import { makeZip } from '../../../support/makeZip.ts'

async function read(...paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const found: FoundFile[] = []
  for await (const file of readFiles(paths)) found.push(file)
  return Object.fromEntries(found.map((file) => [file.name, 'bytes' in file ? file.bytes.toString('latin1') : `refused: ${file.refusal}`]))
}

const FILE = { name: 'a.xml', bytes: Buffer.from('<a/>') }

test('reads files out of folders, ZIPs and a ZIP in a ZIP, and no deeper', async () => {
  const folder = temporaryFolder()
  const inner = makeZip([FILE, { name: 'deeper.zip', bytes: makeZip([FILE]), method: 0 }])
  mkdirSync(join(folder, 'one/two'), { recursive: true })
  writeFileSync(join(folder, 'one/two/plain.txt'), '<b/>')
  writeFileSync(join(folder, 'one/outer.pdf'), makeZip([FILE, { name: 'inner.zip', bytes: inner, method: 0 }]))
  expect(await read(join(folder, 'one'))).toEqual({
    'one/two/plain.txt': '<b/>',
    'one/outer.pdf › a.xml': '<a/>',
    'one/outer.pdf › inner.zip › a.xml': '<a/>',
    'one/outer.pdf › inner.zip › deeper.zip': 'refused: zip-nested',
  })
})

test('an archive of another kind is told to be one by its content, however large', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.xml'), '<a/>')
  execFileSync('tar', ['-cf', join(folder, 'plain'), '-C', folder, 'a.xml'])
  execFileSync('tar', ['-czf', join(folder, 'packed.xml'), '-C', folder, 'a.xml'])
  writeFileSync(join(folder, 'x.7z'), Buffer.from('377abcaf271c0004', 'hex'))
  writeFileSync(join(folder, 'x.rar'), Buffer.from('526172211a0700', 'hex'))
  truncateSync(join(folder, 'x.rar'), MAX_DOCUMENT_BYTES + 1)
  writeFileSync(join(folder, 'x.txt'), 'Rar')
  writeFileSync(join(folder, 'outer.zip'), makeZip([{ name: 'inner.7z', bytes: Buffer.from('377abcaf271c0004', 'hex') }]))
  const refused = 'refused: other-archive'
  const paths = ['plain', 'packed.xml', 'x.7z', 'x.rar', 'x.txt', 'outer.zip'].map((name) => join(folder, name))
  expect(await read(...paths)).toEqual({ plain: refused, 'packed.xml': refused, 'x.7z': refused, 'x.rar': refused, 'x.txt': 'Rar', 'outer.zip › inner.7z': refused })
})

test('a ZIP and a named folder that hold no file are told once each, a folder inside is not', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'bare/deeper'), { recursive: true })
  writeFileSync(join(folder, 'empty.zip'), makeZip([]))
  writeFileSync(join(folder, 'folders.zip'), makeZip([{ name: 'only/', bytes: Buffer.alloc(0), method: 0 }]))
  expect(await read(join(folder, 'bare'), join(folder, 'empty.zip'), join(folder, 'folders.zip'))).toEqual({
    bare: 'refused: folder-empty',
    'empty.zip': 'refused: zip-empty',
    'folders.zip': 'refused: zip-empty',
  })
  expect(Object.keys(await read(folder))).toHaveLength(2)
})

test.runIf(process.platform === 'linux')('reads files and folders whose names are no UTF-8, as old programs left them', async () => {
  const folder = join(temporaryFolder(), 'in')
  const inner = Buffer.concat([Buffer.from(`${folder}/marzec `), Buffer.from([0x9f])])
  mkdirSync(folder)
  mkdirSync(inner)
  writeFileSync(Buffer.concat([inner, Buffer.from('/UPO '), Buffer.from([0xb3, 0xf3])]), '<a/>')
  expect(await read(folder)).toEqual({ 'in/marzec \ufffd/UPO \ufffd\ufffd': '<a/>' })
})

// Files of sysfs say that they hold a page of memory, as a file does that is cut short before it is read.
const SHORTER_THAN_IT_SAYS = '/sys/devices/system/cpu/online'

test.runIf(existsSync(SHORTER_THAN_IT_SAYS))('a file that holds less than it says is refused, and those after it are read', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.xml'), '<a/>')
  expect(await read(SHORTER_THAN_IT_SAYS, join(folder, 'a.xml'))).toEqual({ online: 'refused: unreadable', 'a.xml': '<a/>' })
})

test('follows no link inside a folder, so a folder that holds itself is read once', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.xml'), '<a/>')
  symlinkSync(folder, join(folder, 'again'))
  symlinkSync('/etc/hostname', join(folder, 'elsewhere'))
  const found = await read(folder)
  expect(Object.values(found).sort()).toEqual(['<a/>', 'refused: symlink', 'refused: symlink'])
})

test('a link that was named itself is followed', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.xml'), '<a/>')
  symlinkSync(join(folder, 'a.xml'), join(folder, 'link'))
  expect(await read(join(folder, 'link'))).toEqual({ link: '<a/>' })
})

test('a file of 200 MB is refused unread, an empty one and one that is gone with their reasons', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'large.xml'), '<Faktura>')
  truncateSync(join(folder, 'large.xml'), 200 << 20)
  writeFileSync(join(folder, 'empty.xml'), '')
  const before = process.memoryUsage.rss()
  expect(await read(join(folder, 'large.xml'), join(folder, 'empty.xml'), join(folder, 'gone.xml'))).toEqual({
    'large.xml': 'refused: too-large',
    'empty.xml': 'refused: empty',
    'gone.xml': 'refused: unreadable',
  })
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 << 20)
})

test.skipIf(process.platform === 'win32')('a pipe and a device are refused without waiting for them', async () => {
  const folder = temporaryFolder()
  execFileSync('mkfifo', [join(folder, 'pipe')])
  expect(await read(folder, '/dev/zero')).toEqual({ [`${folder.split('/').at(-1) ?? ''}/pipe`]: 'refused: special-file', zero: 'refused: special-file' })
})

// Root may read everything: there is nothing to see then.
test.skipIf(process.platform === 'win32' || getuid?.() === 0)('a file and a folder without permission are refused', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'closed'))
  writeFileSync(join(folder, 'locked.xml'), '<a/>')
  chmodSync(join(folder, 'locked.xml'), 0o000)
  chmodSync(join(folder, 'closed'), 0o000)
  expect(await read(join(folder, 'locked.xml'), join(folder, 'closed'))).toEqual({ 'locked.xml': 'refused: unreadable', closed: 'refused: folder-unreadable' })
  chmodSync(join(folder, 'closed'), 0o700)
})

test('a bomb of four gigabytes is refused unopened, and memory stays flat', async () => {
  const folder = temporaryFolder()
  const zeros = new Uint8Array(64 << 20)
  // All but the first share its packed bytes.
  const entries = Array.from({ length: 64 }, (_, index) => ({ name: String(index), bytes: zeros, ...(index === 0 ? {} : { overlaps: 0 }), checksum: 0 }))
  writeFileSync(join(folder, 'bomb.zip'), makeZip(entries))
  writeFileSync(join(folder, 'one.zip'), makeZip(entries.slice(0, 1)))
  const before = process.memoryUsage.rss()
  expect(await read(join(folder, 'bomb.zip'), join(folder, 'one.zip'))).toEqual({ 'bomb.zip': 'refused: zip-bomb', 'one.zip': 'refused: zip-bomb' })
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 << 20)
})
