import { sha256Base64 } from '../../crypto/hash.ts'
import { composeKsefNumber } from '../../shared/model/ksefNumber.ts'
import { warsawDayAt } from '../time.ts'
import type { InvoiceRecord } from '../world/records.ts'

/** In which a session UPO, well sealed, does not agree with the session's list. */
export const PAGE_FLAWS = ['page-gap', 'page-stranger', 'page-other-hash', 'page-missing'] as const
export type PageFlaw = (typeof PAGE_FLAWS)[number]

/** The entries of a session UPO with its flaws: the first invoice left out, one of no list put in at the end, the last real one with another hash. */
export function withFlaws(invoices: readonly InvoiceRecord[], flaws: readonly PageFlaw[]): readonly InvoiceRecord[] {
  const last = invoices.at(-1)
  if (last === undefined) return invoices
  const named = flaws.includes('page-gap') ? invoices.slice(1) : invoices
  const hashed = flaws.includes('page-other-hash') ? named.map((invoice) => (invoice === last ? { ...invoice, hash: () => otherHash(invoice) } : invoice)) : named
  return flaws.includes('page-stranger') ? [...hashed, strangerBeside(last)] : hashed
}

function strangerBeside(invoice: InvoiceRecord): InvoiceRecord {
  const { face, acquiredAt, ksefNumber } = invoice
  if (face === null || acquiredAt === null || ksefNumber === null) return invoice
  const other = (BigInt(`0x${ksefNumber.slice(20, 32)}`) ^ 0x5a5an).toString(16).toUpperCase().padStart(12, '0')
  return {
    ...invoice,
    ksefNumber: composeKsefNumber(face.seller.identifier.value, warsawDayAt(acquiredAt), other),
    face: { ...face, number: `${face.number}/X` },
    hash: () => otherHash(invoice),
  }
}

function otherHash({ reference }: InvoiceRecord): string {
  return sha256Base64(Buffer.from(`another file than ${reference}`))
}
