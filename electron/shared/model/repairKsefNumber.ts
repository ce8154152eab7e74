import { crc8 } from './crc8.ts'

const HEX = '0123456789ABCDEF'
/** The twelve digits between the day and the check digits. */
const MIDDLE_FROM = 20
const MIDDLE_TO = 32

/**
 * KSeF numbers with right check digits that one slip turns into this one (35 characters, KSeF 2.0): another digit in its middle, two neighbours
 * exchanged, or the check digits themselves. A handful, for the check digits rule nearly all others out.
 */
export function repairKsefNumber(text: string): readonly string[] {
  const body = text.slice(0, MIDDLE_TO)
  const check = text.slice(MIDDLE_TO + 1)
  const slips: string[] = []
  for (let at = MIDDLE_FROM; at < MIDDLE_TO; at += 1) {
    const before = body.slice(0, at)
    for (const digit of HEX) slips.push(`${before}${digit}${body.slice(at + 1)}`)
    if (at + 1 < MIDDLE_TO) slips.push(`${before}${body.charAt(at + 1)}${body.charAt(at)}${body.slice(at + 2)}`)
  }
  const agreeing = slips.filter((slip) => slip !== body && crc8(slip) === check)
  return [...new Set([`${body}-${crc8(body)}`, ...agreeing.map((slip) => `${slip}-${check}`)])].filter((repaired) => repaired !== text)
}
