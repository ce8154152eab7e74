import type { ReadableDb } from '../../archive/connection.ts'
import { evidenceFacts, statedEntry, type EvidenceFacts } from '../../archive/queries/evidenceFacts.ts'
import { invoiceDetail, type ArchivedInvoice } from '../../archive/queries/invoiceDetail.ts'
import { checkChain, type ChainVerdict } from '../../crypto/certificateChain.ts'
import { readInvoice } from '../../documents/invoice/readInvoice.ts'
import { checkEntry } from '../../documents/upo/checkContent.ts'
import type { ExpectedUpo } from '../../documents/upo/inspectUpo.ts'
import type { DocumentView } from '../../shared/contract/invoices.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import { UPO_CHECKS, type UpoCheckLine } from '../../shared/model/upoInspection.ts'
import { signerOf, type Signer } from './signerOf.ts'
import { soundDocument } from './soundDocument.ts'

/**
 * An invoice with its documents, and what was checked about them as of now: what its bytes say was settled when a document came, what is held
 * against other facts (KSeF's lists, the invoice file, trusted certificates as DER) is held against those known at this moment. Null: no such invoice.
 */
export function shownInvoice(db: ReadableDb, { id, trusted }: { readonly id: number; readonly trusted: readonly Uint8Array[] }): ArchivedInvoice | null {
  const invoice = invoiceDetail(db, { id })
  if (invoice === null) return null
  const facts = evidenceFacts(db, id)
  const expected = expectedOf(db, facts)
  return { ...invoice, documents: invoice.documents.map((document) => ({ ...document, ...checkedNow(db, document, facts, expected, trusted) })) }
}

type Expected = Omit<ExpectedUpo, 'headerHash'>

/** Only what KSeF's lists and the invoice file say: a UPO is never held against what was read from itself. */
function expectedOf(db: ReadableDb, { listed, sessionReference, xml }: EvidenceFacts): Expected {
  const file = xml === null || (listed.sellerNip !== null && listed.invoiceNumber !== null) ? null : readFile(db, xml.documentId)
  return {
    ksefNumber: listed.ksefNumber,
    invoiceHash: listed.invoiceHash,
    sellerNip: listed.sellerNip ?? file?.sellerNip ?? null,
    invoiceNumber: listed.invoiceNumber ?? file?.invoiceNumber ?? null,
    sessionReference,
    xmlSha256: xml === null ? null : base64Of(xml.sha256),
  }
}

function readFile(db: ReadableDb, documentId: number): ReturnType<typeof readInvoice> | null {
  const bytes = soundDocument(db, { documentId })?.bytes ?? null
  return bytes === null ? null : readInvoice(bytes)
}

function checkedNow(db: ReadableDb, document: DocumentView, facts: EvidenceFacts, expected: Expected, trusted: readonly Uint8Array[]): Pick<DocumentView, 'checks' | 'certificate'> {
  if (document.damagedAt !== null) return { checks: document.checks, certificate: null }
  if (document.kind === 'invoice') return { checks: document.checks.map((line) => (line.check === 'hash-matches-list' ? fileAgainstList(document, expected) : line)), certificate: null }
  const stated = statedEntry(db, document.documentId, facts)
  const made: UpoCheckLine[] = stated === null ? [] : [...checkEntry({ sessionReference: stated.sessionReference, entry: stated.entry === null ? undefined : { ...stated.entry, checksum: parseKsefNumber(stated.entry.ksefNumber)?.checksum ?? 'not-checked' } }, expected)]
  const signer = document.signer === null ? null : signerOf(document.sha256, () => soundDocument(db, document)?.bytes ?? null)
  if (signer !== null) made.push(chainLine(signer, trusted))
  const { checks } = document
  return {
    checks: UPO_CHECKS.flatMap((check) => made.find((line) => line.check === check) ?? checks.find((line) => line.check === check) ?? []),
    certificate: signer === null ? null : identityOf(signer),
  }
}

function fileAgainstList({ sha256 }: DocumentView, { invoiceHash }: Expected): UpoCheckLine {
  const hash = base64Of(sha256)
  return { check: 'hash-matches-list', verdict: invoiceHash === null ? 'not-checked' : invoiceHash === hash ? 'confirmed' : 'failed', detail: hash }
}

function chainLine({ signerDer, certificates, signingTime, signer }: Signer, trusted: readonly Uint8Array[]): UpoCheckLine {
  const verdict: ChainVerdict = checkChain({ signer: signerDer, others: certificates, trusted, at: signingTime })
  switch (verdict.result) {
    case 'not-checked':
      return { check: 'certificate-chain', verdict: 'not-checked', detail: signer.issuer }
    case 'trusted':
      return { check: 'certificate-chain', verdict: 'confirmed', detail: verdict.anchor.subject }
    case 'not-trusted':
      return { check: 'certificate-chain', verdict: 'warning', detail: verdict.fault }
  }
}

function identityOf({ signer }: Signer): DocumentView['certificate'] {
  const { subject, issuer, serialNumber, fingerprintSha256, notBefore, notAfter } = signer
  return { subject, issuer, serialNumber, fingerprintSha256, notBefore, notAfter }
}

function base64Of(sha256: string): string {
  return Buffer.from(sha256, 'hex').toString('base64')
}
