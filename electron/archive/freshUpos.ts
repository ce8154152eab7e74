import type { UpoEvidence } from './deriveProof.ts'
import { isImportRoute } from './importRoute.ts'
import type { DocumentInput } from './inputs.ts'

/** Entries of UPO by KSeF number, the oldest document first. */
export type UposByNumber = ReadonlyMap<string, readonly UpoEvidence[]>

/** Kept UPO that were written in this transaction, with all their entries: what was at hand just now need not be read back. */
export interface FreshUpos {
  readonly documentIds: number[]
  readonly byNumber: Map<string, readonly UpoEvidence[]>
}

export function noFreshUpos(): FreshUpos {
  return { documentIds: [], byNumber: new Map() }
}

/** Entries of a document as it is written under this id; none of what is no UPO. */
export function uposOf(documentId: number, { kind, signatureVerified, upoEntries, sessionReference, route }: DocumentInput): UposByNumber {
  const byNumber = new Map<string, UpoEvidence[]>()
  if (kind !== 'invoice-upo' && kind !== 'session-upo') return byNumber
  const ofDocument = { documentId, kind, signatureVerified: signatureVerified ? 1 : 0, sessionReference, isImported: isImportRoute(route) ? 1 : 0 } as const
  for (const [index, { ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode }] of upoEntries.entries()) {
    const upo: UpoEvidence = { ...ofDocument, position: index + 1, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode }
    const others = byNumber.get(ksefNumber)
    if (others === undefined) byNumber.set(ksefNumber, [upo])
    else others.push(upo)
  }
  return byNumber
}

/** Takes up a kept document that has just been written. */
export function addFresh(fresh: FreshUpos, documentId: number, upos: UposByNumber): void {
  fresh.documentIds.push(documentId)
  for (const [ksefNumber, entries] of upos) {
    const others = fresh.byNumber.get(ksefNumber)
    fresh.byNumber.set(ksefNumber, others === undefined ? entries : [...others, ...entries])
  }
}
