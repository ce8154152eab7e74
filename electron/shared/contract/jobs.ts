import { z } from 'zod'
import { RATE_GROUPS } from '../model/rateLimits.ts'
import { command } from './command.ts'
import { Day, ErrorReportSchema, Instant, JobId, Nothing, TaxpayerId } from './common.ts'
import { ImportCounts } from './imports.ts'
import { SelfCheckOutcome } from './selfChecks.ts'

export const REFRESH_STEPS = ['signing-in', 'sessions', 'invoices', 'upos', 'exports', 'metadata', 'xml', 'finishing'] as const

/** How many of the accepted invoices are proven, and when the last of the rest is, by plan and KSeF's limits; null: they allow none. */
export const ProofForecast = z.object({ accepted: z.int(), proven: z.int(), doneAt: Instant.nullable() })
export type ProofForecast = z.infer<typeof ProofForecast>

/** Where a refresh stands; counts of this run, totals where they are known. */
export const RefreshProgress = z.object({
  step: z.enum(REFRESH_STEPS),
  sessionsRead: z.int(),
  sessionsToRead: z.int().nullable(),
  invoicesSeen: z.int(),
  uposStored: z.int(),
  uposWanted: z.int().nullable(),
  xmlStored: z.int(),
  xmlWanted: z.int().nullable(),
  /** Null before there is a plan, and where nothing is to prove. */
  forecast: ProofForecast.nullable(),
})
export type RefreshProgress = z.infer<typeof RefreshProgress>

export const RefreshResult = z.object({
  outcome: z.enum(['done', 'cancelled', 'paused', 'failed']),
  error: ErrorReportSchema.nullable(),
  progress: RefreshProgress,
  /** When a spent budget frees up; null when nothing waits for one. */
  resumesAt: Instant.nullable(),
  /** What waits for that budget. */
  waitingFor: z.array(z.enum(['sessions', 'invoices', 'upos', 'session-upos', 'exports', 'metadata', 'xml'])).readonly(),
  quarantined: z.int(),
  limitedCalls: z.partialRecord(z.enum(RATE_GROUPS), z.int()),
  /** `code` or `code:detail`; of code `ksef` the detail is what KSeF said in `X-System-Warning` (API-NOTES §6, trap 11). */
  warnings: z.array(z.string()).readonly(),
})
export type RefreshResult = z.infer<typeof RefreshResult>

/** Parts of a refresh without which no UPO comes: one that waits for any of them may not have seen what a submission holds. */
export const LEADS_TO_UPO: readonly RefreshResult['waitingFor'][number][] = ['sessions', 'invoices', 'upos', 'session-upos']

export const HandOverResult = z.object({
  path: z.string(),
  invoices: z.int(),
  upos: z.int(),
  xmls: z.int(),
  missing: z.int(),
})
export type HandOverResult = z.infer<typeof HandOverResult>

/** Where an import stands: files seen so far, what became of them, and whose archives have something new. */
export const ImportProgress = z.object({ done: z.int(), counts: ImportCounts, changed: z.array(TaxpayerId).readonly() })
export type ImportProgress = z.infer<typeof ImportProgress>

export const SELF_CHECK_STEPS = ['database', 'documents', 'derived', 'journal'] as const

/** Where a self-check stands; how many documents it will check is counted when it comes to them. */
export const SelfCheckProgress = z.object({ step: z.enum(SELF_CHECK_STEPS), documentsChecked: z.int(), documentsToCheck: z.int().nullable() })
export type SelfCheckProgress = z.infer<typeof SelfCheckProgress>

export const CLIENT_REFRESH_STATES = ['waiting', 'running', 'ended', 'no-credential', 'needs-first-day'] as const

/** How the refresh of one among all stands; `needs-first-day`: it was never refreshed, and nobody said from when. */
export const ClientRefresh = z.object({
  taxpayerId: TaxpayerId,
  state: z.enum(CLIENT_REFRESH_STATES),
  /** Its own job, once it began. */
  jobId: JobId.nullable(),
  result: RefreshResult.nullable(),
})
export type ClientRefresh = z.infer<typeof ClientRefresh>

export const JobView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refresh'),
    /** `repair`: fetches the damaged documents that the person asked for, and nothing else. `refresh-all`: one of a refresh of all, which tells how it ended. */
    purpose: z.enum(['refresh', 'repair', 'refresh-all']),
    jobId: JobId,
    taxpayerId: TaxpayerId,
    startedAt: Instant,
    progress: RefreshProgress,
    result: RefreshResult.nullable(),
  }),
  z.object({
    kind: z.literal('hand-over'),
    jobId: JobId,
    taxpayerId: TaxpayerId,
    startedAt: Instant,
    progress: z.object({ done: z.int(), total: z.int() }),
    result: z.object({ outcome: z.enum(['done', 'cancelled', 'failed']), error: ErrorReportSchema.nullable(), bundle: HandOverResult.nullable() }).nullable(),
  }),
  z.object({
    kind: z.literal('import'),
    jobId: JobId,
    taxpayerId: TaxpayerId,
    startedAt: Instant,
    progress: ImportProgress,
    result: z.object({ outcome: z.enum(['done', 'cancelled', 'failed']), error: ErrorReportSchema.nullable() }).nullable(),
  }),
  z.object({
    kind: z.literal('self-check'),
    jobId: JobId,
    taxpayerId: TaxpayerId,
    startedAt: Instant,
    progress: SelfCheckProgress,
    /** What was found is kept in the archive. */
    result: z.object({ outcome: z.enum(['done', 'cancelled', 'failed']), error: ErrorReportSchema.nullable(), found: SelfCheckOutcome.nullable() }).nullable(),
  }),
  z.object({
    kind: z.literal('access'),
    jobId: JobId,
    /** It concerns several. */
    taxpayerId: z.null(),
    startedAt: Instant,
    progress: z.object({ done: z.int(), total: z.int() }),
    /** What was found is kept with the list of taxpayers (clients.access). */
    result: z.object({ outcome: z.enum(['done', 'cancelled', 'failed']), error: ErrorReportSchema.nullable() }).nullable(),
  }),
  z.object({
    kind: z.literal('refresh-all'),
    jobId: JobId,
    taxpayerId: z.null(),
    startedAt: Instant,
    progress: z.object({ rows: z.array(ClientRefresh).readonly() }),
    result: z.object({ outcome: z.enum(['done', 'cancelled', 'failed']), error: ErrorReportSchema.nullable() }).nullable(),
  }),
])
export type JobView = z.infer<typeof JobView>

/** What a first refresh is up against, told before it starts. */
export const RefreshForecast = z.object({
  /** Day from which sessions are read; null when nothing was refreshed yet and the person must choose. */
  from: Day.nullable(),
  /** Sessions that the limits let be read or proven in an hour. */
  sessionsPerHour: z.int(),
})
export type RefreshForecast = z.infer<typeof RefreshForecast>

export const jobs = {
  list: command(Nothing, z.array(JobView).readonly()),
  forecast: command(z.object({ taxpayerId: TaxpayerId }), RefreshForecast),
  /** `from` (Warsaw day) is needed the first time only. */
  startRefresh: command(z.object({ taxpayerId: TaxpayerId, from: Day.nullable() }), z.object({ jobId: JobId })),
  cancel: command(z.object({ jobId: JobId }), Nothing),
}
