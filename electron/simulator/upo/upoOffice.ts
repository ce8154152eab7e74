import { drawHex, draw } from '../draw.ts'
import { composeReference } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import type { InvoiceRecord, SessionRecord, UpoVersion } from '../world/records.ts'
import { sealUpo } from './sealUpo.ts'
import { upoText } from './upoText.ts'

/** Makes receipts when they are asked for; the same one is byte for byte the same each time. */
export interface UpoOffice {
  readonly invoiceUpo: (session: SessionRecord, invoice: InvoiceRecord) => Buffer
  /** Reference numbers of the pages of a session UPO; none while there is no session UPO. */
  readonly pagesOf: (session: SessionRecord) => readonly string[]
  /** One page, or null when there is no such page. */
  readonly sessionUpo: (session: SessionRecord, pageReference: string) => Buffer | null
}

export interface UpoOfficeOptions {
  readonly seed: number
  readonly version: UpoVersion
  /** Entries on a page of a session UPO; KSeF's own number is 10 000. */
  readonly pageSize: number
}

const PURPOSE = { pageHigh: 120, pageLow: 121 } as const

/** A number made from a session's reference, so that its pages need no memory. */
function numberOf(text: string): number {
  let mixed = 0
  for (let index = 0; index < text.length; index += 1) mixed = draw(mixed, text.charCodeAt(index), index)
  return mixed
}

export function createUpoOffice({ seed, version, pageSize }: UpoOfficeOptions): UpoOffice {
  const pagesOf = (session: SessionRecord): readonly string[] => {
    const receipted = session.receipted()
    if (receipted === null) return []
    const key = numberOf(session.reference)
    return Array.from({ length: Math.ceil(receipted.length / pageSize) }, (_, page) =>
      composeReference(warsawDayAt(session.createdAt), 'EU', `3C${drawHex(seed, key, PURPOSE.pageHigh + 2 * page)}`, drawHex(seed, key, PURPOSE.pageLow + 2 * page)),
    )
  }
  return {
    pagesOf,
    invoiceUpo: (session, invoice) => sealUpo(upoText(session.upoVersion ?? version, session, [invoice], null), `upo-${invoice.reference}`, (invoice.acquiredAt ?? 0) + 1000),
    sessionUpo: (session, pageReference) => {
      const pages = pagesOf(session)
      const page = pages.indexOf(pageReference)
      const receipted = session.receipted()
      if (page < 0 || receipted === null) return null
      const invoices = receipted.slice(page * pageSize, (page + 1) * pageSize).map((ordinal) => session.invoice(ordinal))
      const description = { number: page + 1, of: pages.length, firstEntry: page * pageSize + 1, allEntries: receipted.length }
      return sealUpo(upoText(session.upoVersion ?? version, session, invoices, description), `upo-${pageReference}`, session.updatedAt())
    },
  }
}
