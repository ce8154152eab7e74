import { sha256Base64 } from '../../crypto/hash.ts'
import { verifyEnveloped } from '../../crypto/xmlSignature/verifyEnveloped.ts'
import type { SignatureVerdict } from '../../crypto/xmlSignature/verifyEnveloped.ts'
import type { Environment } from '../../shared/model/context.ts'
import type { Upo, UpoEntry } from '../../shared/model/upo.ts'
import type { QuarantineReason, UpoInspection } from '../../shared/model/upoInspection.ts'
import { checkContent } from './checkContent.ts'
import { checkSignature } from './checkSignature.ts'
import { readUpo, readUpoTree } from './readUpo.ts'
import { UpoRefused } from './upoRefused.ts'

/** What a UPO was fetched for, as far as it is known; null is never compared. */
export interface ExpectedUpo {
  /** `x-ms-meta-hash` as sent: Base64 SHA-256 of the raw bytes; null: absent, so not verified (API-NOTES §3). */
  readonly headerHash: string | null
  /** Where the archive's invoices were sent. */
  readonly environment?: Environment
  readonly ksefNumber: string | null
  /** `invoiceHash` of KSeF's list, Base64. */
  readonly invoiceHash: string | null
  readonly sellerNip?: string | null
  readonly invoiceNumber?: string | null
  readonly sessionReference?: string | null
  /** SHA-256 of the archived invoice file, Base64. */
  readonly xmlSha256?: string | null
}

/**
 * Everything that can be said of a UPO from its own bytes, line by line, and whether it may be kept as a receipt. Data are read
 * only from the octets that a verified signature covers. Never throws on hostile bytes.
 */
export function inspectUpo(bytes: Uint8Array, expected: ExpectedUpo): UpoInspection {
  const headerHash = expected.headerHash === null ? null : expected.headerHash.trim() === sha256Base64(bytes)
  const verdict = verifyEnveloped(bytes)
  const read = tryRead(() => (verdict.result === 'valid' ? readUpoTree(verdict.coveredTree) : readUpo(bytes)))
  const upo = read instanceof UpoRefused ? null : read
  const content = upo === null ? null : checkContent(upo, expected)
  const quarantineReason =
    (read instanceof UpoRefused ? unreadableReason(bytes, read) : null) ??
    (headerHash === false ? 'header-hash-differs' : null) ??
    signatureReason(verdict) ??
    content?.quarantineReason ??
    null
  const signatureVerified = verdict.result === 'valid' && verdict.certificateDigest !== 'differs'
  return {
    lines: [
      { check: 'header-hash', verdict: headerHash === null ? 'not-checked' : headerHash ? 'confirmed' : 'failed', detail: null },
      { check: 'structure', verdict: upo === null ? 'failed' : 'confirmed', detail: read instanceof UpoRefused ? unreadableReason(bytes, read) : read.version },
      ...checkSignature(verdict),
      ...(content?.lines ?? []),
    ],
    quarantineReason,
    signatureVerified,
    provenKsefNumbers: quarantineReason === null && signatureVerified ? numbersGivenOnce(upo?.entries ?? []) : [],
    upo,
    signer: signatureVerified ? verdict.signer : null,
    signerName: signatureVerified ? verdict.signer.subject : null,
    signingTime: signatureVerified ? verdict.signingTime : null,
  }
}

function tryRead(read: () => Upo): Upo | UpoRefused {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof UpoRefused) return cause
    throw cause
  }
}

/** Of two entries of one number nothing tells which is meant: they prove nothing, and take nothing from the others. */
function numbersGivenOnce(entries: readonly UpoEntry[]): readonly string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { ksefNumber } of entries) (seen.has(ksefNumber) ? repeated : seen).add(ksefNumber)
  return [...seen].filter((ksefNumber) => !repeated.has(ksefNumber))
}

function unreadableReason(bytes: Uint8Array, { reason }: UpoRefused): QuarantineReason {
  if (bytes.length === 0) return 'empty'
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1').trimStart().toLowerCase()
  return /^(<!doctype html|<html|<head|<body)/.test(start) ? 'html-page' : reason
}

function signatureReason(verdict: SignatureVerdict): QuarantineReason | null {
  switch (verdict.result) {
    case 'valid':
      // A certificate put in the place of the one that the signer named.
      return verdict.certificateDigest === 'differs' ? 'signature-invalid' : null
    case 'unsigned':
      return 'unsigned'
    case 'invalid':
      return 'signature-invalid'
    case 'unsupported':
      return 'signature-unsupported'
  }
}
