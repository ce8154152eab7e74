import { crc8 } from './crc8.ts'
import { GAP, readingsOf } from './identifyGaps.ts'
import { LONGEST_PASTE, tidyPaste } from './identifyTidy.ts'
import type { Identified } from './identified.ts'
import { composeKsefNumber, hasStrayDash, parseKsefNumber, type KsefNumber } from './ksefNumber.ts'
import { isValidNip } from './nip.ts'
import { isCalendarDay } from './warsawDay.ts'

const KSEF_NUMBER = new RegExp(String.raw`(?<![0-9A-Z])([0-9A-Z]{10})${GAP}(\d{8})${GAP}([0-9A-F]{6})(${GAP})([0-9A-F]{6})${GAP}([0-9A-F]{2})(?![0-9A-Z])`)
const KSEF_NUMBER_AMONG_LETTERS = /(?<!\d)(\d{10})-?(\d{8})-?([0-9A-F]{6})(-?)([0-9A-F]{6})-?([0-9A-F]{2})(?![0-9])/
const WITHOUT_CHECK_DIGITS = /^(\d{10})-?(\d{4})(\d{2})(\d{2})-?([0-9A-F]{12})-?([0-9A-F]?)$/

/** What is wrong with a KSeF number as pasted, and was put right. */
export type KsefNumberSlip = 'extra-dash' | 'no-check-digits'

type FromNumber = Pick<Identified, 'kind' | 'text' | 'nip' | 'day' | 'checksum' | 'expected'>

/** Reads the KSeF number that a tidied text holds; null where there is none. */
export function readKsefNumber(text: string): FromNumber | null {
  const found = findNumber(text)
  if (found === null) return null
  const { number } = found
  return {
    kind: number.generation === 1 ? 'old-ksef-number' : 'ksef-number',
    text: number.text,
    nip: isValidNip(number.sellerPart) ? number.sellerPart : null,
    day: isCalendarDay(number.day) ? number.day : null,
    checksum: number.checksum,
    expected: number.checksum === 'wrong' ? crc8(number.text.slice(0, 32)) : null,
  }
}

/** What was put right as a pasted KSeF number was read; null for any other text. */
export function ksefNumberSlip(pasted: string): KsefNumberSlip | null {
  return findNumber(tidyPaste(pasted.slice(0, LONGEST_PASTE)))?.slip ?? null
}

/** The KSeF number of a pasted text with the dash that is taken for a slip, for an archive may hold it so all the same; null where it has none. */
export function withExtraDash(pasted: string): string | null {
  return findNumber(tidyPaste(pasted.slice(0, LONGEST_PASTE)))?.withDash ?? null
}

interface FoundNumber {
  readonly number: KsefNumber
  readonly slip: KsefNumberSlip | null
  readonly withDash: string | null
}

function findNumber(text: string): FoundNumber | null {
  const { upper, compact } = readingsOf(text)
  const found = KSEF_NUMBER.exec(upper) ?? KSEF_NUMBER_AMONG_LETTERS.exec(compact) ?? lookAlike(compact)
  if (found === null) return completed(compact)
  const [, seller = '', day = '', left = '', gap = '', right = '', check = ''] = found
  const written = parseKsefNumber(`${seller}-${day}-${left}${gap.includes('-') ? '-' : ''}${right}-${check}`)
  if (written === null) return null
  return hasStrayDash(written) ? asFound(`${seller}-${day}-${left}${right}-${check}`, 'extra-dash', written.text) : { number: written, slip: null, withDash: null }
}

/** Believed only where a NIP and a day speak for it, and a check digit that is left does not speak against it, for nothing else does. */
function completed(compact: string): FoundNumber | null {
  const [, seller = '', year = '', month = '', day = '', middle = '', check = ''] = WITHOUT_CHECK_DIGITS.exec(compact) ?? []
  const on = `${year}-${month}-${day}`
  if (!isValidNip(seller) || !isCalendarDay(on)) return null
  const whole = composeKsefNumber(seller, on, middle)
  return whole.slice(0, -1).endsWith(check) ? asFound(whole, 'no-check-digits') : null
}

function asFound(text: string, slip: KsefNumberSlip, withDash: string | null = null): FoundNumber | null {
  const number = parseKsefNumber(text)
  return number === null ? null : { number, slip, withDash }
}

/** O read for 0 and I or L for 1, believed only where the check digits then agree. */
function lookAlike(compact: string): RegExpExecArray | null {
  if (compact.length > 40) return null
  const found = KSEF_NUMBER_AMONG_LETTERS.exec(compact.replace(/O/g, '0').replace(/[IL]/g, '1'))
  if (found === null) return null
  const [, seller = '', day = '', left = '', , right = '', check = ''] = found
  return parseKsefNumber(`${seller}-${day}-${left}${right}-${check}`)?.checksum === 'right' ? found : null
}
