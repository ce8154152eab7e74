import type { KsefClient } from '../../ksef/client.ts'
import type { Clock } from '../../platform/clock.ts'
import type { SecretStore } from '../../platform/secrets.ts'
import { TaxpayerId } from '../../shared/contract/common.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { ConnectionReport, CredentialInput, TaxpayerDraft, TaxpayerSummary } from '../../shared/contract/taxpayers.ts'
import { AppError } from '../../shared/errors.ts'
import { contextKey } from '../../shared/model/context.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import { archiveFilePath } from './archiveFilePath.ts'
import type { ChosenFiles } from './chosenFiles.ts'
import { openCredential, refuseUnusable } from './openCredential.ts'
import type { OpenedCredential } from './openCredential.ts'
import { decodeCredential, encodeCredential, gatherCredential } from './storedCredential.ts'
import type { TaxpayerCatalogue, TaxpayerRecord } from './taxpayerCatalogue.ts'
import { testConnection } from './testConnection.ts'
import { validateDraft } from './validateDraft.ts'
import type { CheckedDraft } from './validateDraft.ts'

/** The taxpayers of one archive folder. */
export interface Taxpayers {
  readonly list: () => readonly TaxpayerSummary[]
  /** Throws `not-found`. */
  readonly recordOf: (id: TaxpayerId) => TaxpayerRecord
  readonly add: (draft: TaxpayerDraft) => Promise<TaxpayerSummary>
  /** Takes it off the list and forgets its secret. The archive file stays: it outlives the program. */
  readonly remove: (id: TaxpayerId) => Promise<{ readonly archivePath: string }>
  readonly replaceCredential: (id: TaxpayerId, credential: CredentialInput) => Promise<TaxpayerSummary>
  readonly testDraft: (draft: TaxpayerDraft, signal: AbortSignal) => Promise<ConnectionReport>
  readonly test: (id: TaxpayerId, signal: AbortSignal) => Promise<ConnectionReport>
  /** Throws `credential-missing`, `key-store-unavailable` and the `certificate-…` codes. */
  readonly credentialOf: (id: TaxpayerId) => Promise<OpenedCredential>
  readonly noteRefreshed: (id: TaxpayerId, at: string) => void
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

  const summaryOf = (record: TaxpayerRecord): TaxpayerSummary => {
    const { id, context, displayName, apiBase, archiveFile, credentialKind, certificateValidUntil, lastRefreshAt } = record
    return {
      id: TaxpayerId.parse(id + idOffset),
      context,
      displayName,
      apiBase,
      archivePath: archiveFile,
      isDemo,
      credentialKind,
      credentialKept: secrets.placeOf(contextKey(context)),
      certificateValidUntil,
      lastRefreshAt,
    }
  }

  const now = (): Date => new Date(clock.now())

  const gatherUsable = (input: CredentialInput) => {
    const stored = gatherCredential(input, chosenFiles)
    const opened = openCredential(stored)
    refuseUnusable(opened, now())
    return { stored, opened }
  }

  const credentialOf = async (id: TaxpayerId): Promise<OpenedCredential> => {
    const text = await secrets.get(contextKey(recordOf(id).context))
    if (text === null) throw new AppError('credential-missing')
    return openCredential(decodeCredential(text))
  }

  const tryOut = (who: CheckedDraft, open: () => OpenedCredential | Promise<OpenedCredential>, signal: AbortSignal): Promise<ConnectionReport> => {
    const { context, displayName, apiBase } = who
    return testConnection({ context, displayName, language: language(), open, connect: (opened) => connect({ context, apiBase, opened }), now: now(), signal })
  }

  return {
    list: () => catalogue.list().map(summaryOf),
    recordOf,
    credentialOf,
    add: async (draft) => {
      const { context, displayName, apiBase } = validateDraft(draft)
      const key = contextKey(context)
      if (catalogue.list().some((record) => contextKey(record.context) === key)) throw new AppError('taxpayer-exists')
      const { stored, opened } = gatherUsable(draft.credential)
      const archiveFile = archiveFilePath(archiveFolder, context)
      await archives.create({ file: archiveFile, context })
      await secrets.set(key, encodeCredential(stored))
      try {
        return summaryOf(catalogue.add({ context, displayName, apiBase, lastRefreshAt: null, ...credentialFacts(opened) }))
      } catch (cause) {
        // A secret that belongs to nobody on the list would stay for ever.
        await secrets.remove(key)
        throw cause
      }
    },
    remove: async (id) => {
      const { id: recordId, context, archiveFile } = recordOf(id)
      await archives.close(archiveFile)
      catalogue.remove(recordId)
      await secrets.remove(contextKey(context))
      return { archivePath: archiveFile }
    },
    replaceCredential: async (id, input) => {
      const record = recordOf(id)
      const { stored, opened } = gatherUsable(input)
      await secrets.set(contextKey(record.context), encodeCredential(stored))
      catalogue.change(record.id, credentialFacts(opened))
      return summaryOf(recordOf(id))
    },
    testDraft: async (draft, signal) => {
      const checked = validateDraft(draft)
      return tryOut(checked, () => openCredential(gatherCredential(draft.credential, chosenFiles)), signal)
    },
    test: async (id, signal) => tryOut(recordOf(id), () => credentialOf(id), signal),
    noteRefreshed: (id, at) => catalogue.change(recordOf(id).id, { lastRefreshAt: at }),
  }
}

function credentialFacts({ credential, certificate }: OpenedCredential): Pick<TaxpayerRecord, 'credentialKind' | 'certificateValidUntil'> {
  return { credentialKind: credential.kind, certificateValidUntil: certificate === null ? null : new Date(certificate.notAfter).toISOString() }
}
