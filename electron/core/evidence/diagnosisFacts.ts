import type { ReadableDb } from '../../archive/connection.ts'
import type { DiagnosisFacts } from '../../archive/outputs.ts'
import * as plain from '../../archive/queries/diagnosisFacts.ts'
import { readInvoice } from '../../archive/refreshDerived.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { compareInvoices } from '../diagnose/compareInvoices.ts'
import { comparableInvoice } from './comparableInvoice.ts'
import { missingPieces, reachOf } from './followOriginal.ts'

/** The facts for a diagnosis, with the files of a duplicate compared where its own is here, which is seldom: KSeF does not give out what it refused. */
export function diagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.diagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.diagnosisFacts(db, input).map((facts) => withComparison(db, facts))
}

/** The same for every invoice that is not proven. */
export function incompleteDiagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.incompleteDiagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.incompleteDiagnosisFacts(db, input).map((facts) => withComparison(db, facts))
}

function withComparison(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
  if (facts.statusCode !== DUPLICATE_STATUS) return facts
  const chosen = chooseOriginal(facts)
  const original = chosen === null ? undefined : readInvoice(db, chosen.invoiceId)
  const { reach } = reachOf(db, facts, original)
  const row = facts.xmlDocumentId === null ? undefined : readInvoice(db, facts.invoiceId)
  if (row === undefined || original === undefined) {
    // One file alone decides nothing, so it is not read, and counts as readable.
    const own = fileOf(facts.xmlDocumentId !== null)
    const first = original === undefined ? null : fileOf(original.xmlDocumentId !== null)
    return { ...facts, followed: { reach, missing: missingPieces({ duplicateCase: 'cannot-tell', reason: 'not-enough' }, own, first) } }
  }
  const [mine, first] = [comparableInvoice(db, row), comparableInvoice(db, original)]
  const found = compareInvoices(mine, first)
  const missing = missingPieces(found, { isHere: true, isRead: mine.content !== null }, { isHere: original.xmlDocumentId !== null, isRead: first.content !== null })
  return { ...facts, comparedCase: found.duplicateCase, followed: { reach, missing } }
}

function fileOf(isHere: boolean): Parameters<typeof missingPieces>[1] {
  return { isHere, isRead: isHere }
}
