import type { CertificateSummary } from './certificateSummary.ts'
import type { Upo } from './upo.ts'

/** What is checked about a UPO, in the order shown. One document of several entries has each entry check once. */
export const UPO_CHECKS = [
  'header-hash',
  'structure',
  'receiver',
  'signature',
  'signature-algorithm',
  'signing-time',
  'certificate-digest',
  'certificate-validity',
  'certificate-chain',
  'ksef-number-present',
  'ksef-number-checksum',
  'hash-matches-list',
  'hash-matches-xml',
  'seller-nip',
  'invoice-number',
  'session-reference',
  'entry-count',
  'entries-distinct',
] as const
export type UpoCheck = (typeof UPO_CHECKS)[number]

/** Those that hold one entry against what else is known of its invoice, which may be known better by now: that stands on the invoice. */
const ENTRY_CHECKS: ReadonlySet<string> = new Set<UpoCheck>(['ksef-number-present', 'ksef-number-checksum', 'hash-matches-list', 'hash-matches-xml', 'seller-nip', 'invoice-number'])

/** The lines about a document on its own: those of one entry only where they failed. */
export function documentChecks<Line extends { readonly check: string; readonly verdict: CheckVerdict }>(checks: readonly Line[]): readonly Line[] {
  return checks.filter(({ check, verdict }) => verdict === 'failed' || !ENTRY_CHECKS.has(check))
}

export const CHECK_VERDICTS = ['confirmed', 'failed', 'not-checked', 'warning'] as const
export type CheckVerdict = (typeof CHECK_VERDICTS)[number]

/** One line of the verification. `detail` is a value or a word of a closed list (fault, algorithm, date), never a sentence. */
export interface UpoCheckLine {
  readonly check: UpoCheck
  readonly verdict: CheckVerdict
  readonly detail: string | null
}

/** Why a document is kept apart and never counted as a receipt. */
export const QUARANTINE_REASONS = [
  'empty',
  'html-page',
  'not-xml',
  'too-large',
  'not-a-upo',
  'ambiguous',
  'header-hash-differs',
  'unsigned',
  'signature-invalid',
  'signature-unsupported',
  'other-environment',
  'ksef-number-wrong',
  'other-invoice',
  'hash-differs',
  'other-session',
  'package-part-differs',
  'package-unreadable',
] as const
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number]

/** The result of looking into a UPO: plain data, the same after JSON. */
export interface UpoInspection {
  readonly lines: readonly UpoCheckLine[]
  /** Null: it may be kept as a receipt. */
  readonly quarantineReason: QuarantineReason | null
  /** True when the mathematics of the signature is right over the whole document (no claim about trust in the signer). */
  readonly signatureVerified: boolean
  /** KSeF numbers that this document proves: those it gives once; empty unless the signature was verified and nothing contradicts. */
  readonly provenKsefNumbers: readonly string[]
  /** What the UPO says; from the bytes that the signature covers where there is one that was verified. Null: not readable. */
  readonly upo: Upo | null
  readonly signer: CertificateSummary | null
  /** Subject of the signer, for one line of text. */
  readonly signerName: string | null
  /** XAdES SigningTime as written. */
  readonly signingTime: string | null
}

/** What is kept of it when the document is kept. */
export type UpoFindings = Omit<UpoInspection, 'signer' | 'provenKsefNumbers'>
