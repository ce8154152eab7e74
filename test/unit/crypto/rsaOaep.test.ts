import { constants, privateDecrypt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptRsaOaepSha256, encryptRsaOaepSha256 } from '../../../electron/crypto/rsaOaep.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'

const token = Buffer.from('20260201-EC-0123456789-ABCDEF0123-45|nip-5265877635|secret|1769940000000')

describe('RSA-OAEP with SHA-256', () => {
  it('gives back what went in, and never the same bytes twice', () => {
    const first = encryptRsaOaepSha256(token, TEST_KEYS.rsa.publicKey)
    expect(decryptRsaOaepSha256(first, TEST_KEYS.rsa.privateKey).equals(token)).toBe(true)
    expect(encryptRsaOaepSha256(token, TEST_KEYS.rsa.publicKey).equals(first)).toBe(false)
  })

  it('is not OAEP with SHA-1, the default of many libraries', () => {
    const key = { key: TEST_KEYS.rsa.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
    expect(() => privateDecrypt(key, encryptRsaOaepSha256(token, TEST_KEYS.rsa.publicKey))).toThrow()
  })

  it('refuses another key', () => {
    expect(() => decryptRsaOaepSha256(encryptRsaOaepSha256(token, TEST_KEYS.rsa.publicKey), TEST_KEYS.otherRsa.privateKey)).toThrow()
  })
})
