import { createHash } from 'node:crypto'

const BLOCK_BYTES: Readonly<Record<string, number>> = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 }

/** What the derived bytes are for (RFC 7292, appendix B.3). */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const

export interface Pkcs12Derivation {
  readonly hash: string
  /** UTF-16BE with two zero bytes at the end, or nothing at all. */
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: number
}

/** The key derivation of PKCS#12 (RFC 7292, appendix B.2): still the commonest in files made by Windows and Java. */
export function derivePkcs12({ hash, password, salt, iterations }: Pkcs12Derivation, purpose: number, length: number): Buffer {
  const block = BLOCK_BYTES[hash] ?? 64
  const diversifier = Buffer.alloc(block, purpose)
  const input = Buffer.concat([repeatToBlocks(salt, block), repeatToBlocks(password, block)])
  const output: Buffer[] = []
  for (let made = 0; made < length; ) {
    let digest = createHash(hash).update(diversifier).update(input).digest()
    for (let round = 1; round < iterations; round += 1) digest = createHash(hash).update(digest).digest()
    output.push(digest)
    made += digest.length
    addToBlocks(input, repeatToBlocks(digest, block).subarray(0, block), block)
  }
  return Buffer.concat(output).subarray(0, length)
}

function repeatToBlocks(bytes: Uint8Array, block: number): Buffer {
  const result = Buffer.alloc(Math.ceil(bytes.length / block) * block)
  for (let index = 0; index < result.length; index += 1) result[index] = bytes[index % bytes.length] ?? 0
  return result
}

/** Each block of `input`, as a big number, grows by `addend` plus one. */
function addToBlocks(input: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let index = block - 1; index >= 0; index -= 1) {
      carry += (input[start + index] ?? 0) + (addend[index] ?? 0)
      input[start + index] = carry & 0xff
      carry >>= 8
    }
  }
}

/** A password as PKCS#12 wants it (BMPString with its end). */
export function pkcs12Password(password: string): Buffer {
  return Buffer.from(`${password}\0`, 'utf16le').swap16()
}
