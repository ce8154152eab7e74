import { join } from 'node:path'
import { accessOf, noteAccessAnswer, noteAccessFailure } from '../../archive/catalogue/access.ts'
import { CATALOGUE_FILE, openCatalogue } from '../../archive/catalogue/connection.ts'
import { journalHeadsOf, noteJournalHead } from '../../archive/catalogue/journalHeads.ts'
import { spentBudgetOf } from '../../archive/catalogue/spentBudget.ts'
import { addTaxpayer, changeTaxpayer, eraseContext, listTaxpayers, removeTaxpayer } from '../../archive/catalogue/taxpayers.ts'
import { addTrustedCertificate, listTrustedCertificates, removeTrustedCertificate } from '../../archive/catalogue/trustedCertificates.ts'
import type { CatalogueTaxpayer } from '../../archive/catalogue/taxpayers.ts'
import { withArchiveErrors } from '../../archive/sqliteErrors.ts'
import type { JournalHead } from '../../archive/journal/appendJournal.ts'
import type { BudgetStore } from '../../ksef/budgetStore.ts'
import { contextKey } from '../../shared/model/context.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { TrustStore } from '../trust/trustedCertificates.ts'
import { archiveFilePath } from './archiveFilePath.ts'
import type { TaxpayerCatalogue, TaxpayerRecord } from './taxpayerCatalogue.ts'

/** The catalogue of an archive folder, with what each context has spent of KSeF's limits. */
export interface OpenedCatalogue extends TaxpayerCatalogue {
  readonly budgetStoreOf: (context: KsefContext) => BudgetStore
  /** Keeps the newest entry of an archive's journal outside its file. */
  readonly noteJournalHead: (context: KsefContext, head: JournalHead) => void
  /** Heads noted so far, oldest first. */
  readonly journalHeadsOf: (context: KsefContext) => readonly JournalHead[]
  /** Certificates that the person trusts. */
  readonly trust: TrustStore
  readonly close: () => void
}

/** Opens the catalogue of a folder, making it when there is none. Throws the `archive-…` codes. */
export function openTaxpayerCatalogue(archiveFolder: string): OpenedCatalogue {
  const file = join(archiveFolder, CATALOGUE_FILE)
  const db = openCatalogue(file)
  // Not kept in the catalogue: a folder that was moved has its files still.
  const toRecord = (taxpayer: CatalogueTaxpayer): TaxpayerRecord => ({ ...taxpayer, archiveFile: archiveFilePath(archiveFolder, taxpayer.context) })
  const catalogue = withArchiveErrors(file, {
    list: () => listTaxpayers(db).map(toRecord),
    add: (taxpayer) => toRecord(addTaxpayer(db, { ...taxpayer, createdAt: new Date().toISOString() })),
    change: (id, change) => void changeTaxpayer(db, id, change),
    remove: (id) => removeTaxpayer(db, id),
    erase: (context) => eraseContext(db, context),
    accessOf: (context) => accessOf(db, contextKey(context)),
    noteAccess: (context, at, answer) => noteAccessAnswer(db, contextKey(context), at, answer),
    noteAccessFailure: (context, at, error) => noteAccessFailure(db, contextKey(context), at, error),
    budgetStoreOf: (context) => withArchiveErrors(file, spentBudgetOf(db, context)),
    noteJournalHead: (context, head) => noteJournalHead(db, contextKey(context), head, new Date().toISOString()),
    journalHeadsOf: (context) => journalHeadsOf(db, contextKey(context)),
    close: () => void db.close(),
  } satisfies Omit<OpenedCatalogue, 'trust'>)
  const trust: TrustStore = withArchiveErrors(file, {
    list: () => listTrustedCertificates(db),
    add: (row) => addTrustedCertificate(db, row),
    remove: (sha256) => removeTrustedCertificate(db, sha256),
  } satisfies TrustStore)
  return { ...catalogue, trust }
}
