import { basename } from 'node:path'
import type { StoredBytes } from '../../archive/outputs.ts'
import type { InvoiceId } from '../../shared/contract/common.ts'
import type { DocumentText } from '../../shared/contract/invoices.ts'
import type { Language } from '../../shared/contract/program.ts'
import { AppError } from '../../shared/errors.ts'
import { warsawDayOf } from '../../shared/model/warsawDay.ts'
import type { Archive } from '../archiveOperations.ts'
import { bundleStem, safeNamePart } from '../handOver/bundleNames.ts'
import { documentText } from './documentText.ts'
import { outlineDocument } from './outlineDocument.ts'
import { writeFileWhole } from './writeFileWhole.ts'

const ENDINGS: Readonly<Record<StoredBytes['kind'], string>> = {
  invoice: 'faktura.xml',
  'invoice-upo': 'upo.xml',
  'session-upo': 'upo-zbiorcze.xml',
  // A page of a wall, the part of a package: what it is called must not open it with a program for XML.
  unrecognised: 'nierozpoznany.dat',
}

/** A stored document as text for the eye, with an outline where it can be read. Throws `not-found`. */
export async function readDocument(archive: Archive, documentId: number, language: Language): Promise<DocumentText> {
  const document = await storedDocument(archive, documentId)
  return { documentId, ...documentText(document.bytes), outline: outlineDocument(document, language) }
}

/** Writes the stored bytes, unchanged, and notes it at the instant `at`. Throws `not-found`, `file-not-writable`. */
export async function saveDocument(archive: Archive, { documentId, path, at }: { readonly documentId: number; readonly path: string; readonly at: string }): Promise<void> {
  const { bytes } = await storedDocument(archive, documentId)
  await writeFileWhole(path, bytes)
  await archive.recordSavedDocument({ at, documentId, fileName: basename(path) })
}

/** `{sellerNIP}-{own number}-{KSeF number}-upo.xml`, as in a bundle. Throws `not-found`. */
export async function documentFileName(archive: Archive, invoiceId: InvoiceId, documentId: number): Promise<string> {
  const detail = await archive.invoiceDetail({ id: invoiceId })
  const document = detail?.documents.find((candidate) => candidate.documentId === documentId)
  if (detail === null || document === undefined) throw new AppError('not-found', { details: { what: 'document' } })
  return `${bundleStem(detail.summary)}-${ENDINGS[document.kind]}`
}

/** `{day}-{number of the document}-upo.xml`; what it should be is not claimed in the name of one that nothing recognised. Throws `not-found`. */
export async function quarantinedFileName(archive: Archive, documentId: number): Promise<string> {
  const { kind, fetchedAt } = await storedDocument(archive, documentId)
  return `${warsawDayOf(Date.parse(fetchedAt))}-${documentId}-${ENDINGS[kind]}`
}

/** `{taxpayer}-{identifier}-{day}.zip`, without a letter that a file system minds. */
export function bundleFileName(displayName: string, identifier: string, day: string): string {
  const parts = [safeNamePart(displayName), safeNamePart(identifier)].filter((part) => part !== '')
  return `${[...new Set(parts), day].join('-')}.zip`
}

async function storedDocument(archive: Archive, documentId: number): Promise<StoredBytes> {
  const document = await archive.documentBytes({ documentId })
  if (document === null) throw new AppError('not-found', { details: { what: 'document' } })
  return document
}
