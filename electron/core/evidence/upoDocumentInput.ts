import type { DocumentInput } from '../../archive/inputs.ts'
import type { FetchedDocument } from '../../ksef/fetchedDocument.ts'
import type { Upo } from '../../shared/model/upo.ts'
import type { UpoInspection } from '../../shared/model/upoInspection.ts'

/** What came in the place of a UPO, as the archive keeps it: a receipt when nothing contradicts, otherwise apart, with the reason. */
export function upoDocumentInput(document: FetchedDocument, inspection: UpoInspection, invoiceId: number | null): DocumentInput {
  const { upo, quarantineReason } = inspection
  return {
    kind: upo?.kind ?? 'unrecognised',
    bytes: document.bytes,
    contentType: document.contentType,
    headerHash: document.headerHash,
    route: document.route,
    fetchedAt: document.fetchedAt,
    standing: quarantineReason === null ? 'kept' : 'quarantined',
    quarantineReason,
    inspection: { checks: inspection.lines, signer: inspection.signerName, signedAt: inspection.signingTime, ...statedPage(upo) },
    signatureVerified: inspection.signatureVerified,
    upoEntries: upo?.entries ?? [],
    invoiceId,
    inPlaceOf: 'upo',
    senderContext: contextOf(upo),
    sessionReference: upo?.sessionReference ?? null,
  }
}

function statedPage(upo: Upo | null): Pick<DocumentInput['inspection'], 'page'> {
  if (upo?.description == null) return {}
  const { page, pages, totalDocuments } = upo.description
  return { page: { page, pages, totalDocuments } }
}

/** The context that a UPO names as its sender, as the archive keeps it. */
export function contextOf(upo: Upo | null): string | null {
  return upo?.context == null ? null : `${upo.context.type} ${upo.context.value}`
}
