import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createZip } from '../../../../electron/documents/zip/writeZip.ts'
import { readZip } from '../../../support/readZip.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const AT = new Date('2026-02-01T09:00:00.000Z')

test('two that write the same ZIP at once do not meet before it is whole, and the later one stays', async () => {
  const target = join(temporaryFolder(), 'paczka.zip')
  const [one, other] = [createZip(target), createZip(target)]
  await one.add('one.xml', Buffer.from('<one/>'), AT)
  await other.add('other.xml', Buffer.from('<other/>'), AT)
  await one.finish()
  expect([...(await readZip(target)).keys()]).toEqual(['one.xml'])
  await other.finish()
  expect([...(await readZip(target)).keys()]).toEqual(['other.xml'])
  expect(readdirSync(dirname(target))).toEqual([basename(target)])
})

test('a file of another that is called like an unfinished one is left alone', async () => {
  const target = join(temporaryFolder(), 'paczka.zip')
  writeFileSync(`${target}.part`, 'mine')
  const finished = createZip(target)
  await finished.add('a.xml', Buffer.from('<a/>'), AT)
  await finished.finish()
  const abandoned = createZip(target)
  await abandoned.add('b.xml', Buffer.from('<b/>'), AT)
  await abandoned.abandon()
  expect(readFileSync(`${target}.part`, 'utf8')).toBe('mine')
  expect(readdirSync(dirname(target)).toSorted()).toEqual(['paczka.zip', 'paczka.zip.part'])
})
