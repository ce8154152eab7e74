import { archiveOperations as plainOperations } from '../archive/operations.ts'
import type { Promised } from '../archive/thread/messages.ts'
import { attentionEntries, attentionEntriesOf, attentionItems } from './attention/attentionEntries.ts'
import { compareDuplicate } from './evidence/compareDuplicate.ts'
import { diagnosisFacts, incompleteDiagnosisFacts } from './evidence/diagnosisFacts.ts'
import { importDocuments } from './evidence/import/importDocuments.ts'
import { keepExportedXmls } from './evidence/keepExportedXmls.ts'
import { keepSessionUpoPage } from './evidence/keepSessionUpoPage.ts'
import { keepOriginalUpo } from './evidence/keepOriginalUpo.ts'
import { keepUpos } from './evidence/keepUpos.ts'
import { keepXmls } from './evidence/keepXmls.ts'
import { readKeptInvoices } from './evidence/readKeptInvoices.ts'
import { shownInvoice } from './evidence/shownInvoice.ts'
import { soundDocument } from './evidence/soundDocument.ts'
import { checkDocuments } from './verifyArchive/checkDocuments.ts'

/** All that may be asked of an archive: its own queries, and what needs a look into documents as well. They run in its thread. */
export const archiveOperations = {
  ...plainOperations,
  importDocuments,
  keepUpos,
  keepSessionUpoPage,
  keepOriginalUpo,
  keepXmls,
  readKeptInvoices,
  keepExportedXmls,
  shownInvoice,
  soundDocument,
  compareDuplicate,
  diagnosisFacts,
  incompleteDiagnosisFacts,
  attentionEntries,
  attentionEntriesOf,
  attentionItems,
  checkDocuments,
} as const

/** One taxpayer's archive, as the use cases see it. */
export type Archive = Promised<typeof archiveOperations>
