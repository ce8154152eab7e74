import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readPem, type PemBlock } from '../der/pem.ts'
import { childAt, octetsOf, readDer, TAG } from '../der/readDer.ts'
import { decryptWithPassword, EncryptionUnsupported, WrongPassword } from './decryptWithPassword.ts'

/**
 * A private key from a `.key` file: PEM or DER, PKCS#8 (encrypted or plain) and the older PKCS#1 and SEC1 forms in PEM.
 * Throws WrongPassword (also where one is needed and none given), EncryptionUnsupported, and DerError or node:crypto's
 * errors for other bytes.
 */
export function readPrivateKey(bytes: Uint8Array, password: string | null): KeyObject {
  const block = readPem(bytes).find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (block === undefined) return readPkcs8(bytes, password)
  if (block.label === 'ENCRYPTED PRIVATE KEY' || block.label === 'PRIVATE KEY') return readPkcs8(block.der, password)
  return readOldPem(block, password)
}

/** PKCS#8 DER: an encrypted one begins with an AlgorithmIdentifier, a plain one with its version. */
export function readPkcs8(der: Uint8Array, password: string | null): KeyObject {
  const node = readDer(der)
  const first = childAt(node, 0)
  if (first.tag !== TAG.sequence) return importPkcs8(node.bytes)
  if (password === null) throw new WrongPassword('none given')
  const opened = decryptWithPassword(first, octetsOf(childAt(node, 1)), password)
  try {
    readDer(opened)
  } catch (cause) {
    // One wrong password in 256 leaves a padding that looks right.
    throw new WrongPassword('content', { cause })
  }
  return importPkcs8(opened)
}

/** A PKCS#8 key; throws EncryptionUnsupported for kinds and curves that the runtime lacks. */
export function importPkcs8(der: Uint8Array): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  // BoringSSL makes a key of no type from a curve it lacks.
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ec') throw new EncryptionUnsupported('key')
  return key
}

function readOldPem(block: PemBlock, password: string | null): KeyObject {
  const encrypted = block.text.includes('ENCRYPTED')
  if (encrypted && password === null) throw new WrongPassword('none given')
  try {
    return createPrivateKey({ key: block.text, format: 'pem', ...(password === null ? {} : { passphrase: password }) })
  } catch (cause) {
    if (encrypted) throw new WrongPassword('content', { cause })
    throw cause
  }
}
