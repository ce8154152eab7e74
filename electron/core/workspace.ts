import type { ArchiveAddress } from '../archive/connection.ts'
import type { JournalHead } from '../archive/journal/appendJournal.ts'
import type { BudgetStore } from '../ksef/budgetStore.ts'
import { createKsefClient } from '../ksef/client.ts'
import type { KsefClientOptions } from '../ksef/client.ts'
import { addressesOf } from '../ksef/environments.ts'
import type { ConnectionSettings } from '../ksef/http/dispatcher.ts'
import { RateBudget } from '../ksef/rateBudget.ts'
import type { Clock } from '../platform/clock.ts'
import type { SecretStore } from '../platform/secrets.ts'
import type { TaxpayerId } from '../shared/contract/common.ts'
import type { Language } from '../shared/contract/program.ts'
import type { Archive } from './archiveOperations.ts'
import type { ChosenFiles } from './taxpayers/chosenFiles.ts'
import type { OpenedCatalogue } from './taxpayers/openTaxpayerCatalogue.ts'
import type { TrustStore } from './trust/trustedCertificates.ts'
import { witnessJournal } from './witnessJournal.ts'
import { createTaxpayers } from './taxpayers/taxpayers.ts'
import type { Taxpayers } from './taxpayers/taxpayers.ts'

/** The archives of all taxpayers, in their thread. */
export interface ArchiveThread {
  readonly archive: (address: ArchiveAddress) => Archive
  readonly create: (address: ArchiveAddress) => Promise<void>
  readonly close: (file: string) => Promise<void>
}

/** One archive folder in use: its taxpayers, their archives and their budgets. */
export interface Workspace {
  readonly folder: string
  readonly taxpayers: Taxpayers
  /** Throws `not-found`. */
  readonly archiveOf: (id: TaxpayerId) => Archive
  /** The same for work that changes it. Throws `taxpayer-left` too. */
  readonly workingArchiveOf: (id: TaxpayerId) => Archive
  readonly budgetStoreOf: (id: TaxpayerId) => BudgetStore
  /** Proxy and certificates on the way to KSeF, as they are set now. */
  readonly connection: () => ConnectionSettings
  /** Certificates that the person trusts. */
  readonly trust: TrustStore
  /** Notes the head of the taxpayer's journal in the catalogue: after each job. */
  readonly witnessJournal: (id: TaxpayerId) => Promise<void>
  /** Heads of the taxpayer's journal that were noted in the catalogue. */
  readonly journalHeadsOf: (id: TaxpayerId) => readonly JournalHead[]
  /** Notes the heads of the journals in use, and closes its archives and the catalogue; its work must have ended. */
  readonly close: () => Promise<void>
}

export interface WorkspaceOptions {
  readonly folder: string
  readonly catalogue: OpenedCatalogue
  readonly thread: ArchiveThread
  readonly secrets: SecretStore
  readonly chosenFiles: ChosenFiles
  /** Asked anew for each piece of work: the settings may have changed. */
  readonly connection: () => ConnectionSettings
  readonly clock: Clock
  readonly log: KsefClientOptions['log']
  readonly language: () => Language
  readonly isDemo: boolean
  readonly idOffset: number
}

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { folder, catalogue, thread, secrets, chosenFiles, connection, clock, log, language, isDemo, idOffset } = options
  const taxpayers = createTaxpayers({
    archiveFolder: folder,
    catalogue,
    secrets,
    chosenFiles,
    archives: thread,
    connect: ({ context, apiBase, opened }) =>
      createKsefClient({
        context,
        apiBase: addressesOf(context.environment, apiBase).apiBase,
        credential: opened.credential,
        connection: connection(),
        budget: new RateBudget({ store: catalogue.budgetStoreOf(context), clock }),
        clock,
        log,
      }),
    clock,
    language,
    isDemo,
    idOffset,
  })
  /** Archives that something was asked of since the start: only their journals can have grown. */
  const used = new Set<TaxpayerId>()
  const archiveOf = (id: TaxpayerId): Archive => {
    const { archiveFile, context } = taxpayers.recordOf(id)
    used.add(id)
    return thread.archive({ file: archiveFile, context })
  }
  const witness = (id: TaxpayerId): Promise<void> => witnessJournal(catalogue, taxpayers.recordOf(id).context, archiveOf(id))
  return {
    folder,
    taxpayers,
    archiveOf,
    workingArchiveOf: (id) => {
      taxpayers.workingRecordOf(id)
      return archiveOf(id)
    },
    connection,
    trust: catalogue.trust,
    witnessJournal: witness,
    journalHeadsOf: (id) => catalogue.journalHeadsOf(taxpayers.recordOf(id).context),
    budgetStoreOf: (id) => catalogue.budgetStoreOf(taxpayers.recordOf(id).context),
    close: async () => {
      const ids = taxpayers.list().map(({ id }) => id)
      // An archive that cannot be read now must not keep the others, or the program, from closing.
      await Promise.allSettled(ids.filter((id) => used.has(id)).map(witness))
      await Promise.all(catalogue.list().map(({ archiveFile }) => thread.close(archiveFile)))
      catalogue.close()
    },
  }
}
