import { drawHex, draw } from '../draw.ts'
import { composeReference } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import type { InvoiceRecord, SessionRecord, UpoVersion } from '../world/records.ts'
import { withFlaws, type PageFlaw } from './pageFlaws.ts'
import { sealUpo } from './sealUpo.ts'
import { upoText } from './upoText.ts'

/** Makes receipts when they are asked for; the same one is byte for byte the same each time. */
export interface UpoOffice {
  readonly invoiceUpo: (session: SessionRecord, invoice: InvoiceRecord) => Buffer
  /** Reference numbers of the pages of a session UPO; none while there is no session UPO. */
  readonly pagesOf: (session: SessionRecord) => readonly string[]
  /** One page, or null when there is no such page. */
  readonly sessionUpo: (session: SessionRecord, pageReference: string) => Buffer | null
  /** From now on pages have so many entries. */
  readonly usePageSize: (entries: number) => void
}

export interface UpoOfficeOptions {
  readonly seed: number
  readonly version: UpoVersion
  /** Entries on a page of a session UPO; KSeF's own number is 10 000. */
  readonly pageSize: number
  /** What is wrong with the session UPO of this session, on purpose. */
  readonly flawsOf: (sessionReference: string) => readonly PageFlaw[]
}

const PURPOSE = { pageHigh: 120, pageLow: 121 } as const

/** A number made from a session's reference, so that its pages need no memory. */
function numberOf(text: string): number {
  let mixed = 0
  for (let index = 0; index < text.length; index += 1) mixed = draw(mixed, text.charCodeAt(index), index)
  return mixed
}

export function createUpoOffice({ seed, version, pageSize, flawsOf }: UpoOfficeOptions): UpoOffice {
  let entriesOnPage = pageSize

  const receiptedIn = (session: SessionRecord): readonly InvoiceRecord[] | null => {
    const receipted = session.receipted()
    if (receipted === null) return null
    return withFlaws(receipted.map((ordinal) => session.invoice(ordinal)), flawsOf(session.reference))
  }

  const allPagesOf = (session: SessionRecord, entries: number): readonly string[] => {
    const key = numberOf(session.reference)
    return Array.from({ length: Math.ceil(entries / entriesOnPage) }, (_, page) =>
      composeReference(warsawDayAt(session.createdAt), 'EU', `3C${drawHex(seed, key, PURPOSE.pageHigh + 2 * page)}`, drawHex(seed, key, PURPOSE.pageLow + 2 * page)),
    )
  }

  return {
    pagesOf: (session) => {
      const pages = allPagesOf(session, receiptedCount(session, flawsOf(session.reference)))
      return flawsOf(session.reference).includes('page-missing') ? pages.slice(0, -1) : pages
    },
    invoiceUpo: (session, invoice) => sealUpo(upoText(session.upoVersion ?? version, session, [invoice], null), `upo-${invoice.reference}`, (invoice.acquiredAt ?? 0) + 1000),
    sessionUpo: (session, pageReference) => {
      const receipted = receiptedIn(session)
      if (receipted === null) return null
      const pages = allPagesOf(session, receipted.length)
      const page = pages.indexOf(pageReference)
      if (page < 0) return null
      const invoices = receipted.slice(page * entriesOnPage, (page + 1) * entriesOnPage)
      const description = { number: page + 1, of: pages.length, firstEntry: page * entriesOnPage + 1, allEntries: receipted.length }
      return sealUpo(upoText(session.upoVersion ?? version, session, invoices, description), `upo-${pageReference}`, session.updatedAt())
    },
    usePageSize: (entries) => {
      entriesOnPage = entries
    },
  }
}

function receiptedCount(session: SessionRecord, flaws: readonly PageFlaw[]): number {
  const receipted = session.receipted()?.length ?? 0
  if (receipted === 0) return 0
  return receipted - (flaws.includes('page-gap') ? 1 : 0) + (flaws.includes('page-stranger') ? 1 : 0)
}
