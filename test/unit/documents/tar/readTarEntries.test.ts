import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { readTarEntries, type TarItem } from '../../../../electron/documents/tar/readTarEntries.ts'
import type { UnpackLimits } from '../../../../electron/documents/unpackLimits.ts'
import { TAR_END, tarEntry } from '../../../../electron/simulator/exports/tarEntry.ts'

const LIMITS: UnpackLimits = { maxEntries: 50, maxEntryBytes: () => 2_000_000, maxUnpackedBytes: 10_000_000, maxRatio: 200, smallBytes: 100_000 }

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

async function read(bytes: Uint8Array, limits: Partial<UnpackLimits> = {}, pieceBytes = 65_536, isWanted?: (name: string) => boolean): Promise<readonly TarItem[]> {
  const items: TarItem[] = []
  for await (const item of readTarEntries(piecesOf(bytes, pieceBytes), { ...LIMITS, ...limits }, isWanted)) items.push(item)
  return items
}

const AT = new Date('2026-02-01T12:00:00Z')
const entry = (name: string, content: Uint8Array | string = 'x'): Buffer => tarEntry(name, Buffer.from(content), AT)

/** The header of an entry with other bytes at a place, its checksum made anew. */
function altered(whole: Buffer, at: number, bytes: Uint8Array | string): Buffer {
  const copy = Buffer.from(whole)
  copy.set(Buffer.from(bytes), at)
  copy.write('        ', 148)
  const checksum = copy.subarray(0, 512).reduce((sum, byte) => sum + byte, 0)
  copy.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148)
  return copy
}

const TYPE_AT = 156
const SIZE_AT = 124
const tar = (...entries: readonly Buffer[]): Buffer => gzipSync(Buffer.concat([...entries, TAR_END]))
const GOOD = entry('good.xml', 'good')
const good = { name: 'good.xml', bytes: Buffer.from('good') }

/** As another program packs it, long names and dates in PAX headers. */
async function packed(files: readonly (readonly [string, Uint8Array])[]): Promise<Buffer> {
  const stream = pack()
  for (const [name, bytes] of files) stream.entry({ name, mtime: AT, pax: { comment: 'zażółć' } }, Buffer.from(bytes))
  stream.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}

describe('a tar.gz', () => {
  test('comes out as it went in, however its bytes arrive', async () => {
    const file = fc.tuple(fc.stringMatching(/^[A-Za-z0-9ąę-]{1,120}\.xml$/), fc.uint8Array({ maxLength: 2_000 }))
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 8 }), fc.integer({ min: 1, max: 700 }), async (files, pieceBytes) => {
        expect(await read(await packed(files), {}, pieceBytes)).toEqual(files.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) })))
      }),
      { numRuns: 40 },
    )
  })

  test('gives only what is wanted, also when it is left early', async () => {
    const whole = tar(entry('a.xml'), entry('big.xml', randomBytes(1_000_000)), GOOD)
    expect(await read(whole, {}, 1_000, (name) => name === 'good.xml')).toEqual([good])
    for await (const item of readTarEntries(piecesOf(whole, 100), LIMITS)) {
      expect(item).toMatchObject({ name: 'a.xml' })
      break
    }
  })

  test('drops the folder before its names, and the folders themselves', async () => {
    expect(await read(tar(altered(entry('./', ''), TYPE_AT, '5'), entry('./good.xml', 'good')))).toEqual([good])
  })

  test.each<[string, Buffer, string, string]>([
    ['a symbolic link', altered(entry('link', ''), TYPE_AT, '2'), 'link', 'symlink'],
    ['a hard link', altered(entry('link', ''), TYPE_AT, '1'), 'link', 'symlink'],
    ['a device', altered(entry('tty', ''), TYPE_AT, '3'), 'tty', 'special-file'],
    ['a pipe', altered(entry('pipe', ''), TYPE_AT, '6'), 'pipe', 'special-file'],
    ['a sparse file of old GNU tar', altered(entry('sparse'), TYPE_AT, 'S'), 'sparse', 'special-file'],
    ['a sparse file of PAX', Buffer.concat([altered(entry('pax', '22 GNU.sparse.major=1\n'), TYPE_AT, 'x'), entry('sparse')]), 'sparse', 'special-file'],
    ['a file that is too large', entry('large.xml', randomBytes(2_000_001)), 'large.xml', 'too-large'],
  ])('refuses %s and goes on', async (_, hostile, name, refusal) => {
    expect(await read(tar(hostile, GOOD))).toEqual([{ name, refusal }, good])
  })

  test('a name that climbs out is only a name', async () => {
    expect(await read(tar(entry('../../etc/passwd'), entry('/etc/passwd'), entry('C:\\x')))).toMatchObject([{ name: '../../etc/passwd' }, { name: '/etc/passwd' }, { name: 'C:\\x' }])
  })

  test.each<[string, Buffer, Partial<UnpackLimits>, string]>([
    ['a bomb', tar(entry('zeros', Buffer.alloc(1_900_000))), {}, 'tar-bomb'],
    ['a bomb that nobody wants to unpack', tar(entry('zeros', Buffer.alloc(9_000_000))), { maxEntryBytes: () => 10 }, 'tar-bomb'],
    ['more than may come out', tar(entry('a', Buffer.alloc(1_000, 'a')), entry('b', Buffer.alloc(9_000, 'b'))), { maxUnpackedBytes: 5_000 }, 'tar-bomb'],
    ['too many files', tar(...Array.from({ length: 51 }, (_, index) => entry(`${index}`, ''))), {}, 'tar-too-many'],
    ['a header that does not add up', tar(Buffer.from(GOOD).fill('!', 0, 4)), {}, 'tar-broken'],
    ['a size that is no number', tar(altered(GOOD, SIZE_AT, 'abc')), {}, 'tar-broken'],
    ['a size below nothing', tar(altered(GOOD, SIZE_AT, Buffer.alloc(12, 0xff))), {}, 'tar-broken'],
    ['a size of neither kind', tar(altered(GOOD, SIZE_AT, Buffer.alloc(12, 0x90))), {}, 'tar-broken'],
    ['a size past the end', tar(altered(GOOD, SIZE_AT, '00000177777\0')), {}, 'tar-broken'],
    ['a long name without end', tar(altered(entry('././@LongLink', randomBytes(5_000_000)), TYPE_AT, 'L'), GOOD), {}, 'tar-broken'],
    ['garbage after its end', tar(TAR_END, Buffer.alloc(512, 'garbage')), {}, 'tar-broken'],
    ['no tar in a gzip', gzipSync(Buffer.from('<html></html>'.repeat(100))), {}, 'tar-broken'],
    ['no gzip', Buffer.from('<!DOCTYPE html>'), {}, 'tar-broken'],
    ['nothing at all', Buffer.alloc(0), {}, 'tar-broken'],
  ])('refuses %s', async (_, bytes, limits, refusal) => {
    expect((await read(bytes, limits)).at(-1)).toEqual({ name: null, refusal })
  })

  test('that was cut or changed anywhere gives nothing that was not in it', async () => {
    const files = ['one', 'two', 'three'].map((name) => [`${name}.xml`, Buffer.from(`<Faktura>${name}</Faktura>`.repeat(40))] as const)
    const whole = tar(...files.map(([name, bytes]) => entry(name, bytes)))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.byteLength - 1 }), async (length) => {
        const items = await read(whole.subarray(0, length), {}, 97)
        expect(items.at(-1)).toEqual({ name: null, refusal: 'tar-broken' })
        expect(items.slice(0, -1)).toEqual(files.slice(0, items.length - 1).map(([name, bytes]) => ({ name, bytes })))
      }),
      { numRuns: 60 },
    )
  })

  test('may be several gzip members one after another', async () => {
    expect(await read(Buffer.concat([gzipSync(GOOD), gzipSync(TAR_END)]))).toEqual([good])
  })

  test('with garbage after the gzip gives what was before it, or is refused', async () => {
    const items = await read(Buffer.concat([tar(GOOD), Buffer.from('garbage')]))
    expect([good, { name: null, refusal: 'tar-broken' }]).toEqual(expect.arrayContaining([...items]))
  })

  test('a disk that cannot be read is no fault of the tar', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(tar(GOOD).subarray(0, 20))
      throw new Error('EIO')
    }
    await expect(async () => {
      for await (const item of readTarEntries(failing(), LIMITS)) expect(item).toBeDefined()
    }).rejects.toThrow('EIO')
  })
})
