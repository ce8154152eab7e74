import type { Channel } from './index.ts'
import type { EventName } from './events.ts'

/**
 * Names alone, for the preload script, which carries no schemas. The types keep the lists complete.
 */
export const CHANNELS: Readonly<Record<Channel, true>> = {
  'attention.list': true,
  'attention.markHandled': true,
  'attention.summary': true,
  'attention.undoHandled': true,
  'identify.number': true,
  'imports.assign': true,
  'imports.choose': true,
  'imports.results': true,
  'imports.startDropped': true,
  'imports.unlisted': true,
  'invoices.compareDuplicate': true,
  'invoices.counts': true,
  'invoices.detail': true,
  'invoices.findByKsefNumber': true,
  'invoices.handOver': true,
  'invoices.readDocument': true,
  'invoices.saveDocument': true,
  'invoices.search': true,
  'jobs.cancel': true,
  'jobs.forecast': true,
  'jobs.list': true,
  'jobs.startRefresh': true,
  'program.changeSettings': true,
  'program.chooseArchiveFolder': true,
  'program.copyText': true,
  'program.info': true,
  'program.openExternal': true,
  'program.settings': true,
  'program.showInFolder': true,
  'selfChecks.repair': true,
  'selfChecks.start': true,
  'selfChecks.view': true,
  'sessions.detail': true,
  'sessions.list': true,
  'sessions.saveUpoPage': true,
  'taxpayers.add': true,
  'taxpayers.chooseCredentialFile': true,
  'taxpayers.list': true,
  'taxpayers.remove': true,
  'taxpayers.replaceCredential': true,
  'taxpayers.startDemo': true,
  'taxpayers.test': true,
  'taxpayers.testDraft': true,
}

export const EVENT_NAMES: Readonly<Record<EventName, true>> = {
  'archive.changed': true,
  'job.progressed': true,
  'menu.chosen': true,
  'taxpayers.changed': true,
}
