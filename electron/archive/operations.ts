import { journalHead } from './journal/appendJournal.ts'
import { verifyJournal } from './journal/verifyJournal.ts'
import { attentionCandidates, evidenceMark } from './queries/attention.ts'
import { recordAttempts } from './queries/attempts.ts'
import { lastRun } from './queries/diagnosisFacts.ts'
import { askForRepair, countRepairable, damageNow, repairsWanted } from './queries/damagedDocuments.ts'
import { copyArchive } from './queries/copyArchive.ts'
import { documentBytes, sessionUpoDocuments } from './queries/documents.ts'
import { lastExport, noteExportAsked, openExport, prepareExport, settleExport } from './queries/invoiceExports.ts'
import { listDuplicates } from './queries/duplicates.ts'
import { archiveFigures } from './queries/figures.ts'
import { markHandled, markSessionHandled, undoHandled, undoSessionHandled } from './queries/handled.ts'
import { invoicesForHandOver, recordExport, recordSavedDocument } from './queries/handOver.ts'
import { settledFiles, unlistedInvoices } from './queries/importedInvoices.ts'
import { invoiceDetail } from './queries/invoiceDetail.ts'
import { keepDocument } from './queries/keepDocument.ts'
import { keepMetadataFile, keepWrongPackage } from './queries/keptPackages.ts'
import { listSessions } from './queries/listSessions.ts'
import { lookUp, lookUpSetApart } from './queries/lookUp.ts'
import { quarantinedDocuments } from './queries/quarantined.ts'
import { recordSessionInvoices } from './queries/recordInvoices.ts'
import { applyInvoiceFacts, recordMetadata } from './queries/recordMetadata.ts'
import { markSessionRead, oldestUnfinishedSession, recordListedSessions } from './queries/recordSessions.ts'
import { finishRun, startRun } from './queries/runs.ts'
import { checkDerived, checkTable, checkWords, countToCheck, databaseTables, finishedSelfChecks, finishSelfCheck, startSelfCheck } from './queries/selfChecks.ts'
import { findSession, sessionFacts } from './queries/sessionFacts.ts'
import { pendingInvoices, proofCounts, sessionsToPlan } from './queries/sessionsToPlan.ts'
import { recordSessionUpoPages, sessionUposWanted } from './queries/sessionUpoPages.ts'
import { countStates, findByKsefNumber, searchInvoices } from './queries/searchInvoices.ts'
import { readSyncState, writeSyncState } from './queries/syncState.ts'
import { filesWantedSince, knownNumbers, metadataWanted, uposWanted, xmlWanted } from './queries/wanted.ts'
import { rebuildDerived } from './rebuildDerived.ts'

/** Everything that may be asked of an archive, by name: `(db, input) => output`, all or nothing each. */
export const archiveOperations = {
  recordListedSessions,
  sessionsToPlan,
  pendingInvoices,
  proofCounts,
  markSessionRead,
  oldestUnfinishedSession,
  recordSessionInvoices,
  recordMetadata,
  applyInvoiceFacts,
  uposWanted,
  xmlWanted,
  filesWantedSince,
  knownNumbers,
  metadataWanted,
  sessionUposWanted,
  recordSessionUpoPages,
  findSession,
  sessionFacts,
  keepDocument,
  recordAttempts,
  startRun,
  finishRun,
  readSyncState,
  writeSyncState,
  prepareExport,
  noteExportAsked,
  openExport,
  lastExport,
  settleExport,
  keepMetadataFile,
  keepWrongPackage,
  searchInvoices,
  countStates,
  findByKsefNumber,
  lookUp,
  lookUpSetApart,
  invoiceDetail,
  listSessions,
  quarantinedDocuments,
  documentBytes,
  sessionUpoDocuments,
  copyArchive,
  invoicesForHandOver,
  recordExport,
  recordSavedDocument,
  attentionCandidates,
  evidenceMark,
  lastRun,
  markHandled,
  markSessionHandled,
  undoHandled,
  undoSessionHandled,
  listDuplicates,
  archiveFigures,
  unlistedInvoices,
  settledFiles,
  rebuildDerived,
  journalHead,
  verifyJournal,
  startSelfCheck,
  finishSelfCheck,
  finishedSelfChecks,
  databaseTables,
  checkTable,
  countToCheck,
  checkDerived,
  checkWords,
  damageNow,
  countRepairable,
  askForRepair,
  repairsWanted,
} as const
