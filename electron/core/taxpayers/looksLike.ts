export type FileLook = 'pkcs12' | 'certificate' | 'key' | 'unknown'

const SEQUENCE = 0x30
const INTEGER = 0x02

/** What a file seems to be, by its first bytes; whether it is, shows when it is opened. */
export function looksLike(bytes: Uint8Array): FileLook {
  const text = Buffer.from(bytes.subarray(0, 64 * 1024)).toString('latin1')
  if (text.includes('-----BEGIN ')) return looksLikePem(text)
  if (bytes[0] !== SEQUENCE) return 'unknown'
  const inner = bytes.subarray(afterLength(bytes))
  // PKCS#12 begins with version 3, PKCS#8 and older keys with version 0 or 1; EncryptedPrivateKeyInfo and certificates
  // with a sequence: of an algorithm's identifier there, of the version's tag [0] (or a serial number) here.
  if (inner[0] === INTEGER) return inner[1] === 1 && inner[2] === 3 ? 'pkcs12' : 'key'
  if (inner[0] !== SEQUENCE) return 'unknown'
  const first = inner[afterLength(inner)]
  return first === 0x06 ? 'key' : first === 0xa0 || first === INTEGER ? 'certificate' : 'unknown'
}

function looksLikePem(text: string): FileLook {
  if (/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(text)) return 'certificate'
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? 'key' : 'unknown'
}

/** Where the content of a DER value begins: after its tag and its length of one or more bytes. */
function afterLength(bytes: Uint8Array): number {
  const length = bytes[1] ?? 0
  return length < 0x80 ? 2 : 2 + (length & 0x7f)
}
