import { z } from 'zod'
import { INVOICE_ACCESS, UPO_ACCESS } from '../model/access.ts'
import { SUBJECT_IDENTIFIER_KINDS } from '../model/certificateSummary.ts'
import { CONTEXT_IDENTIFIER_TYPES, ENVIRONMENTS } from '../model/context.ts'
import { command } from './command.ts'
import { ErrorReportSchema, Instant, Nothing, TaxpayerId } from './common.ts'

export const ContextSchema = z.object({
  environment: z.enum(ENVIRONMENTS),
  identifier: z.object({ type: z.enum(CONTEXT_IDENTIFIER_TYPES), value: z.string().min(1).max(64) }),
})

/** A taxpayer context with an archive of its own. */
export const TaxpayerSummary = z.object({
  id: TaxpayerId,
  context: ContextSchema,
  displayName: z.string(),
  /** Base URL of a simulator; null for KSeF itself. */
  apiBase: z.url().nullable(),
  archivePath: z.string(),
  isDemo: z.boolean(),
  credentialKind: z.enum(['token', 'certificate']).nullable(),
  /** `memory`: kept until the program closes, for there is no key store. */
  credentialKept: z.enum(['key-store', 'memory', 'none']),
  certificateValidUntil: Instant.nullable(),
  /** How many taxpayers sign in with the same secret, this one among them, also where it was kept in memory and is gone now; 0 without one. */
  credentialSharedBy: z.int(),
  lastRefreshAt: Instant.nullable(),
  /** When the client left: only read since then. */
  leftAt: Instant.nullable(),
})
export type TaxpayerSummary = z.infer<typeof TaxpayerSummary>

/** A file that the person chose in the system's dialog; its bytes and path stay in the main process. */
export const ChosenFile = z.object({ handle: z.string().max(64), fileName: z.string(), looksLike: z.enum(['pkcs12', 'certificate', 'key', 'unknown']) })
export type ChosenFile = z.infer<typeof ChosenFile>

export const CredentialInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), token: z.string().min(1).max(2000) }),
  z.object({
    kind: z.literal('certificate'),
    certificateHandle: z.string().max(64),
    /** Null for PKCS#12, which holds its key. */
    keyHandle: z.string().max(64).nullable(),
    password: z.string().max(1000),
    /** By what KSeF knows the holder; null: by the names in the certificate where it has a NIP or PESEL, else by its fingerprint. */
    subjectIdentifier: z.enum(SUBJECT_IDENTIFIER_KINDS).nullable(),
  }),
])
export type CredentialInput = z.infer<typeof CredentialInput>

/** What a try to sign in showed. `unknown`: KSeF did not say. */
export const ConnectionReport = z.object({
  ok: z.boolean(),
  error: ErrorReportSchema.nullable(),
  /** May it read invoices; which UPO it reaches (API-NOTES §2, Permissions). */
  invoices: z.enum(INVOICE_ACCESS),
  upo: z.enum(UPO_ACCESS),
  permissions: z.array(z.string()).readonly(),
  /** Ready text of the request for the missing permission; null where none is missing. */
  requestText: z.string().nullable(),
  certificate: z
    .object({ subject: z.string(), serial: z.string(), validUntil: Instant, purpose: z.enum(['authentication', 'offline', 'unknown']), opensEverything: z.boolean() })
    .nullable(),
})
export type ConnectionReport = z.infer<typeof ConnectionReport>

export const TaxpayerDraft = z.object({
  context: ContextSchema,
  displayName: z.string().max(200),
  apiBase: z.url().nullable(),
  credential: CredentialInput,
})
export type TaxpayerDraft = z.infer<typeof TaxpayerDraft>

/** `bought`: those on which the taxpayer is the buyer; `every-role`: also those that name it as a third or an authorised party. */
export const KEPT_RECEIVED = ['none', 'bought', 'every-role'] as const
const KeptReceived = z.enum(KEPT_RECEIVED)
export type KeptReceived = z.infer<typeof KeptReceived>

export const taxpayers = {
  list: command(Nothing, z.array(TaxpayerSummary).readonly()),
  /** System dialog; null when the person changed their mind. */
  chooseCredentialFile: command(z.object({ purpose: z.enum(['certificate', 'key']) }), ChosenFile.nullable()),
  testDraft: command(TaxpayerDraft, ConnectionReport),
  test: command(z.object({ id: TaxpayerId }), ConnectionReport),
  add: command(TaxpayerDraft, TaxpayerSummary),
  /** `forAll`: for every taxpayer that signs in with the same secret now. */
  replaceCredential: command(z.object({ id: TaxpayerId, credential: CredentialInput, forAll: z.boolean() }), TaxpayerSummary),
  /** Ends the work for a taxpayer: its secret is forgotten where no other needs it, its archive stays and is only read. The demo goes altogether. */
  leave: command(z.object({ id: TaxpayerId }), z.object({ archivePath: z.string() })),
  /** Takes up the work for one that had left. */
  comeBack: command(z.object({ id: TaxpayerId }), TaxpayerSummary),
  /** Which invoices that others issued are kept, too; none until said otherwise. */
  keptReceived: command(z.object({ id: TaxpayerId }), KeptReceived),
  /** What was kept so far stays when less is chosen. */
  setKeptReceived: command(z.object({ id: TaxpayerId, kept: KeptReceived }), KeptReceived),
  /** Starts the demo in an archive of its own that is thrown away when the program closes. */
  startDemo: command(Nothing, TaxpayerSummary),
}
