import type { ReadableDb } from '../../archive/connection.ts'
import type { DiagnosisFacts } from '../../archive/outputs.ts'
import * as plain from '../../archive/queries/diagnosisFacts.ts'
import { documentBytes } from '../../archive/queries/documents.ts'
import { readInvoice } from '../../archive/refreshDerived.ts'
import { readInvoiceFacts } from '../../documents/invoice/readInvoice.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { compareInvoices } from '../diagnose/compareInvoices.ts'
import { isHiddenFromBuyer } from '../diagnose/hiddenBuyer.ts'
import { isAnotherInvoice } from '../diagnose/isAnotherInvoice.ts'
import { comparableInvoice } from './comparableInvoice.ts'
import { missingPieces, reachOf } from './followOriginal.ts'

/**
 * The facts for a diagnosis, with what only files tell: how those of a duplicate compare where its own is here, which is seldom, for KSeF does not
 * give out what it refused; which of those under the number of a refused one are other invoices; and where the buyer is, if that decides whether it finds the invoice.
 */
export function diagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.diagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.diagnosisFacts(db, input).map((facts) => withFiles(db, facts))
}

/** The same for every invoice that is not proven. */
export function incompleteDiagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.incompleteDiagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.incompleteDiagnosisFacts(db, input).map((facts) => withFiles(db, facts))
}

function withFiles(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
  return facts.statusCode === DUPLICATE_STATUS ? withComparison(db, facts) : withOthers(db, withCountry(db, facts))
}

function withOthers(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
  if (facts.xmlDocumentId === null || facts.acceptedWithSameNumber.length === 0) return facts
  const row = readInvoice(db, facts.invoiceId)
  if (row === undefined) return facts
  const mine = comparableInvoice(db, row)
  const isAnother = (id: number): boolean => {
    const other = readInvoice(db, id)
    return other !== undefined && isAnotherInvoice(mine, comparableInvoice(db, other))
  }
  return { ...facts, othersWithSameNumber: facts.acceptedWithSameNumber.map(({ invoiceId }) => invoiceId).filter(isAnother) }
}

function withCountry(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
  const file = facts.xmlDocumentId === null || isHiddenFromBuyer(facts) !== 'unless-abroad' ? null : documentBytes(db, { documentId: facts.xmlDocumentId })
  return file === null ? facts : { ...facts, buyerCountry: readInvoiceFacts(file.bytes).buyerCountry }
}

function withComparison(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
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
