import { randomBytes } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deflate, deflateAside } from '../../../electron/archive/deflated.ts'

const invoice = Buffer.from('<P_7>Krzesło dębowe</P_7><P_8B>12</P_8B>'.repeat(4_000))
const base64 = Buffer.from(randomBytes(150_000).toString('base64'))
const encrypted = randomBytes(200_000)

test('bytes come back as they were, packed here or aside', async () => {
  const any = fc.tuple(fc.uint8Array({ maxLength: 3_000 }), fc.constantFrom(Buffer.alloc(0), invoice, base64, encrypted))
  await fc.assert(
    fc.asyncProperty(any, async ([start, rest]) => {
      const bytes = Buffer.concat([start, rest])
      const aside = await deflateAside(bytes)
      for (const packed of [deflate(bytes), aside]) expect(inflateSync(packed)).toEqual(bytes)
    }),
    { numRuns: 30 },
  )
})

test('what hardly packs still packs, and what does not grows by next to nothing', () => {
  expect(deflate(invoice).byteLength / invoice.byteLength).toBeLessThan(0.05)
  expect(deflate(base64).byteLength / base64.byteLength).toBeLessThan(0.78)
  expect(deflate(encrypted).byteLength - encrypted.byteLength).toBeLessThan(200)
})
