import { randomUUID } from 'node:crypto'
import type { ArchiveAddress } from '../archive/connection.ts'
import type { AttentionIndexes } from './attentionIndexes.ts'
import { addressesOf } from '../ksef/environments.ts'
import { addClients, startLookJob, startRefreshAllJob } from '../core/clients/clientJobs.ts'
import { clientFiles, deleteClient } from '../core/clients/deleteClient.ts'
import { handOverClient } from '../core/clients/handOverClient.ts'
import { compareWithOriginal } from '../core/documents/compareWithOriginal.ts'
import { invoiceDetail } from '../core/documents/invoiceDetail.ts'
import { bundleFileName, documentFileName, quarantinedFileName, readDocument, saveDocument } from '../core/documents/storedDocument.ts'
import { forecastRefresh } from '../core/forecastRefresh.ts'
import { handOver } from '../core/handOver/handOver.ts'
import { identify } from '../core/identify/identify.ts'
import { createImportRuns } from '../core/importFiles/importRuns.ts'
import type { DocumentReader } from '../core/importFiles/importThread.ts'
import type { Jobs } from '../core/jobs.ts'
import { startRepairJob } from '../core/refreshJob.ts'
import { startSelfCheckJob } from '../core/selfCheckJob.ts'
import type { ArchiveBeside } from '../core/selfCheckJob.ts'
import { sessionDetail, upoPageFileName } from '../core/sessions/sessionDetail.ts'
import { readSmallFile } from '../core/taxpayers/chosenFiles.ts'
import type { ChosenFiles } from '../core/taxpayers/chosenFiles.ts'
import { addTrusted, listTrusted, removeTrusted } from '../core/trust/trustedCertificates.ts'
import type { TrustStore } from '../core/trust/trustedCertificates.ts'
import type { Workspaces } from '../core/workspaces.ts'
import { selfCheckView } from '../core/verifyArchive/selfCheckView.ts'
import { createWrittenFiles } from '../core/writtenFiles.ts'
import type { Emit } from '../ipc/emit.ts'
import { attentionHandlers } from '../ipc/handlers/attention.ts'
import { clientsHandlers } from '../ipc/handlers/clients.ts'
import { identifyHandlers } from '../ipc/handlers/identify.ts'
import { importsHandlers } from '../ipc/handlers/imports.ts'
import { invoicesHandlers } from '../ipc/handlers/invoices.ts'
import { jobsHandlers } from '../ipc/handlers/jobs.ts'
import { networkHandlers } from '../ipc/handlers/network.ts'
import { programHandlers } from '../ipc/handlers/program.ts'
import type { ProgramHandlersOptions } from '../ipc/handlers/program.ts'
import { quarantineHandlers } from '../ipc/handlers/quarantine.ts'
import { scheduleHandlers } from '../ipc/handlers/schedule.ts'
import { selfChecksHandlers } from '../ipc/handlers/selfChecks.ts'
import { sessionsHandlers } from '../ipc/handlers/sessions.ts'
import { taxpayersHandlers } from '../ipc/handlers/taxpayers.ts'
import { trustHandlers } from '../ipc/handlers/trust.ts'
import type { Handlers } from '../ipc/registerHandlers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Dialogs } from '../platform/dialogs.ts'
import type { Log } from '../platform/logging.ts'
import type { JobId, TaxpayerId } from '../shared/contract/common.ts'
import type { Language } from '../shared/contract/program.ts'
import type { ScheduleView } from '../shared/contract/schedule.ts'
import { warsawDayOf } from '../shared/model/warsawDay.ts'

export interface HandlersOptions extends Pick<ProgramHandlersOptions, 'info' | 'settings' | 'changeSettings' | 'copyText' | 'showInFolder' | 'openExternalLink'> {
  readonly workspaces: Workspaces
  readonly jobs: Jobs
  readonly chosenFiles: ChosenFiles
  readonly dialogs: Dialogs
  readonly clock: Clock
  readonly log: Log
  readonly emit: Emit
  readonly language: () => Language
  /** What needs attention in an archive, remembered. */
  readonly attention: AttentionIndexes
  readonly scheduleView: () => ScheduleView
  /** Certificates of a company network. */
  readonly networkCertificates: TrustStore
  /** The proxy that the system gives for KSeF; null: none. */
  readonly proxy: () => Promise<string | null>
  /** Opens an archive once more in a thread of its own. */
  readonly openBeside: (address: ArchiveAddress) => ArchiveBeside
  /** Starts the refresh of one company, or gives the one that runs; a Warsaw day to begin with is needed the first time only. Throws `not-found` and `taxpayer-left`. */
  readonly startRefresh: (taxpayerId: TaxpayerId, from: string | null) => JobId
  /** Reads the files of an import in a thread of its own. */
  readonly readDocuments: DocumentReader
  /** Name and version, for the manifest of a bundle. */
  readonly program: string
  /** Remembers a folder that was opened. */
  readonly keepArchiveFolder: (folder: string) => void
}

/** Leads every command of the contract to the use case that answers it. */
export function createHandlers(options: HandlersOptions): Handlers {
  const { workspaces, jobs, startRefresh, openBeside, chosenFiles, dialogs, clock, log, emit, language, program, settings, attention, networkCertificates } = options
  const written = createWrittenFiles()
  const archiveOf = (id: TaxpayerId) => workspaces.with(id).archiveOf(id)
  const workingArchiveOf = (id: TaxpayerId) => workspaces.with(id).workingArchiveOf(id)
  const addressOf = (id: TaxpayerId): ArchiveAddress => {
    const { archiveFile, context } = recordOf(id)
    return { file: archiveFile, context }
  }
  const recordOf = (id: TaxpayerId) => workspaces.with(id).taxpayers.recordOf(id)
  const nowUtc = (): string => new Date(clock.now()).toISOString()
  const tellChanged = async (taxpayerId: TaxpayerId): Promise<void> => {
    emit('archive.changed', { taxpayerId })
    await workspaces.with(taxpayerId).witnessJournal(taxpayerId)
  }
  const saveAndRemember = async (id: TaxpayerId, documentId: number, path: string): Promise<void> => {
    await saveDocument(archiveOf(id), { documentId, path, at: nowUtc() })
    written.add(path)
    await tellChanged(id)
  }
  // Kept with the person's own folder, and good for the demo too.
  const trustedDer = () => (workspaces.problem() === null ? workspaces.own().trust.list().map(({ der }) => der) : [])
  const clientJobs = () => ({ jobs, workspace: workspaces.own(), clock, log: log.info, logFailure: (where: string, cause: unknown) => log.failure(randomUUID(), where, cause) })
  const onTaxpayersChanged = (): void => emit('taxpayers.changed', null)

  return {
    program: programHandlers({
      ...options,
      isWrittenFile: written.has,
      changeArchiveFolder: async (folder) => {
        await workspaces.changeFolder(folder)
        options.keepArchiveFolder(folder)
        onTaxpayersChanged()
        return workspaces.folder()
      },
    }),
    taxpayers: taxpayersHandlers({
      list: workspaces.list,
      taxpayersWith: (id) => workspaces.with(id).taxpayers,
      ownTaxpayers: () => workspaces.own().taxpayers,
      chosenFiles,
      dialogs,
      archiveOf,
      workingArchiveOf,
      stopJobs: jobs.cancelAll,
      startDemo: workspaces.startDemo,
      onChanged: onTaxpayersChanged,
    }),
    jobs: jobsHandlers({
      jobs,
      forecast: (id) => forecastRefresh({ archive: archiveOf(id), budgetStore: workspaces.with(id).budgetStoreOf(id) }),
      startRefresh,
    }),
    clients: clientsHandlers({
      dialogs,
      access: () => (workspaces.problem() === null ? workspaces.own().taxpayers.access() : []),
      addMany: (list) => addClients(clientJobs(), list),
      startLook: (taxpayerIds) => startLookJob(clientJobs(), taxpayerIds),
      startRefreshAll: (from) => startRefreshAllJob(clientJobs(), { from, fetchInvoiceXml: settings.current.fetchInvoiceXml }),
      startHandOver: (taxpayerId, targetFolder) => {
        const { archiveFile, context, displayName } = recordOf(taxpayerId)
        return jobs.startHandOver(taxpayerId, async (signal, onProgress) => {
          const beside = openBeside(addressOf(taxpayerId))
          try {
            const archive = archiveOf(taxpayerId)
            const result = await handOverClient({ archive, beside: beside.archive, archiveFile, context, displayName, targetFolder, clock, language: language(), program, signal, onProgress })
            written.add(result.path)
            await workspaces.with(taxpayerId).witnessJournal(taxpayerId)
            return result
          } finally {
            await beside.close()
          }
        })
      },
      files: (taxpayerId) => clientFiles(workspaces.with(taxpayerId).taxpayers, taxpayerId),
      deleteForGood: async (deletion) => {
        const { taxpayers } = workspaces.with(deletion.taxpayerId)
        const { archiveFile } = taxpayers.recordOf(deletion.taxpayerId)
        await jobs.cancelAll(deletion.taxpayerId)
        const gone = await deleteClient({ taxpayers, ...deletion })
        attention.forget(archiveFile)
        return gone
      },
      onChanged: onTaxpayersChanged,
    }),
    identify: identifyHandlers({
      identify: (currentId, text) => {
        const places = workspaces.list().map(({ id, displayName, context, lastRefreshAt }) => ({ id, name: displayName, context, lastRefreshAt, archive: archiveOf(id) }))
        return identify({ text, currentId, places })
      },
    }),
    invoices: invoicesHandlers({
      archiveOf,
      dialogs,
      detail: (taxpayerId, id) => {
        const { context, apiBase } = recordOf(taxpayerId)
        return invoiceDetail({ archive: archiveOf(taxpayerId), qrBase: addressesOf(context.environment, apiBase).qrBase, id, trusted: trustedDer(), now: nowUtc() })
      },
      compareDuplicate: (taxpayerId, id) => compareWithOriginal(archiveOf(taxpayerId), id, language()),
      readDocument: (id, documentId) => readDocument(archiveOf(id), documentId, language()),
      suggestDocumentName: (id, invoiceId, documentId) => documentFileName(archiveOf(id), invoiceId, documentId),
      suggestBundleName: (id) => {
        const { displayName, context } = recordOf(id)
        return bundleFileName(displayName, context.identifier.value, warsawDayOf(clock.now()))
      },
      saveDocument: saveAndRemember,
      startHandOver: (taxpayerId, selection, targetPath) => {
        const { context } = recordOf(taxpayerId)
        const archive = archiveOf(taxpayerId)
        return jobs.startHandOver(taxpayerId, async (signal, onProgress) => {
          const bundle = await handOver({ archive, clock, context, selection, targetPath, language: language(), program, signal, onProgress })
          written.add(targetPath)
          await workspaces.with(taxpayerId).witnessJournal(taxpayerId)
          return bundle
        })
      },
    }),
    imports: importsHandlers({
      runs: createImportRuns({ jobs, read: options.readDocuments, workspaceOf: workspaces.with, now: () => new Date(clock.now()) }),
      dialogs,
      archiveOf,
    }),
    attention: attentionHandlers({
      archiveOf: workingArchiveOf,
      indexOf: attention.of,
      now: nowUtc,
      onChanged: tellChanged,
    }),
    selfChecks: selfChecksHandlers({
      view: (taxpayerId) => selfCheckView(archiveOf(taxpayerId)),
      start: (taxpayerId, scope) => startSelfCheckJob({ jobs, workspace: workspaces.with(taxpayerId), taxpayerId, scope, clock, openBeside: () => openBeside(addressOf(taxpayerId)) }),
      repair: (taxpayerId) => startRepairJob({ jobs, workspace: workspaces.with(taxpayerId), taxpayerId, clock, log: log.info }),
    }),
    network: networkHandlers({
      dialogs,
      proxy: options.proxy,
      certificates: () => listTrusted(networkCertificates),
      addFile: async (path) => addTrusted(networkCertificates, await readSmallFile(path), nowUtc()),
      remove: (fingerprintSha256) => removeTrusted(networkCertificates, fingerprintSha256),
    }),
    schedule: scheduleHandlers({ view: options.scheduleView }),
    quarantine: quarantineHandlers({ archiveOf, dialogs, suggestName: (id, documentId) => quarantinedFileName(archiveOf(id), documentId), saveDocument: saveAndRemember }),
    trust: trustHandlers({
      dialogs,
      list: () => listTrusted(workspaces.own().trust),
      addFile: async (path) => addTrusted(workspaces.own().trust, await readSmallFile(path), nowUtc()),
      remove: (fingerprintSha256) => removeTrusted(workspaces.own().trust, fingerprintSha256),
    }),
    sessions: sessionsHandlers({
      archiveOf,
      workingArchiveOf,
      dialogs,
      detail: (taxpayerId, id) => sessionDetail(archiveOf(taxpayerId), id),
      suggestPageName: (taxpayerId, id, documentId) => upoPageFileName(archiveOf(taxpayerId), id, documentId),
      saveDocument: saveAndRemember,
      now: nowUtc,
      onChanged: tellChanged,
    }),
  }
}
