import { archiveContext } from '../../../archive/archiveContext.ts'
import type { WritableDb } from '../../../archive/connection.ts'
import type { DocumentInput } from '../../../archive/inputs.ts'
import { findDocuments, type FoundDocument } from '../../../archive/queries/documents.ts'
import { acceptedInvoices, type AcceptedNumbers } from '../../../archive/queries/importedInvoices.ts'
import { keepDocuments } from '../../../archive/queries/keepDocument.ts'
import { sha256 } from '../../../crypto/hash.ts'
import { holdAgainst } from '../../../documents/upo/holdAgainst.ts'
import { assertDefined } from '../../../shared/assert.ts'
import type { Environment } from '../../../shared/model/context.ts'
import type { UpoEntry } from '../../../shared/model/upo.ts'
import type { UpoFindings } from '../../../shared/model/upoInspection.ts'
import { fromFile, toNote, type DocumentToImport, type ImportedDocument, type ImportedGroup } from './importedGroup.ts'
import type { Keyed } from '../runsOf.ts'
import { contextOf } from '../upoDocumentInput.ts'

interface UpoFile extends Keyed {
  readonly item: DocumentToImport
  readonly findings: UpoFindings
  /** The only entry, where there is just one. */
  readonly only: UpoEntry | null
  readonly documentSha256: string
}

/** Its keys are its bytes and the invoices that it names. */
export function toUpoFile(item: DocumentToImport): UpoFile {
  const findings = JSON.parse(item.reading) as UpoFindings
  const entries = findings.upo?.entries ?? []
  const documentSha256 = sha256(item.bytes).toString('hex')
  const [first] = entries
  return { item, findings, only: first !== undefined && entries.length === 1 ? first : null, documentSha256, keys: [documentSha256, ...new Set(entries.map(({ ksefNumber }) => ksefNumber))] }
}

/** Judges and keeps receipts that share no key; answers in their order. */
export function importUpos(db: WritableDb, files: readonly UpoFile[], group: ImportedGroup): readonly ImportedDocument[] {
  const { environment } = archiveContext(db)
  const invoices = acceptedInvoices(db, files.flatMap(({ only }) => (only === null ? [] : [only.ksefNumber])))
  const known = findDocuments(db, files.map(({ documentSha256 }) => documentSha256))
  const judged = files.map((file) => judge(file, environment, known.get(file.documentSha256) ?? null, (file.only === null ? undefined : invoices.get(file.only.ksefNumber)) ?? null))
  const imported = new Map<UpoFile, ImportedDocument>()
  const toKeep: Judged[] = []
  for (const one of judged) {
    if (one.known !== null && changesNothing(one, one.known)) imported.set(one.file, alreadyHere(one, one.known))
    else toKeep.push(one)
  }
  const kept = keepDocuments(
    db,
    toKeep.map((one) => ({ document: toDocument(one, group), sha256: one.file.documentSha256 })),
    { journal: 'told-by-caller', touched: group.touched },
  )
  for (const [index, one] of toKeep.entries()) {
    const { documentId, invoiceIds } = assertDefined(kept[index], 'there is an answer for each document')
    group.journal.push(noteOf(one, invoiceIds, group.importedAt))
    imported.set(one.file, { ...aboutUpo(one), documentId, outcome: outcomeOf(one), invoiceId: invoiceIds.length === 1 ? (invoiceIds[0] ?? null) : null })
  }
  return files.map((file) => assertDefined(imported.get(file), 'each is here already, or was kept'))
}

interface Judged {
  readonly file: UpoFile
  /** What was here of these bytes before. */
  readonly known: FoundDocument | null
  /** The accepted invoice of its only entry. */
  readonly invoice: AcceptedNumbers | null
  readonly findings: UpoFindings
}

/**
 * A receipt of another environment is none here. One of a single invoice is held against what KSeF's lists say of it besides; entries of a collective one are
 * matched one by one as they are kept.
 */
function judge(file: UpoFile, environment: Environment, known: FoundDocument | null, invoice: AcceptedNumbers | null): Judged {
  const findings = holdAgainst(file.findings, { headerHash: null, ...(invoice ?? { ksefNumber: null, invoiceHash: null }), environment })
  return { file, known, invoice, findings }
}

function changesNothing({ findings }: Judged, { standing, damagedAt }: FoundDocument): boolean {
  return damagedAt === null && (standing === 'kept' || findings.quarantineReason !== null)
}

function outcomeOf({ findings }: Judged): 'stored' | 'quarantined' {
  return findings.quarantineReason === null ? 'stored' : 'quarantined'
}

function aboutUpo({ file: { only }, findings: { upo, quarantineReason } }: Judged): Pick<ImportedDocument, 'kind' | 'quarantineReason' | 'invoiceNumber' | 'ksefNumber' | 'entries'> {
  return { kind: upo?.kind ?? 'invoice-upo', quarantineReason, invoiceNumber: only?.invoiceNumber ?? null, ksefNumber: only?.ksefNumber ?? null, entries: upo?.entries.length ?? 0 }
}

function alreadyHere(one: Judged, { documentId, standing }: FoundDocument): ImportedDocument {
  const about = aboutUpo(one)
  const invoiceId = one.invoice?.invoiceId ?? null
  // What is no receipt is told to be none every time it comes.
  return standing === 'kept' ? { ...about, documentId, outcome: 'already-here', quarantineReason: null, invoiceId } : { ...about, documentId, outcome: 'quarantined', invoiceId }
}

function toDocument({ file, findings, invoice }: Judged, { importedAt }: ImportedGroup): DocumentInput {
  const { upo, quarantineReason, lines, signerName, signingTime, signatureVerified } = findings
  return {
    ...fromFile(importedAt, file.item.bytes),
    kind: upo?.kind ?? 'invoice-upo',
    standing: quarantineReason === null ? 'kept' : 'quarantined',
    quarantineReason,
    inspection: { checks: lines, signer: signerName, signedAt: signingTime },
    signatureVerified,
    upoEntries: upo?.entries ?? [],
    // A doubtful collective receipt must not put thousands of invoices in doubt.
    invoiceId: quarantineReason === null ? null : (invoice?.invoiceId ?? null),
    inPlaceOf: 'upo',
    senderContext: contextOf(upo),
    sessionReference: upo?.sessionReference ?? null,
  }
}

function noteOf(one: Judged, invoiceIds: readonly number[], importedAt: string): ImportedGroup['journal'][number] {
  const { file, known, findings } = one
  return toNote({
    ...{ known, importedAt, name: file.item.name, documentSha256: file.documentSha256, invoiceIds },
    ...{ sessionReference: findings.upo?.sessionReference ?? null, kind: aboutUpo(one).kind, outcome: outcomeOf(one), reason: findings.quarantineReason },
  })
}
