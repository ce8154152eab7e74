import { TAG } from './readDer.ts'

/** One value with its tag and length. */
export function value(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return value(TAG.sequence, ...parts)
}

export function set(...parts: readonly Uint8Array[]): Buffer {
  return value(TAG.set, ...parts)
}

/** A constructed context-specific tag `[number]` around its parts. */
export function tagged(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return value(0xa0 | number, ...parts)
}

/** A non-negative INTEGER from its hexadecimal digits. */
export function integerFromHex(hex: string): Buffer {
  const digits = hex.replace(/^(00)+(?=..)/, '')
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return value(TAG.integer, ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]))
}

export function integer(number: number): Buffer {
  return integerFromHex(number.toString(16))
}

export function objectIdentifier(dotted: string): Buffer {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [top * 40 + second, ...rest].flatMap((number) => {
    const groups = [number & 0x7f]
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left & 0x7f) | 0x80)
    return groups
  })
  return value(TAG.oid, Buffer.from(bytes))
}

export function octetString(bytes: Uint8Array): Buffer {
  return value(TAG.octetString, bytes)
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return value(TAG.bitString, Buffer.from([unusedBits]), bytes)
}

export function utf8String(text: string): Buffer {
  return value(TAG.utf8String, Buffer.from(text, 'utf8'))
}

export function printableString(text: string): Buffer {
  return value(TAG.printableString, Buffer.from(text, 'latin1'))
}

export function nullValue(): Buffer {
  return value(TAG.null)
}

export function booleanTrue(): Buffer {
  return value(TAG.boolean, Buffer.from([0xff]))
}

/** A time of a certificate: UTCTime up to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
export function time(instant: Date): Buffer {
  const digits = instant.toISOString().replace(/\.\d{3}Z$/, 'Z').replace(/[-:T]/g, '')
  return instant.getUTCFullYear() < 2050
    ? value(TAG.utcTime, Buffer.from(digits.slice(2), 'latin1'))
    : value(TAG.generalizedTime, Buffer.from(digits, 'latin1'))
}
