import { z } from 'zod'
import { IMPORT_OUTCOMES, IMPORT_REFUSALS, IMPORTED_KINDS, TAXPAYER_DOUBTS } from '../model/importedFile.ts'
import { QUARANTINE_REASONS } from '../model/upoInspection.ts'
import { command } from './command.ts'
import { Day, Instant, InvoiceId, JobId, TaxpayerId } from './common.ts'

/** What one file was, where it went, or why it was refused. */
export const ImportedFile = z.object({
  /** For showing: the path from the chosen folder, and inside a ZIP after ` › `. */
  name: z.string(),
  outcome: z.enum(IMPORT_OUTCOMES),
  /** Null: it was not recognised. */
  kind: z.enum(IMPORTED_KINDS).nullable(),
  /** Why it was refused, put into quarantine, or cannot be told whose it is. */
  reason: z.enum([...IMPORT_REFUSALS, ...QUARANTINE_REASONS, ...TAXPAYER_DOUBTS]).nullable(),
  /** Where it went. */
  taxpayerId: TaxpayerId.nullable(),
  /** The invoice that it is about, when it is one. */
  invoiceId: InvoiceId.nullable(),
  invoiceNumber: z.string().nullable(),
  ksefNumber: z.string().nullable(),
  /** Entries of a UPO; 1 for an invoice. */
  entries: z.int().nullable(),
  /** Of a file that went nowhere: whose it may be. */
  sellerNip: z.string().nullable(),
})
export type ImportedFile = z.infer<typeof ImportedFile>

/** How many files came to each end; every end is named. */
export const ImportCounts = z.record(z.enum(IMPORT_OUTCOMES), z.int())
export type ImportCounts = z.infer<typeof ImportCounts>

/** An imported invoice file that no list and no UPO names: nothing here says that KSeF has it. */
export const UnlistedInvoice = z.object({
  documentId: z.int().positive(),
  importedAt: Instant,
  fileName: z.string(),
  invoiceNumber: z.string().nullable(),
  issuedOn: Day.nullable(),
  sellerNip: z.string().nullable(),
  sellerName: z.string().nullable(),
  buyerName: z.string().nullable(),
  grossMinor: z.int().nullable(),
  currency: z.string().nullable(),
})
export type UnlistedInvoice = z.infer<typeof UnlistedInvoice>

const Page = { offset: z.int().min(0), limit: z.int().min(1).max(500) }

export const imports = {
  /** Asks for files or a folder, then imports them as a job; null when the person changed their mind. `taxpayerId`: in whose window. */
  choose: command(z.object({ taxpayerId: TaxpayerId, what: z.enum(['files', 'folder']) }), z.object({ jobId: JobId }).nullable()),
  /** Imports what was dropped on the window; the paths come from the preload script. */
  startDropped: command(z.object({ taxpayerId: TaxpayerId, paths: z.array(z.string().min(1).max(32_768)).min(1).max(10_000).readonly() }), z.object({ jobId: JobId })),
  /** The same files once more; what could not be told goes to this taxpayer. Throws `not-found` for an import that is forgotten. */
  assign: command(z.object({ jobId: JobId, taxpayerId: TaxpayerId }), z.object({ jobId: JobId })),
  /** A page of what became of the files, in their order. Throws `not-found` for an import that is forgotten. */
  results: command(
    z.object({ jobId: JobId, outcomes: z.array(z.enum(IMPORT_OUTCOMES)).min(1).readonly(), ...Page }),
    z.object({ total: z.int(), rows: z.array(ImportedFile).readonly() }),
  ),
  unlisted: command(z.object({ taxpayerId: TaxpayerId, ...Page }), z.object({ total: z.int(), rows: z.array(UnlistedInvoice).readonly() })),
}
