import type { JournalHead } from '../../archive/journal/appendJournal.ts'
import type { HandOverItem } from '../../archive/outputs.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { MissingRow } from './missingList.ts'

export interface BundledFile {
  readonly name: string
  readonly kind: 'invoice' | 'upo' | 'session-upo' | 'unlisted-invoice'
  /** SHA-256, lower-case hex. */
  readonly sha256: string
  readonly byteLength: number
  /** `file`: it came in a file from elsewhere, and KSeF has not given the same bytes. */
  readonly origin: 'ksef' | 'file'
}

export interface BundledInvoice {
  readonly item: HandOverItem
  readonly files: readonly BundledFile[]
  readonly missing: MissingRow | null
}

export interface Bundle {
  readonly context: KsefContext
  readonly createdAt: string
  readonly program: string
  /** Newest entry of the archive's journal when the bundle was made: whoever holds the bundle can witness it. */
  readonly journalHead: JournalHead | null
  readonly invoices: readonly BundledInvoice[]
  /** Where all of an archive is handed over: collective UPO, and invoice files that are on no list. Null in the bundle of a selection. */
  readonly otherFiles: readonly BundledFile[] | null
}

/** What a bundle holds, for programs; the names and fields stay as they are for as long as `version` is 1. */
export function manifestOf({ context, createdAt, program, journalHead, invoices, otherFiles }: Bundle): Uint8Array {
  const manifest = {
    format: 'teczka-upo-bundle',
    version: 1,
    createdAt,
    program,
    context: { environment: context.environment, ...context.identifier },
    journalHead,
    invoices: invoices.map(({ item, files, missing }) => ({
      sellerNip: item.sellerNip,
      invoiceNumber: item.invoiceNumber,
      ksefNumber: item.ksefNumber,
      statusCode: item.statusCode,
      state: item.state,
      issuedOn: item.issuedOn,
      sentAt: item.sentAt,
      acquiredAt: item.acquiredAt,
      buyerIdentifier: item.buyerIdentifier,
      buyerName: item.buyerName,
      grossMinor: item.grossMinor,
      currency: item.currency,
      invoiceHash: item.invoiceHash,
      senderContext: item.senderContext,
      files,
      missing: missing === null ? null : { upo: missing.missingUpo, invoice: missing.missingXml, why: missing.why },
    })),
    ...(otherFiles === null ? {} : { otherFiles }),
  }
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8')
}
