import { createHash } from 'node:crypto'
import { crc8 } from '../shared/model/crc8.ts'

/** Kinds of reference numbers: sessions SO and SB, invoices EE, UPO EU, tokens EC, sign-in AU, challenges CR, exports EH (API-NOTES §5). */
export type ReferenceKind = 'SO' | 'SB' | 'EE' | 'EU' | 'EC' | 'AU' | 'CR' | 'EH'

const REFERENCE = /^\d{8}-([A-Z]{2})-([0-9A-F]{10})-([0-9A-F]{10})-[0-9A-F]{2}$/

/** `YYYYMMDD-KK-XXXXXXXXXX-XXXXXXXXXX-CC`, 36 characters; the last two are the CRC-8 of the 33 before the dash. */
export function composeReference(day: string, kind: ReferenceKind, high: string, low: string): string {
  const body = `${day.replaceAll('-', '')}-${kind}-${high.padStart(10, '0')}-${low.padStart(10, '0')}`
  return `${body}-${crc8(body)}`
}

/** Upper-case hex digits made from a text, for numbers that need not be found again from their looks. */
export function digitsOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').toUpperCase()
}

/** The two hex parts of a reference number of the wanted kind, or null. */
export function partsOfReference(text: string, kind: ReferenceKind): { readonly high: string; readonly low: string } | null {
  const match = REFERENCE.exec(text)
  if (match?.[1] !== kind) return null
  return { high: match[2] ?? '', low: match[3] ?? '' }
}
