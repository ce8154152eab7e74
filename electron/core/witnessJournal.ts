import type { KsefContext } from '../shared/model/context.ts'
import type { Archive } from './archiveOperations.ts'
import type { OpenedCatalogue } from './taxpayers/openTaxpayerCatalogue.ts'

/** Notes an archive's newest journal entry in the catalogue, so that what is changed or cut off later shows. */
export async function witnessJournal(catalogue: Pick<OpenedCatalogue, 'noteJournalHead'>, context: KsefContext, archive: Archive): Promise<void> {
  const head = await archive.journalHead()
  if (head !== null) catalogue.noteJournalHead(context, head)
}
