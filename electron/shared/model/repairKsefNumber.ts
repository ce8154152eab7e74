import { crc8 } from './crc8.ts'

const DECIMAL = '0123456789'
const HEX = '0123456789ABCDEF'
/** The parts before the check digits, and what they are written with. */
const PARTS = [
  { from: 0, to: 10, digits: DECIMAL },
  { from: 11, to: 19, digits: DECIMAL },
  { from: 20, to: 32, digits: HEX },
] as const
const BODY_LENGTH = 32

/**
 * KSeF numbers with right check digits that one slip turns into this one (35 characters, KSeF 2.0): another digit in its NIP, its day or its middle, two
 * neighbours exchanged, or the check digits themselves. A handful, for the check digits rule nearly all others out.
 */
export function repairKsefNumber(text: string): readonly string[] {
  const body = text.slice(0, BODY_LENGTH)
  const check = text.slice(BODY_LENGTH + 1)
  const slips: string[] = []
  for (const { from, to, digits } of PARTS) {
    for (let at = from; at < to; at += 1) {
      const before = body.slice(0, at)
      for (const digit of digits) slips.push(`${before}${digit}${body.slice(at + 1)}`)
      if (at + 1 < to) slips.push(`${before}${body.charAt(at + 1)}${body.charAt(at)}${body.slice(at + 2)}`)
    }
  }
  const agreeing = slips.filter((slip) => slip !== body && crc8(slip) === check)
  return [...new Set([`${body}-${crc8(body)}`, ...agreeing.map((slip) => `${slip}-${check}`)])].filter((repaired) => repaired !== text)
}
