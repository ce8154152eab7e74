import { crc8 } from './crc8.ts'

/** `right`, `wrong`, or `not checked`: numbers of KSeF 1.0 (36 characters), and those whose first part is no NIP, have no published rule (API-NOTES §5). */
export type ChecksumVerdict = 'right' | 'wrong' | 'not-checked'

export interface KsefNumber {
  readonly text: string
  /** First part: usually the seller's NIP; UPO v4-2 allow other identifiers. */
  readonly sellerPart: string
  /** `YYYY-MM-DD`, the Warsaw day of `invoicingDate`. */
  readonly day: string
  readonly generation: 1 | 2
  readonly checksum: ChecksumVerdict
}

const KSEF_2 = /^([0-9A-Z]{10})-(\d{4})(\d{2})(\d{2})-[0-9A-F]{12}-[0-9A-F]{2}$/
/** KSeF 2.0, beginning with ten digits. */
const OF_A_NIP = /^\d{10}-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$/
const KSEF_1 = /^([0-9A-Z]{10})-(\d{4})(\d{2})(\d{2})-[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{2}$/

/** KSeF 2.0 became the only system on this day; older numbers come from KSeF 1.0 (PRODUCT.md, "old KSeF 1.0"), whose 36 characters it does not give. */
export const FIRST_DAY_OF_KSEF_2 = '2026-02-01'

/** Reads a KSeF number of 35 (KSeF 2.0) or 36 characters (KSeF 1.0), or gives null for anything else. */
export function parseKsefNumber(text: string): KsefNumber | null {
  const second = KSEF_2.exec(text)
  const match = second ?? KSEF_1.exec(text)
  if (match === null) return null
  const [, sellerPart = '', year = '', month = '', day = ''] = match
  return {
    text,
    sellerPart,
    day: `${year}-${month}-${day}`,
    generation: second === null ? 1 : 2,
    checksum: checksumOf(text),
  }
}

/** Of ten thousand entries only this is asked. */
export function checksumOf(text: string): ChecksumVerdict {
  if (!OF_A_NIP.test(text)) return 'not-checked'
  return crc8(text.slice(0, 32)) === text.slice(33) ? 'right' : 'wrong'
}

/** Written like a number of KSeF 1.0, but of a day on which only KSeF 2.0 gave numbers: the second dash in its middle is a slip. */
export function hasStrayDash({ generation, day }: KsefNumber): boolean {
  return generation === 1 && day >= FIRST_DAY_OF_KSEF_2
}

/** It has the form of a KSeF number, and nothing speaks against its check digits. */
export function isWellMade(text: string): boolean {
  const number = parseKsefNumber(text)
  return number !== null && number.checksum !== 'wrong'
}

/** Puts a KSeF number together with its right CRC-8; `day` is `YYYY-MM-DD`, `middle` twelve upper-case hex digits. */
export function composeKsefNumber(sellerNip: string, day: string, middle: string): string {
  const body = `${sellerNip}-${day.replaceAll('-', '')}-${middle}`
  return `${body}-${crc8(body)}`
}
