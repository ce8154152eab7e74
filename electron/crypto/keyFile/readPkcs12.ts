import { createHmac } from 'node:crypto'
import { childAt, childrenOf, DerError, octetsOf, oidOf, readDer, smallIntegerOf, TAG, type DerNode } from '../der/readDer.ts'
import { decryptWithPassword, EncryptionUnsupported, WrongPassword } from './decryptWithPassword.ts'
import { derivePkcs12, pkcs12Password, PURPOSE } from './pkcs12Kdf.ts'

const DATA = '1.2.840.113549.1.7.1'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const BAG = { key: '1.2.840.113549.1.12.10.1.1', shroudedKey: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' } as const
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'
const MAX_MAC_ITERATIONS = 300_000

const MAC_HASHES: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', length: 20 },
  '2.16.840.1.101.3.4.2.4': { name: 'sha224', length: 28 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
}

export interface Pkcs12Content {
  /** DER of certificates. */
  readonly certificates: readonly Uint8Array[]
  /** DER of PKCS#8 keys, opened. */
  readonly keys: readonly Uint8Array[]
}

/**
 * Opens a PKCS#12 file (RFC 7292) with its password, checking its MAC where it has one of the usual kind. The keys are left as
 * PKCS#8 for node:crypto, so RSA and EC are alike. Throws WrongPassword, EncryptionUnsupported and DerError.
 */
export function readPkcs12(bytes: Uint8Array, password: string): Pkcs12Content {
  const [, authSafe, macData] = childrenOf(childIsSequence(readDer(bytes)))
  if (authSafe === undefined) throw new DerError('no content')
  const content = dataOf(authSafe)
  if (macData !== undefined) checkMac(macData, content, password)
  const certificates: Uint8Array[] = []
  const keys: Uint8Array[] = []
  for (const safe of childrenOf(childIsSequence(readDer(content)))) {
    for (const bag of childrenOf(childIsSequence(readDer(openSafe(safe, password))))) readBag(bag, password, certificates, keys)
  }
  return { certificates, keys }
}

function checkMac(macData: DerNode, content: Uint8Array, password: string): void {
  const [digestInfo, salt, count] = childrenOf(macData)
  if (digestInfo === undefined || salt === undefined) throw new DerError('no MAC')
  const hash = MAC_HASHES[oidOf(childAt(childAt(digestInfo, 0, TAG.sequence), 0))]
  if (hash === undefined) throw new EncryptionUnsupported('MAC')
  const iterations = count === undefined ? 1 : smallIntegerOf(count)
  if (iterations < 1 || iterations > MAX_MAC_ITERATIONS) throw new EncryptionUnsupported('count')
  const derivation = { hash: hash.name, password: pkcs12Password(password), salt: octetsOf(salt), iterations }
  const mac = createHmac(hash.name, derivePkcs12(derivation, PURPOSE.mac, hash.length)).update(content).digest()
  if (!mac.equals(octetsOf(childAt(digestInfo, 1)))) throw new WrongPassword('MAC')
}

/** The safe contents of one ContentInfo, opened where it is encrypted. */
function openSafe(safe: DerNode, password: string): Uint8Array {
  if (oidOf(childAt(safe, 0)) !== ENCRYPTED_DATA) return dataOf(safe)
  const encrypted = childAt(childAt(childAt(safe, 1), 0, TAG.sequence), 1, TAG.sequence)
  return decryptWithPassword(childAt(encrypted, 1, TAG.sequence), octetsOf(childAt(encrypted, 2)), password)
}

function dataOf(contentInfo: DerNode): Uint8Array {
  if (oidOf(childAt(contentInfo, 0)) !== DATA) throw new DerError('no plain content')
  return octetsOf(childAt(childAt(contentInfo, 1), 0))
}

function readBag(bag: DerNode, password: string, certificates: Uint8Array[], keys: Uint8Array[]): void {
  const kind = oidOf(childAt(bag, 0))
  const value = childAt(childAt(bag, 1), 0)
  if (kind === BAG.key) keys.push(value.bytes)
  if (kind === BAG.shroudedKey) keys.push(decryptWithPassword(childAt(value, 0, TAG.sequence), octetsOf(childAt(value, 1)), password))
  if (kind === BAG.certificate && oidOf(childAt(value, 0)) === X509_CERTIFICATE) certificates.push(octetsOf(childAt(childAt(value, 1), 0)))
}

function childIsSequence(node: DerNode): DerNode {
  if (node.tag !== TAG.sequence) throw new DerError('not a sequence')
  return node
}
