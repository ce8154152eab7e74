import { decryptRsaOaepSha256 } from '../../crypto/rsaOaep.ts'
import { invalidInput, textOf, type JsonObject } from '../http/call.ts'
import type { Kernel } from '../kernel.ts'
import { encryptionKeyOf } from './signInRoutes.ts'

/** An AES-256 key with its initialisation vector, 32 and 16 bytes. */
export interface SymmetricKey {
  readonly key: Buffer
  readonly iv: Buffer
}

/** Opens what a client encrypts with (open-api.json, EncryptionInfo); null where the key cannot be unwrapped or has another length. */
export function openSymmetricKey(encryption: JsonObject, kernel: Kernel): SymmetricKey | null {
  const iv = Buffer.from(textOf(encryption, 'initializationVector'), 'base64')
  if (iv.length !== 16) throw invalidInput('Wektor inicjalizujący musi mieć 16 bajtów.')
  const { privateKey } = encryptionKeyOf(kernel, 'SymmetricKeyEncryption', encryption.publicKeyId)
  try {
    const key = decryptRsaOaepSha256(Buffer.from(textOf(encryption, 'encryptedSymmetricKey'), 'base64'), privateKey)
    return key.length === 32 ? { key, iv } : null
  } catch (error) {
    // OpenSSL says nothing more about a wrong padding, on purpose.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
