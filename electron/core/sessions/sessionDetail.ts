import type { SessionDetail } from '../../shared/contract/sessions.ts'
import { AppError } from '../../shared/errors.ts'
import type { Archive } from '../archiveOperations.ts'
import { safeNamePart } from '../handOver/bundleNames.ts'
import { describeSession } from './coverage.ts'

/** A session with what its list and its collective receipt say of each other. Throws `not-found`. */
export async function sessionDetail(archive: Archive, id: number): Promise<SessionDetail> {
  const facts = await archive.sessionFacts({ id })
  if (facts === null) throw new AppError('not-found', { details: { what: 'session' } })
  return describeSession(facts)
}

/** `{session reference}-strona-{page}-upo-zbiorcze.xml`. Throws `not-found` for a document that is no page of this session. */
export async function upoPageFileName(archive: Archive, id: number, documentId: number): Promise<string> {
  const { summary, pages, quarantined } = await sessionDetail(archive, id)
  const stem = safeNamePart(summary.referenceNumber)
  const page = pages.find(({ document }) => document?.documentId === documentId)
  if (page !== undefined) return `${stem}-strona-${page.page ?? documentId}-upo-zbiorcze.xml`
  if (!quarantined.some((document) => document.documentId === documentId)) throw new AppError('not-found', { details: { what: 'document' } })
  return `${stem}-${documentId}-nierozpoznany.dat`
}
