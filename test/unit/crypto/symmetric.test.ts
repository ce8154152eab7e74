import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decryptAes256Cbc, encryptAes256Cbc } from '../../../electron/crypto/symmetric.ts'

const key = Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex')
const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')

describe('AES-256-CBC with PKCS#7', () => {
  it('agrees with NIST SP 800-38A (F.2.5), and adds a block of padding', () => {
    const encrypted = encryptAes256Cbc(Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex'), key, iv)
    expect(encrypted.toString('hex', 0, 16)).toBe('f58c4c04d6e5f1ba779eabfb5f7bfbd6')
    expect(encrypted).toHaveLength(32)
  })

  it('gives back whatever went in', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (plain) => decryptAes256Cbc(encryptAes256Cbc(plain, key, iv), key, iv).equals(plain)))
  })

  it('refuses bytes whose padding is broken', () => {
    const encrypted = encryptAes256Cbc(Buffer.from('faktura'), key, iv)
    expect(() => decryptAes256Cbc(encrypted.subarray(0, 10), key, iv)).toThrow()
  })
})
