import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memorySource } from '../../../../electron/documents/zip/byteSource.ts'
import type { UnpackLimits } from '../../../../electron/documents/unpackLimits.ts'
import { readZipEntries, type ZipItem } from '../../../../electron/documents/zip/readZipEntries.ts'
import { makeZip, type ZipRecipe } from '../../../support/makeZip.ts'

const LIMITS: UnpackLimits = { maxEntries: 50, maxEntryBytes: () => 2_000_000, maxUnpackedBytes: 10_000_000, maxRatio: 200, smallBytes: 100_000 }

async function read(bytes: Buffer, limits: Partial<UnpackLimits> = {}): Promise<readonly ZipItem[]> {
  const items: ZipItem[] = []
  for await (const item of readZipEntries(memorySource(bytes), { ...LIMITS, ...limits })) items.push(item)
  return items
}

const GOOD: ZipRecipe = { name: 'ok.xml', bytes: Buffer.from('<Faktura/>') }
const NOISE = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251)
const ZEROS = new Uint8Array(1_500_000)

test('gives each file with its bytes, and no folders', async () => {
  const items = await read(makeZip([GOOD, { name: 'folder/', bytes: new Uint8Array() }, { name: 'folder/ż.xml', bytes: NOISE, method: 0 }, { name: 'empty', bytes: new Uint8Array() }]))
  expect(items.map(({ name }) => name)).toEqual(['ok.xml', 'folder/ż.xml', 'empty'])
  expect(items.map((item) => ('bytes' in item ? item.bytes.byteLength : -1))).toEqual([10, 5_000, 0])
})

describe('refuses one file and goes on with the next', () => {
  test.each<[string, Partial<ZipRecipe>, string]>([
    ['a name that climbs out', { name: '../../etc/passwd' }, 'zip-unsafe-name'],
    ['a name that climbs out later', { name: 'a/../../b.xml' }, 'zip-unsafe-name'],
    ['an absolute name', { name: '/etc/passwd' }, 'zip-unsafe-name'],
    ['a drive letter', { name: 'C:\\windows\\x.xml' }, 'zip-unsafe-name'],
    ['a climb in the way of Windows', { name: '..\\..\\x.xml' }, 'zip-unsafe-name'],
    ['a zero in the name', { name: 'a.xml\0.png' }, 'zip-unsafe-name'],
    ['a link', { unixMode: 0o120777 }, 'symlink'],
    ['a device', { unixMode: 0o060666 }, 'special-file'],
    ['an encrypted file', { flags: 0x0801 }, 'zip-encrypted'],
    ['an unknown packing', { method: 12 }, 'zip-method'],
    ['a wrong checksum', { checksum: 1 }, 'zip-broken'],
    ['fewer bytes than declared', { declaredSize: 6_000 }, 'zip-broken'],
    ['more bytes than declared', { declaredSize: 100 }, 'zip-broken'],
    ['a file over the limit', { bytes: new Uint8Array(2_100_000), method: 0 }, 'too-large'],
  ])('%s', async (_what, recipe, refusal) => {
    const items = await read(makeZip([{ name: 'bad.xml', bytes: NOISE, ...recipe }, GOOD]))
    expect(items[0]).toMatchObject({ refusal })
    expect(items[1]).toMatchObject({ name: 'ok.xml', bytes: GOOD.bytes })
  })
})

describe('takes nothing from the whole', () => {
  test.each<[string, Buffer, Partial<UnpackLimits>, string]>([
    ['that unpacks to a thousand times its size', makeZip([GOOD, { name: 'zeros', bytes: ZEROS }]), {}, 'zip-bomb'],
    ['whose many small files are great together', makeZip(Array.from({ length: 40 }, (_, index) => ({ name: String(index), bytes: ZEROS.subarray(0, 90_000) }))), {}, 'zip-bomb'],
    ['whose files share their packed bytes', makeZip([{ name: '0', bytes: NOISE }, ...Array.from({ length: 45 }, (_, index) => ({ name: String(index), bytes: NOISE, overlaps: 0 }))]), { maxRatio: 5 }, 'zip-bomb'],
    ['that is larger than allowed', makeZip([{ name: 'a', bytes: NOISE }]), { maxUnpackedBytes: 4_999 }, 'zip-bomb'],
    ['with too many files', makeZip(Array.from({ length: 51 }, () => GOOD)), {}, 'zip-too-many'],
    ['that was cut', makeZip([GOOD]).subarray(0, 60), {}, 'zip-broken'],
    ['that is only a beginning', Buffer.from('PK\x03\x04 and nothing else'), {}, 'zip-broken'],
  ])('%s', async (_what, bytes, limits, refusal) => {
    expect(await read(bytes, limits)).toEqual([{ name: null, refusal }])
  })
})

test('never throws and never gives more than was declared, whatever is changed in a ZIP', async () => {
  const whole = makeZip([GOOD, { name: 'noise', bytes: NOISE }, { name: 'stored', bytes: NOISE, method: 0 }])
  const changes = fc.array(fc.tuple(fc.nat(whole.byteLength - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(changes, fc.nat(whole.byteLength), async (bytes, length) => {
      const changed = Buffer.from(whole)
      for (const [at, value] of bytes) changed[at] = value
      for (const part of [changed, changed.subarray(0, length)]) {
        for (const item of await read(part)) {
          if ('bytes' in item) expect(item.bytes.byteLength).toBeLessThanOrEqual(LIMITS.maxEntryBytes(''))
        }
      }
    }),
    { numRuns: 300 },
  )
})
