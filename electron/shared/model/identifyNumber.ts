import { crc8 } from './crc8.ts'
import { GAP, readingsOf } from './identifyGaps.ts'
import { readHash } from './identifyHash.ts'
import { readKsefNumber } from './identifyKsefNumber.ts'
import { readLink, readUselessLink } from './identifyLink.ts'
import { readSecret } from './identifySecret.ts'
import { LONGEST_PASTE, tidyPaste } from './identifyTidy.ts'
import type { Identified, IdentifiedKind } from './identified.ts'
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
  return readKsef(text) ?? readReference(text) ?? readHashText(text) ?? readOtherLink(text) ?? readShort(text)
}

function readKsef(text: string): Identified | null {
  const number = readKsefNumber(text)
  return number === null ? null : { ...NOTHING, ...number }
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
