import { z } from 'zod'
import { HOLDER_IDENTIFIERS, INVOICE_ACCESS, UPO_ACCESS, WANTED_PERMISSIONS } from '../model/access.ts'
import { CLIENT_PROBLEMS } from '../model/clientList.ts'
import { ENVIRONMENTS } from '../model/context.ts'
import { command } from './command.ts'
import { Day, ErrorReportSchema, Instant, JobId, Nothing, TaxpayerId } from './common.ts'
import { ContextSchema, CredentialInput } from './taxpayers.ts'

/** What KSeF said of a credential, since when it says so, and when it last did. */
export const AccessAnswerView = z.object({
  since: Instant,
  confirmedAt: Instant,
  invoices: z.enum(INVOICE_ACCESS),
  upo: z.enum(UPO_ACCESS),
  permissions: z.array(z.string()).readonly(),
  /** Why the context stays shut; null when the sign-in went well. */
  error: ErrorReportSchema.nullable(),
})
export type AccessAnswerView = z.infer<typeof AccessAnswerView>

/** A line of the access table. */
export const AccessView = z.object({
  taxpayerId: TaxpayerId,
  /** Null: nobody looked yet. */
  now: AccessAnswerView.nullable(),
  /** What it was before it changed; null when it never did. */
  before: AccessAnswerView.nullable(),
  /** The newest look, when it failed on its way: it tells nothing of the access. */
  failure: z.object({ at: Instant, error: ErrorReportSchema }).nullable(),
  missing: z.array(z.enum(WANTED_PERMISSIONS)).readonly(),
  /** To whom KSeF would give it; null for a token, or where nobody looked yet. */
  holder: z.object({ name: z.string(), identifiedBy: z.enum(HOLDER_IDENTIFIERS), identifier: z.string(), isCompany: z.boolean() }).nullable(),
  /** Ready text of the request for what is missing; null where nothing is. */
  requestText: z.string().nullable(),
})
export type AccessView = z.infer<typeof AccessView>

/** Why one of a list of clients was not added. */
export const RefusedClient = z.object({ line: z.int(), text: z.string(), reason: z.union([z.object({ problem: z.enum(CLIENT_PROBLEMS) }), z.object({ error: ErrorReportSchema })]) })
export type RefusedClient = z.infer<typeof RefusedClient>

/** What signs in to all of a list: a credential given now, or the one that a taxpayer signs in with already. */
export const SharedCredential = z.discriminatedUnion('kind', [...CredentialInput.options, z.object({ kind: z.literal('same-as'), taxpayerId: TaxpayerId })])
export type SharedCredential = z.infer<typeof SharedCredential>

export const AddedClients = z.object({
  added: z.array(TaxpayerId).readonly(),
  refused: z.array(RefusedClient).readonly(),
  /** The look at the access of those added; null when none was. */
  jobId: JobId.nullable(),
})
export type AddedClients = z.infer<typeof AddedClients>

/** What is deleted with a client, as it lies on the disk now. */
export const ClientFiles = z.object({
  taxpayerId: TaxpayerId,
  context: ContextSchema,
  archivePath: z.string(),
  /** The archive with what SQLite keeps beside it. */
  archiveBytes: z.int(),
  /** Copies made before the archive changed its form, newest first. */
  backups: z.array(z.object({ fileName: z.string(), bytes: z.int(), madeAt: Instant })).readonly(),
  /** True where its secret goes too; false where another taxpayer signs in with the same, or none is kept. */
  forgetsSecret: z.boolean(),
})
export type ClientFiles = z.infer<typeof ClientFiles>

export const clients = {
  access: command(Nothing, z.array(AccessView).readonly()),
  /**
   * Adds every client of a pasted list, and looks at the access of each. `credential` null: each line has its own token. The text may hold
   * tokens: it is kept nowhere.
   */
  addMany: command(
    z.object({ text: z.string().max(400_000), environment: z.enum(ENVIRONMENTS), apiBase: z.url().nullable(), credential: SharedCredential.nullable() }),
    AddedClients,
  ),
  /** Signs in to each and looks what the credential may do; null: to all who have not left. */
  startLook: command(z.object({ taxpayerIds: z.array(TaxpayerId).max(5_000).nullable() }), z.object({ jobId: JobId })),
  /** Refreshes all who have not left and have a credential; `from`: for those who never were refreshed, who are passed over without it. */
  startRefreshAll: command(z.object({ from: Day.nullable() }), z.object({ jobId: JobId })),
  /** Asks where, and packs all that the archive holds; null when the person changed their mind. */
  handOver: command(z.object({ taxpayerId: TaxpayerId }), z.object({ jobId: JobId }).nullable()),
  files: command(z.object({ taxpayerId: TaxpayerId }), ClientFiles),
  /** Deletes for good; `typed` must be the identifier of the taxpayer. Answers what stayed on the disk. */
  deleteForGood: command(z.object({ taxpayerId: TaxpayerId, typed: z.string().max(100), withBackups: z.boolean() }), z.object({ deleted: z.int(), leftBackups: z.array(z.string()).readonly() })),
}
