import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { makeExportKey } from '../../../../electron/crypto/exportKey.ts'
import { encryptAes256Cbc } from '../../../../electron/crypto/symmetric.ts'
import { appendPart, type PartFacts } from '../../../../electron/documents/exportPackage/appendPart.ts'
import { metadataObjects } from '../../../../electron/documents/exportPackage/metadataObjects.ts'
import { memoryPackage } from '../../../../electron/documents/exportPackage/packageBytes.ts'
import { readPackage, type PackageItem, type WantedOfPackage } from '../../../../electron/documents/exportPackage/readPackage.ts'
import { TAR_END, tarEntry } from '../../../../electron/simulator/exports/tarEntry.ts'
import { makeZip, type ZipRecipe } from '../../../support/makeZip.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const NUMBER = '5265877635-20260201-0A1B2C3D4E5F-6A'
const key = makeExportKey()

interface Sealed {
  readonly encrypted: Buffer
  readonly facts: PartFacts
}

function seal(plain: Uint8Array): Sealed {
  const encrypted = encryptAes256Cbc(plain, key.aesKey, key.iv)
  return { encrypted, facts: { partSize: plain.byteLength, partHash: sha256Base64(plain), encryptedPartSize: encrypted.byteLength, encryptedPartHash: sha256Base64(encrypted) } }
}

/** Appends a part to a file that holds `BEFORE`, in chunks of that size; what came of it, and the file after. */
async function append({ encrypted, facts }: Sealed, chunkSize: number, aesKey = key.aesKey) {
  const path = join(temporaryFolder(), 'package')
  const file = await open(path, 'w+')
  await file.writeFile('BEFORE')
  const came = await open(join(temporaryFolder(), 'part'), 'w+')
  const appender = appendPart({ file, position: 6, encrypted: came, aesKey, iv: key.iv }, facts)
  for (let at = 0; at < encrypted.byteLength; at += chunkSize) await appender.take(encrypted.subarray(at, at + chunkSize))
  const fault = await appender.finish()
  await file.close()
  expect(await came.readFile()).toEqual(encrypted)
  expect(appender.encryptedSize()).toBe(encrypted.byteLength)
  await came.close()
  return { fault, bytes: await readFile(path) }
}

describe('a part', () => {
  test('comes out as it was, however its bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 100 }), async (plain, chunkSize) => {
        const { fault, bytes } = await append(seal(plain), chunkSize)
        expect(fault).toBeNull()
        expect(bytes.subarray(6).equals(plain)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  const part = seal(Buffer.from('a package of invoices'))
  test.each<[string, string, Sealed]>([
    ['of another size', 'encrypted-size', { ...part, facts: { ...part.facts, encryptedPartSize: 48 } }],
    ['with other bytes', 'encrypted-hash', { ...part, facts: { ...part.facts, encryptedPartHash: sha256Base64(Buffer.from('x')) } }],
    ['that decrypts to another size', 'size', { ...part, facts: { ...part.facts, partSize: 20 } }],
    ['that decrypts to other bytes', 'hash', { ...part, facts: { ...part.facts, partHash: sha256Base64(Buffer.from('x')) } }],
  ])('%s leaves nothing behind', async (_, fault, sealed) => {
    expect(await append(sealed, 7)).toEqual({ fault, bytes: Buffer.from('BEFORE') })
  })

  test('of another key leaves nothing behind', async () => {
    const { fault, bytes } = await append(part, 7, makeExportKey().aesKey)
    expect(['decryption', 'size', 'hash']).toContain(fault)
    expect(bytes.toString()).toBe('BEFORE')
  })
})

const EVERYTHING: WantedOfPackage = { metadata: true, file: () => true }

async function read(bytes: Buffer, wanted = EVERYTHING): Promise<readonly PackageItem[]> {
  const items: PackageItem[] = []
  for await (const item of readPackage(memoryPackage(bytes), wanted)) items.push(item)
  return items
}

function makeTarGz(entries: readonly ZipRecipe[]): Buffer {
  return gzipSync(Buffer.concat([...entries.map(({ name, bytes }) => tarEntry(name, bytes, new Date(0))), TAR_END]))
}

describe('a package', () => {
  const invoice: ZipRecipe = { name: `${NUMBER}.xml`, bytes: Buffer.from('<Faktura/>') }
  const metadata: ZipRecipe = { name: '_metadata.json', bytes: Buffer.from('{"invoices":[]}') }
  const goodInvoice = { ksefNumber: NUMBER, bytes: invoice.bytes }

  describe.each([
    ['a ZIP', makeZip],
    ['a tar.gz', makeTarGz],
  ])('as %s', (_, make) => {
    test('gives its metadata as bytes, and its invoices by their KSeF number, as they lie in it', async () => {
      expect(await read(make([invoice, metadata]))).toEqual([goodInvoice, { metadata: metadata.bytes }])
      expect(await read(make([metadata, invoice]))).toEqual([{ metadata: metadata.bytes }, goodInvoice])
    })

    test('gives only what is wanted', async () => {
      const whole = make([invoice, metadata])
      expect(await read(whole, { metadata: false, file: () => true })).toEqual([goodInvoice])
      expect(await read(whole, { metadata: true, file: (ksefNumber) => ksefNumber !== NUMBER })).toEqual([{ metadata: metadata.bytes }])
    })

    test.each<[string, ZipRecipe, string | RegExp]>([
      ['a name that climbs out', { ...invoice, name: `../${NUMBER}.xml` }, /^(?:zip-unsafe|unknown)-name$/],
      ['a name that is no KSeF number', { ...invoice, name: 'readme.txt' }, 'unknown-name'],
      ['a number in a folder', { ...invoice, name: `a/${NUMBER}.xml` }, 'unknown-name'],
      ['a file that no invoice can be', { ...invoice, bytes: randomBytes(17 * 1024 * 1024), method: 0 }, 'too-large'],
    ])('refuses %s and goes on', async (__, hostile, refusal) => {
      expect(await read(make([hostile, invoice]))).toEqual([{ name: hostile.name, refusal: expect.stringMatching(refusal) as string }, goodInvoice])
    })

    test('may have metadata that are larger than any invoice', async () => {
      const large = { ...metadata, bytes: randomBytes(17 * 1024 * 1024) }
      expect(await read(make([large]))).toEqual([{ metadata: large.bytes }])
    })

    test('that is a bomb is refused as a whole', async () => {
      expect((await read(make([{ ...invoice, bytes: new Uint8Array(1_500_000) }]))).at(-1)).toEqual({ name: null, refusal: expect.stringMatching(/^(?:zip|tar)-bomb$/) as string })
    })
  })

  test('that is none is refused as a whole', async () => {
    expect(await read(Buffer.from('<!DOCTYPE html>'))).toEqual([{ name: null, refusal: 'zip-broken' }])
    expect(await read(Buffer.from([0x1f, 0x8b, 8, 0]))).toEqual([{ name: null, refusal: 'tar-broken' }])
    expect(await read(Buffer.alloc(0))).toEqual([{ name: null, refusal: 'zip-broken' }])
  })

  test('in ZIP may hold a link, which is refused', async () => {
    expect(await read(makeZip([{ ...invoice, unixMode: 0o120777 }, invoice]))).toEqual([{ name: invoice.name, refusal: 'symlink' }, goodInvoice])
  })
})

describe('the metadata', () => {
  test('is cut into the invoices that it holds, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.constantFrom(undefined, 2), (invoices, indent) => {
        const cut = [...metadataObjects(Buffer.from(JSON.stringify({ invoices, other: { a: ['{'] } }, null, indent)))]
        expect(cut.map((bytes): unknown => JSON.parse(Buffer.from(bytes).toString()))).toEqual(JSON.parse(JSON.stringify(invoices)))
      }),
    )
  })

  test('that ends early is refused', () => {
    expect(() => [...metadataObjects(Buffer.from('{"invoices":[{"a":1},{"b"'))]).toThrow(SyntaxError)
  })
})
