import { z } from 'zod'
import { DAMAGE_CONDITIONS, DOCUMENT_FAULTS, JOURNAL_FAULTS } from '../model/damage.ts'
import { command } from './command.ts'
import { Instant, InvoiceId, JobId, TaxpayerId } from './common.ts'

/** `incremental`: what was not checked within a month; `full`: all of it again. */
export const SelfCheckScope = z.enum(['incremental', 'full'])
export type SelfCheckScope = z.infer<typeof SelfCheckScope>

export const DamagedDocument = z.object({
  documentId: z.int().positive(),
  /** Of the bytes as they came, lower-case hex. */
  sha256: z.string(),
  kind: z.enum(['invoice', 'invoice-upo', 'session-upo', 'unrecognised']),
  fault: z.enum(DOCUMENT_FAULTS),
  /** Invoices that it is evidence of, the first of them, by the numbers a person knows. */
  invoices: z.array(z.object({ invoiceId: InvoiceId, ksefNumber: z.string().nullable(), invoiceNumber: z.string().nullable() })).readonly(),
  invoiceCount: z.int(),
})
export type DamagedDocument = z.infer<typeof DamagedDocument>

/** `whole` is said of all of the archive, so only a full check says it; `nothing-found`: an incremental one, of what it checked. */
export const SelfCheckOutcome = z.enum(['whole', 'nothing-found', 'damaged'])
export type SelfCheckOutcome = z.infer<typeof SelfCheckOutcome>

const JournalHead = z.object({ number: z.int(), hash: z.string() })

/** What a self-check found, as it is kept. */
export const SelfCheckReport = z.object({
  outcome: SelfCheckOutcome,
  scope: SelfCheckScope,
  startedAt: Instant,
  finishedAt: Instant,
  documentsChecked: z.int(),
  /** Left out, for they were checked within a month; null: not written down, by a version that did not count them. */
  documentsPassedOver: z.int().nullable().default(null),
  damaged: z.int(),
  /** The first thousand of them. */
  damagedDocuments: z.array(DamagedDocument).readonly(),
  /** Invoices whose derived columns were wrong and have been made anew. */
  invoicesRebuilt: z.int(),
  /** The index by which invoices are searched did not fit them, and has been made anew; false also where an earlier version did not look. */
  isWordIndexRebuilt: z.boolean().default(false),
  journal: z.object({
    /** The newest entry; number 0: there is none. */
    head: JournalHead,
    /** Heads kept outside the file that the chain was held against. */
    headsCompared: z.int(),
    faults: z.array(z.object({ number: z.int(), fault: z.enum(JOURNAL_FAULTS) })).readonly(),
  }),
  /** What SQLite found wrong with the file. */
  database: z.array(z.string()).readonly(),
})
export type SelfCheckReport = z.infer<typeof SelfCheckReport>

/** An earlier check in one line. */
export const SelfCheckSummary = z.object({
  id: z.int().positive(),
  finishedAt: Instant,
  scope: SelfCheckScope,
  outcome: SelfCheckOutcome,
  documentsChecked: z.int(),
  damaged: z.int(),
})
export type SelfCheckSummary = z.infer<typeof SelfCheckSummary>

export const SelfCheckView = z.object({
  /** The newest check that ended; null: never checked. */
  last: SelfCheckReport.nullable(),
  /** What it named, and how it stands with each now. */
  damage: z.array(DamagedDocument.extend({ condition: z.enum(DAMAGE_CONDITIONS) })).readonly(),
  /** Damaged documents that KSeF can be asked for. */
  repairable: z.int(),
  /** The checks before it, newest first. */
  earlier: z.array(SelfCheckSummary).readonly(),
})
export type SelfCheckView = z.infer<typeof SelfCheckView>

export const selfChecks = {
  view: command(z.object({ taxpayerId: TaxpayerId }), SelfCheckView),
  /** Checks as a job; gives the one that is running. */
  start: command(z.object({ taxpayerId: TaxpayerId, scope: SelfCheckScope }), z.object({ jobId: JobId })),
  /** Fetches the damaged documents again: the person was asked and said yes. Gives the refresh that is running, which then takes them along. */
  repair: command(z.object({ taxpayerId: TaxpayerId }), z.object({ jobId: JobId })),
}
