import { describe, expect, it } from 'vitest'
import { sha256, sha256Base64 } from '../../../electron/crypto/hash.ts'

describe('SHA-256', () => {
  it('agrees with the example of FIPS 180-4', () => {
    expect(sha256(Buffer.from('abc')).toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('is written as the Base64 of its 32 bytes, as KSeF writes it', () => {
    expect(sha256Base64(new Uint8Array())).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
  })
})
