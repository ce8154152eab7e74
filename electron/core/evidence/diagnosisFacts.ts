import type { ReadableDb } from '../../archive/connection.ts'
import type { DiagnosisFacts } from '../../archive/outputs.ts'
import * as plain from '../../archive/queries/diagnosisFacts.ts'
import { readInvoice } from '../../archive/refreshDerived.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { compareInvoices } from '../diagnose/compareInvoices.ts'
import { comparableInvoice } from './comparableInvoice.ts'

/** The facts for a diagnosis, with the files of a duplicate compared where its own is here, which is seldom: KSeF does not give out what it refused. */
export function diagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.diagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.diagnosisFacts(db, input).map((facts) => withComparison(db, facts))
}

/** The same for every invoice that is not proven. */
export function incompleteDiagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.incompleteDiagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.incompleteDiagnosisFacts(db, input).map((facts) => withComparison(db, facts))
}

function withComparison(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
  if (facts.statusCode !== DUPLICATE_STATUS || facts.xmlDocumentId === null) return facts
  const chosen = chooseOriginal(facts)
  const [row, original] = [readInvoice(db, facts.invoiceId), chosen === null ? undefined : readInvoice(db, chosen.invoiceId)]
  if (row === undefined || original === undefined) return facts
  return { ...facts, comparedCase: compareInvoices(comparableInvoice(db, row), comparableInvoice(db, original)).duplicateCase }
}
