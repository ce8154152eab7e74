import { constants, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'

const OAEP_SHA256 = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const

/** RSA-OAEP with SHA-256 and MGF1 SHA-256: KSeF tokens and AES keys on their way to KSeF (API-NOTES §2, §3). */
export function encryptRsaOaepSha256(plain: Uint8Array, publicKey: KeyObject): Buffer {
  return publicEncrypt({ key: publicKey, ...OAEP_SHA256 }, plain)
}

/** The reverse of `encryptRsaOaepSha256`; throws when the key or the bytes are wrong. */
export function decryptRsaOaepSha256(encrypted: Uint8Array, privateKey: KeyObject): Buffer {
  return privateDecrypt({ key: privateKey, ...OAEP_SHA256 }, encrypted)
}
