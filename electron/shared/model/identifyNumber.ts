import { crc8 } from './crc8.ts'
import { readHash } from './identifyHash.ts'
import { readLink, readUselessLink } from './identifyLink.ts'
import { readSecret } from './identifySecret.ts'
import { LONGEST_PASTE, tidyPaste } from './identifyTidy.ts'
import type { Identified, IdentifiedKind } from './identified.ts'
import { hasStrayDash, parseKsefNumber, type KsefNumber } from './ksefNumber.ts'
import { isValidNip, normaliseNip } from './nip.ts'
import { isCalendarDay } from './warsawDay.ts'

/** What the first two letters of a reference number stand for in the examples of KSeF's contract; EH names exports and certificate requests alike. */
const REFERENCE_KINDS: Readonly<Record<string, IdentifiedKind>> = {
  SO: 'session',
  SB: 'session',
  EE: 'invoice-reference',
  EU: 'upo-reference',
  EC: 'token-reference',
  EH: 'export-reference',
  EG: 'permission-reference',
  CR: 'challenge',
  AU: 'sign-in-reference',
}

const GAP = String.raw`\s*-?\s*`
const KSEF_NUMBER = new RegExp(String.raw`(?<![0-9A-Z])([0-9A-Z]{10})${GAP}(\d{8})${GAP}([0-9A-F]{6})(${GAP})([0-9A-F]{6})${GAP}([0-9A-F]{2})(?![0-9A-Z])`)
const KSEF_NUMBER_AMONG_LETTERS = /(?<!\d)(\d{10})-?(\d{8})-?([0-9A-F]{6})(-?)([0-9A-F]{6})-?([0-9A-F]{2})(?![0-9])/
const REFERENCE = new RegExp(String.raw`(?<![0-9A-Z])(\d{8})${GAP}([A-Z]{2})${GAP}([0-9A-F]{10})${GAP}([0-9A-F]{10})${GAP}([0-9A-F]{2})(?![0-9A-Z])`)
const REFERENCE_AMONG_LETTERS = /(?<!\d)(\d{8})-?([A-Z]{2})-?([0-9A-F]{10})-?([0-9A-F]{10})-?([0-9A-F]{2})(?![0-9])/
const NIP = /^(?:(?:NIP(?:\s+(?:SPRZEDAWCY|NABYWCY|SELLER|BUYER|UE|EU))?|(?:EU\s+)?VAT[\s-](?:ID|UE|EU|NO|NR|NUMBER))\W*)?((?:PL)?\s*[\d\s.-]{10,20})$/
/** Of KSeF's own (8 bytes) and of qualified and seal certificates (20 bytes); of any length with colons. */
const SERIAL = /^(?:0X)?(?:(?:[0-9A-F]{2}[:\s]?){7}(?:(?:[0-9A-F]{2}[:\s]?){12})?[0-9A-F]{2}|(?:[0-9A-F]{2}:){7,19}[0-9A-F]{2})$/
const PAYMENT = /^(?:IPKSEF\W*)?(\d{3}[0-9A-Z]{10})$/i
const LONGEST_OWN_NUMBER = 256

const NOTHING: Identified = { kind: 'nothing', text: '', nip: null, day: null, hash: null, serial: null, checksum: 'not-checked', expected: null }

/**
 * Says what a pasted text is: by its shape alone, for any text whatever, without an error. Check digits are hints for typing errors and never a
 * reason to refuse (API-NOTES §5). What belongs to a secret is not given back.
 */
export function identifyNumber(pasted: string): Identified {
  const raw = pasted.slice(0, LONGEST_PASTE)
  const secret = readSecret(raw)
  if (secret !== null) return { ...NOTHING, kind: 'secret', text: secret }
  const text = tidyPaste(raw)
  if (text === '') return NOTHING
  if (/^<(?!https?:)/i.test(text)) return { ...NOTHING, kind: 'document' }
  const link = readLink(text)
  if (link !== null) return { ...NOTHING, ...link }
  // A link of another kind may hold the number that is meant.
  return readKsefNumber(text) ?? readReference(text) ?? readHashText(text) ?? readOtherLink(text) ?? readShort(text)
}

/** As written, and without the gaps that a line break or a careful hand put in. */
function readingsOf(text: string): { readonly upper: string; readonly compact: string } {
  const upper = text.toUpperCase()
  return { upper, compact: upper.replace(/\s/g, '') }
}

/** Whether a pasted KSeF number has a dash in its middle that does not belong there, and that `identifyNumber` left out. */
export function hasExtraDash(pasted: string): boolean {
  const written = findKsefNumber(tidyPaste(pasted.slice(0, LONGEST_PASTE)))
  return written !== null && hasStrayDash(written)
}

function readKsefNumber(text: string): Identified | null {
  const written = findKsefNumber(text)
  const number = written !== null && hasStrayDash(written) ? parseKsefNumber(`${written.text.slice(0, 26)}${written.text.slice(27)}`) : written
  if (number === null) return null
  return {
    ...NOTHING,
    kind: number.generation === 1 ? 'old-ksef-number' : 'ksef-number',
    text: number.text,
    nip: isValidNip(number.sellerPart) ? number.sellerPart : null,
    day: calendarDay(number.day),
    checksum: number.checksum,
    expected: number.checksum === 'wrong' ? crc8(number.text.slice(0, 32)) : null,
  }
}

/** With both dashes in its middle where it was written so. */
function findKsefNumber(text: string): KsefNumber | null {
  const { upper, compact } = readingsOf(text)
  const found = KSEF_NUMBER.exec(upper) ?? KSEF_NUMBER_AMONG_LETTERS.exec(compact) ?? lookAlike(compact)
  if (found === null) return null
  const [, seller = '', day = '', left = '', gap = '', right = '', check = ''] = found
  return parseKsefNumber(`${seller}-${day}-${left}${gap.includes('-') ? '-' : ''}${right}-${check}`)
}

/** O read for 0 and I or L for 1, believed only where the check digits then agree. */
function lookAlike(compact: string): RegExpExecArray | null {
  if (compact.length > 40) return null
  const found = KSEF_NUMBER_AMONG_LETTERS.exec(compact.replace(/O/g, '0').replace(/[IL]/g, '1'))
  if (found === null) return null
  const [, seller = '', day = '', left = '', , right = '', check = ''] = found
  return parseKsefNumber(`${seller}-${day}-${left}${right}-${check}`)?.checksum === 'right' ? found : null
}

function readReference(text: string): Identified | null {
  const { upper, compact } = readingsOf(text)
  const found = REFERENCE.exec(upper) ?? REFERENCE_AMONG_LETTERS.exec(compact)
  if (found === null) return null
  const [, day = '', code = '', left = '', right = '', check = ''] = found
  const body = `${day}-${code}-${left}-${right}-`
  const expected = crc8(body.slice(0, 33))
  return {
    ...NOTHING,
    kind: REFERENCE_KINDS[code] ?? 'other-reference',
    text: `${body}${check}`,
    day: calendarDay(day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')),
    // Not all end in this sum, so another one only says that a typing error is possible.
    checksum: expected === check ? 'right' : 'not-checked',
  }
}

function readHashText(text: string): Identified | null {
  const hash = readHash(text)
  return hash === null ? null : { ...NOTHING, kind: 'hash', text: hash, hash }
}

function readOtherLink(text: string): Identified | null {
  const link = readUselessLink(text)
  return link === null ? null : { ...NOTHING, ...link }
}

/** Short ones that have little shape of their own. */
function readShort(text: string): Identified {
  const upper = text.toUpperCase()
  const nip = normaliseNip(NIP.exec(upper)?.[1] ?? '')
  if (nip !== null) return { ...NOTHING, kind: 'nip', text: nip, nip, checksum: isValidNip(nip) ? 'right' : 'wrong' }
  if (SERIAL.test(upper)) {
    const serial = upper.replace(/^0X|[:\s]/g, '')
    return { ...NOTHING, kind: 'certificate-serial', text: serial, serial }
  }
  const payment = PAYMENT.exec(text)?.[1]
  if (payment !== undefined) return { ...NOTHING, kind: 'payment-identifier', text: payment }
  return text.length > LONGEST_OWN_NUMBER ? { ...NOTHING, kind: 'document' } : { ...NOTHING, kind: 'own-number', text }
}

function calendarDay(day: string): string | null {
  return isCalendarDay(day) ? day : null
}
