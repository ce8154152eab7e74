import { createDecipheriv, pbkdf2Sync, scryptSync } from 'node:crypto'
import forge from 'node-forge'
import { childAt, childrenOf, DerError, octetsOf, oidOf, smallIntegerOf, TAG, type DerNode } from '../der/readDer.ts'
import { derivePkcs12, pkcs12Password, PURPOSE } from './pkcs12Kdf.ts'

/** A password that does not open the bytes, as far as that can be told from a broken padding. */
export class WrongPassword extends Error {}

/** A way of encrypting that this program does not know. */
export class EncryptionUnsupported extends Error {}

/** Whoever made the file chose the count: more than this would stop the program for seconds. */
const MAX_ITERATIONS = 2_000_000
const MAX_PKCS12_ITERATIONS = 300_000
const MAX_SCRYPT_BYTES = 128 * 1024 * 1024

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
const SCRYPT = '1.3.6.1.4.1.11591.4.11'

const PRFS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
}

/** pbeWithSHAAnd… of RFC 7292, appendix C; RC2 is told by its effective bits. */
const PKCS12_CIPHERS: Readonly<Record<string, { readonly keyLength: number; readonly rc2Bits: number | null }>> = {
  '1.2.840.113549.1.12.1.3': { keyLength: 24, rc2Bits: null },
  '1.2.840.113549.1.12.1.4': { keyLength: 16, rc2Bits: null },
  '1.2.840.113549.1.12.1.5': { keyLength: 16, rc2Bits: 128 },
  '1.2.840.113549.1.12.1.6': { keyLength: 5, rc2Bits: 40 },
}

/**
 * Opens bytes encrypted under a password as an AlgorithmIdentifier of PKCS#5 (RFC 8018) or PKCS#12 says. Done here and not by
 * createPrivateKey because Electron's BoringSSL knows neither scrypt nor HMAC-SHA512 in keys, nor RC2 (DEPENDENCIES.md).
 * Throws WrongPassword, EncryptionUnsupported and DerError.
 */
export function decryptWithPassword(algorithm: DerNode, encrypted: Uint8Array, password: string): Buffer {
  const oid = oidOf(childAt(algorithm, 0))
  const parameters = childAt(algorithm, 1, TAG.sequence)
  if (oid === PBES2) return decryptPbes2(parameters, encrypted, password)
  return decryptPkcs12(oid, parameters, encrypted, password)
}

function decryptPbes2(parameters: DerNode, encrypted: Uint8Array, password: string): Buffer {
  const scheme = childAt(parameters, 1, TAG.sequence)
  const cipher = CIPHERS[oidOf(childAt(scheme, 0))]
  if (cipher === undefined) throw new EncryptionUnsupported()
  const key = deriveKey(childAt(parameters, 0, TAG.sequence), password, cipher.keyLength)
  return decipher(cipher.name, key, octetsOf(childAt(scheme, 1)), encrypted)
}

function deriveKey(derivation: DerNode, password: string, keyLength: number): Buffer {
  const oid = oidOf(childAt(derivation, 0))
  const parameters = childrenOf(childAt(derivation, 1, TAG.sequence))
  const salt = octetsOf(required(parameters[0]))
  const secret = Buffer.from(password, 'utf8')
  if (oid === PBKDF2) {
    const iterations = bounded(smallIntegerOf(required(parameters[1])), MAX_ITERATIONS)
    const prf = parameters.find(({ tag }) => tag === TAG.sequence)
    const hash = prf === undefined ? 'sha1' : PRFS[oidOf(childAt(prf, 0))]
    if (hash === undefined) throw new EncryptionUnsupported()
    return pbkdf2Sync(secret, salt, iterations, keyLength, hash)
  }
  if (oid !== SCRYPT) throw new EncryptionUnsupported()
  const [cost = 0, blockSize = 0, parallelization = 0] = parameters.slice(1, 4).map(smallIntegerOf)
  bounded(parallelization, 16)
  bounded(128 * cost * blockSize, MAX_SCRYPT_BYTES)
  return scryptSync(secret, salt, keyLength, { N: cost, r: blockSize, p: parallelization, maxmem: 2 * MAX_SCRYPT_BYTES })
}

function decryptPkcs12(oid: string, parameters: DerNode, encrypted: Uint8Array, password: string): Buffer {
  const cipher = PKCS12_CIPHERS[oid]
  if (cipher === undefined) throw new EncryptionUnsupported()
  const salt = octetsOf(childAt(parameters, 0))
  const iterations = bounded(smallIntegerOf(childAt(parameters, 1)), MAX_PKCS12_ITERATIONS)
  const derivation = { hash: 'sha1', password: pkcs12Password(password), salt, iterations }
  const key = derivePkcs12(derivation, PURPOSE.key, cipher.keyLength)
  const iv = derivePkcs12(derivation, PURPOSE.iv, 8)
  if (cipher.rc2Bits !== null) return decipherRc2(key, cipher.rc2Bits, iv, encrypted)
  // Two-key triple DES is three-key with the first key again.
  return decipher('des-ede3-cbc', key.length === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv, encrypted)
}

function decipher(name: string, key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Buffer {
  if (iv.length !== (name === 'des-ede3-cbc' ? 8 : 16)) throw new DerError('no such initialisation vector')
  const cipher = createDecipheriv(name, key, iv)
  try {
    return Buffer.concat([cipher.update(encrypted), cipher.final()])
  } catch (cause) {
    throw new WrongPassword('padding', { cause })
  }
}

/** RC2 is in none of our runtimes, and old OpenSSL wrote certificates with it. */
function decipherRc2(key: Buffer, bits: number, iv: Buffer, encrypted: Uint8Array): Buffer {
  const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), bits)
  cipher.start(iv.toString('latin1'))
  cipher.update(forge.util.createBuffer(Buffer.from(encrypted).toString('latin1')))
  if (!cipher.finish()) throw new WrongPassword('padding')
  return Buffer.from(cipher.output.getBytes(), 'latin1')
}

function required(node: DerNode | undefined): DerNode {
  if (node === undefined) throw new DerError('cut off')
  return node
}

function bounded(number: number, limit: number): number {
  if (number < 1 || number > limit) throw new EncryptionUnsupported('count')
  return number
}
