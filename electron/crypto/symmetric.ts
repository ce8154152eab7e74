import { createCipheriv, createDecipheriv } from 'node:crypto'

/** AES-256-CBC with PKCS#7; `key` 32 bytes, `iv` 16 bytes, kept apart from the ciphertext (API-NOTES §3, Exports). */
export function encryptAes256Cbc(plain: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

/** The reverse of `encryptAes256Cbc`; throws when the padding shows a wrong key or damaged bytes. */
export function decryptAes256Cbc(encrypted: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, iv)
  return Buffer.concat([decipher.update(encrypted), decipher.final()])
}
