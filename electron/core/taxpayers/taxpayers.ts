import { randomUUID } from 'node:crypto'
import type { KsefClient } from '../../ksef/client.ts'
import type { Clock } from '../../platform/clock.ts'
import type { SecretStore } from '../../platform/secrets.ts'
import { TaxpayerId } from '../../shared/contract/common.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { ConnectionReport, CredentialInput, TaxpayerDraft, TaxpayerSummary } from '../../shared/contract/taxpayers.ts'
import type { AccessView } from '../../shared/contract/clients.ts'
import { AppError } from '../../shared/errors.ts'
import type { SubjectIdentifierKind } from '../../shared/model/certificateSummary.ts'
import { contextKey } from '../../shared/model/context.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import { accessView } from './accessView.ts'
import { archiveFilePath } from './archiveFilePath.ts'
import type { ChosenFiles } from './chosenFiles.ts'
import { noteLook } from './noteLook.ts'
import { openCredential, refuseUnusable } from './openCredential.ts'
import type { OpenedCredential } from './openCredential.ts'
import { decodeCredential, encodeCredential, gatherCredential } from './storedCredential.ts'
import type { StoredCredential } from './storedCredential.ts'
import { NO_CREDENTIAL } from './taxpayerCatalogue.ts'
import type { CredentialFields, TaxpayerCatalogue, TaxpayerRecord } from './taxpayerCatalogue.ts'
import { testConnection } from './testConnection.ts'
import { validateContext, validateDraft } from './validateDraft.ts'
import type { CheckedDraft } from './validateDraft.ts'

/** The taxpayers of one archive folder. */
export interface Taxpayers {
  readonly list: () => readonly TaxpayerSummary[]
  /** Throws `not-found`. */
  readonly recordOf: (id: TaxpayerId) => TaxpayerRecord
  /** The same for work that changes an archive. Throws `taxpayer-left` too. */
  readonly workingRecordOf: (id: TaxpayerId) => TaxpayerRecord
  readonly add: (draft: TaxpayerDraft) => Promise<TaxpayerSummary>
  /** Adds with a credential that was opened before: of many clients that one certificate opens, the secret is kept once. */
  readonly addWith: (who: Omit<TaxpayerDraft, 'credential'>, credential: UsableCredential) => Promise<TaxpayerSummary>
  /** Opens a credential and refuses one that KSeF would refuse. Throws the `certificate-…` codes. */
  readonly gather: (input: CredentialInput) => UsableCredential
  /** What a taxpayer signs in with, for others too. Throws `credential-missing`, `key-store-unavailable` and the `certificate-…` codes. */
  readonly usableOf: (id: TaxpayerId) => Promise<UsableCredential>
  /** Ends the work for a taxpayer: its secret is forgotten where no other needs it; its archive stays and is only read. The demo goes altogether. */
  readonly leave: (id: TaxpayerId) => Promise<{ readonly archivePath: string }>
  /** Notes that it left, as of now or of when it did; its secret and its archive stay as they are. */
  readonly noteLeft: (id: TaxpayerId) => void
  /** Closes its archive, until somebody asks for it again. */
  readonly closeArchive: (id: TaxpayerId) => Promise<void>
  readonly comeBack: (id: TaxpayerId) => TaxpayerSummary
  /** Forgets a taxpayer for good, its secret unless another needs it; its files are gone already. */
  readonly forget: (id: TaxpayerId) => Promise<void>
  /** `forAll`: for every taxpayer that signs in with the same secret now. */
  readonly replaceCredential: (id: TaxpayerId, credential: CredentialInput, forAll: boolean) => Promise<TaxpayerSummary>
  readonly testDraft: (draft: TaxpayerDraft, signal: AbortSignal) => Promise<ConnectionReport>
  /** Signs in, looks what the credential may do, and keeps what KSeF said. */
  readonly test: (id: TaxpayerId, signal: AbortSignal) => Promise<ConnectionReport>
  /** What is known of the access to each, without those who left. */
  readonly access: () => readonly AccessView[]
  /** Throws `credential-missing`, `key-store-unavailable` and the `certificate-…` codes. */
  readonly credentialOf: (id: TaxpayerId) => Promise<OpenedCredential>
  readonly noteRefreshed: (id: TaxpayerId, at: string) => void
}

/** What the person gave, and the same ready to sign in with. A secret as a whole. */
export interface UsableCredential {
  readonly stored: StoredCredential
  readonly opened: OpenedCredential
}

export interface TaxpayersOptions {
  readonly archiveFolder: string
  readonly catalogue: TaxpayerCatalogue
  readonly secrets: SecretStore
  readonly chosenFiles: ChosenFiles
  readonly archives: {
    readonly create: (address: { readonly file: string; readonly context: KsefContext }) => Promise<void>
    readonly close: (file: string) => Promise<void>
  }
  readonly connect: (to: { readonly context: KsefContext; readonly apiBase: string | null; readonly opened: OpenedCredential }) => KsefClient
  readonly clock: Clock
  readonly language: () => Language
  readonly isDemo: boolean
  /** Added to the ids of the catalogue, so that two catalogues open at once never share one. */
  readonly idOffset: number
}

export function createTaxpayers(options: TaxpayersOptions): Taxpayers {
  const { archiveFolder, catalogue, secrets, chosenFiles, archives, connect, clock, language, isDemo, idOffset } = options

  const recordOf = (id: TaxpayerId): TaxpayerRecord => {
    const record = catalogue.list().find((candidate) => candidate.id + idOffset === id)
    if (record === undefined) throw new AppError('not-found', { details: { what: 'taxpayer' } })
    return record
  }

  const workingRecordOf = (id: TaxpayerId): TaxpayerRecord => {
    const record = recordOf(id)
    if (record.leftAt !== null) throw new AppError('taxpayer-left')
    return record
  }

  const idOf = (record: TaxpayerRecord): TaxpayerId => TaxpayerId.parse(record.id + idOffset)

  const summaryOf = (record: TaxpayerRecord, all: readonly TaxpayerRecord[]): TaxpayerSummary => {
    const { context, displayName, apiBase, archiveFile, credentialKind, certificateValidUntil, secretKey, lastRefreshAt, leftAt } = record
    return {
      id: idOf(record),
      context,
      displayName,
      apiBase,
      archivePath: archiveFile,
      isDemo,
      credentialKind,
      credentialKept: secrets.placeOf(secretKey),
      certificateValidUntil,
      credentialSharedBy: credentialKind === null ? 0 : all.filter((other) => other.secretKey === secretKey && other.leftAt === null).length,
      lastRefreshAt,
      leftAt,
    }
  }

  const summaryById = (id: TaxpayerId): TaxpayerSummary => summaryOf(recordOf(id), catalogue.list())

  const now = (): Date => new Date(clock.now())

  const gather = (input: CredentialInput): UsableCredential => {
    const stored = gatherCredential(input, chosenFiles)
    const opened = openCredential(stored, input.kind === 'certificate' ? input.subjectIdentifier : null)
    refuseUnusable(opened, now())
    return { stored, opened }
  }

  const keptOf = async (id: TaxpayerId): Promise<UsableCredential> => {
    const { secretKey, subjectIdentifierKind } = recordOf(id)
    const text = await secrets.get(secretKey)
    if (text === null) throw new AppError('credential-missing')
    const stored = decodeCredential(text)
    return { stored, opened: openCredential(stored, subjectIdentifierKind) }
  }

  const credentialOf = async (id: TaxpayerId): Promise<OpenedCredential> => (await keptOf(id)).opened

  const tryOut = (who: CheckedDraft, open: () => OpenedCredential | Promise<OpenedCredential>, signal: AbortSignal): Promise<ConnectionReport> => {
    const { context, displayName, apiBase } = who
    return testConnection({ context, displayName, language: language(), open, connect: (opened) => connect({ context, apiBase, opened }), now: now(), signal })
  }

  /** A certificate is kept once for all whom it opens, under a key of its own; a token belongs to its context. */
  const secretKeyFor = (context: KsefContext, { certificate }: OpenedCredential): string => {
    if (certificate === null) return contextKey(context)
    const sharing = catalogue.list().find((record) => record.certificateFingerprint === certificate.fingerprintSha256 && secrets.placeOf(record.secretKey) !== 'none')
    return sharing?.secretKey ?? `certificate:${randomUUID()}`
  }

  /** Once nobody on the list needs a secret, it would stay for ever. */
  const forgetUnlessNeeded = async (secretKey: string): Promise<void> => {
    const users = catalogue.list().filter((record) => record.secretKey === secretKey)
    if (users.some(({ leftAt }) => leftAt === null)) return
    await secrets.remove(secretKey)
    for (const { id } of users) catalogue.change(id, NO_CREDENTIAL)
  }

  const noteLeft = (id: TaxpayerId): void => {
    const { id: recordId, leftAt } = recordOf(id)
    catalogue.change(recordId, { leftAt: leftAt ?? now().toISOString() })
  }

  const addWith: Taxpayers['addWith'] = async (who, { stored, opened }) => {
    const { context, displayName, apiBase } = validateContext(who)
    if (catalogue.list().some((record) => contextKey(record.context) === contextKey(context))) throw new AppError('taxpayer-exists')
    await archives.create({ file: archiveFilePath(archiveFolder, context), context })
    const secretKey = secretKeyFor(context, opened)
    await secrets.set(secretKey, encodeCredential(stored))
    try {
      const record = catalogue.add({ context, displayName, apiBase, secretKey, lastRefreshAt: null, leftAt: null, ...credentialFacts(opened) })
      return summaryOf(record, catalogue.list())
    } catch (cause) {
      await forgetUnlessNeeded(secretKey)
      throw cause
    }
  }

  return {
    list: () => {
      const all = catalogue.list()
      return all.map((record) => summaryOf(record, all))
    },
    recordOf,
    workingRecordOf,
    credentialOf,
    gather,
    usableOf: async (id) => {
      const kept = await keptOf(id)
      refuseUnusable(kept.opened, now())
      return kept
    },
    addWith,
    add: async (draft) => {
      validateDraft(draft)
      return addWith(draft, gather(draft.credential))
    },
    leave: async (id) => {
      const { id: recordId, secretKey, archiveFile } = recordOf(id)
      await archives.close(archiveFile)
      if (isDemo) catalogue.remove(recordId)
      else noteLeft(id)
      await forgetUnlessNeeded(secretKey)
      return { archivePath: archiveFile }
    },
    noteLeft,
    closeArchive: (id) => archives.close(recordOf(id).archiveFile),
    comeBack: (id) => {
      catalogue.change(recordOf(id).id, { leftAt: null })
      return summaryById(id)
    },
    forget: async (id) => {
      const { context, secretKey } = recordOf(id)
      catalogue.erase(context)
      await forgetUnlessNeeded(secretKey)
    },
    replaceCredential: async (id, input, forAll) => {
      const record = workingRecordOf(id)
      const { stored, opened } = gather(input)
      const changed = forAll ? catalogue.list().filter(({ secretKey, leftAt }) => secretKey === record.secretKey && leftAt === null) : [record]
      if (changed.length > 1 && opened.certificate === null) throw new AppError('invalid-request', { details: { reason: 'token-context' } })
      const secretKey = secretKeyFor(record.context, opened)
      await secrets.set(secretKey, encodeCredential(stored))
      for (const { id: recordId } of changed) catalogue.change(recordId, { secretKey, ...credentialFacts(opened) })
      await forgetUnlessNeeded(record.secretKey)
      return summaryById(id)
    },
    testDraft: async (draft, signal) => {
      const checked = validateDraft(draft)
      const { credential } = draft
      const known: SubjectIdentifierKind | null = credential.kind === 'certificate' ? credential.subjectIdentifier : null
      return tryOut(checked, () => openCredential(gatherCredential(credential, chosenFiles), known), signal)
    },
    test: async (id, signal) => {
      const record = workingRecordOf(id)
      let opened: OpenedCredential | null = null
      const open = async (): Promise<OpenedCredential> => {
        opened = await credentialOf(id)
        return opened
      }
      const report = await tryOut(record, open, signal)
      // Stopped by the person, it showed nothing.
      if (signal.reason instanceof AppError && signal.reason.code === 'cancelled') throw signal.reason
      // The compiler does not see that `open` was called.
      const { certificate } = (opened as OpenedCredential | null) ?? { certificate: null }
      noteLook(catalogue, { context: record.context, at: now().toISOString(), report, certificate })
      return report
    },
    access: () =>
      catalogue
        .list()
        .filter(({ leftAt }) => leftAt === null)
        .map((record) => accessView({ taxpayerId: idOf(record), record, history: catalogue.accessOf(record.context), language: language() })),
    noteRefreshed: (id, at) => catalogue.change(recordOf(id).id, { lastRefreshAt: at }),
  }
}

function credentialFacts({ credential, certificate }: OpenedCredential): CredentialFields {
  return {
    credentialKind: credential.kind,
    certificateValidUntil: certificate === null ? null : new Date(certificate.notAfter).toISOString(),
    certificateFingerprint: certificate?.fingerprintSha256 ?? null,
    subjectIdentifierKind: credential.kind === 'certificate' ? credential.subjectIdentifier : null,
  }
}
