import type { SigningCredential } from '../crypto/signingCredential.ts'
import type { SubjectIdentifierKind } from '../shared/model/certificateSummary.ts'
import type { ContextIdentifier } from '../shared/model/context.ts'

/** A KSeF token: `reference|nip-5252248481|64 hex digits` (open-api.json, `POST /tokens`). */
export interface TokenCredential {
  readonly kind: 'token'
  readonly token: string
}

/** A certificate with its key; `subjectIdentifier` says whether KSeF knows the person by the subject or by the fingerprint. */
export interface CertificateCredential {
  readonly kind: 'certificate'
  readonly signing: SigningCredential
  readonly subjectIdentifier: SubjectIdentifierKind
}

/** What opens a context. Lives in the main process's memory only, never in errors, logs or messages to the window. */
export type Credential = TokenCredential | CertificateCredential

/** Texts of the credential that must not appear anywhere. */
export function secretsOf(credential: Credential): readonly string[] {
  return credential.kind === 'token' ? [credential.token] : []
}

/** What may be known of a credential outside the sign-in: nothing secret. */
export interface CredentialFacts {
  readonly kind: Credential['kind']
  /** A KSeF token begins with its reference number. */
  readonly tokenReference: string | null
  readonly certificateNip: string | null
}

export function factsOf(credential: Credential): CredentialFacts {
  return credential.kind === 'token'
    ? { kind: 'token', tokenReference: credential.token.split('|')[0] ?? '', certificateNip: null }
    : { kind: 'certificate', tokenReference: null, certificateNip: credential.signing.summary.nip }
}

/**
 * The taxpayer that the credential itself names, when it is another one than the context: for a token that surely cannot work, for a
 * certificate only a hint, because it may enter every context that granted it something. Null when it names none or this one.
 */
export function otherTaxpayerOf(credential: Credential, context: ContextIdentifier): string | null {
  const named = credential.kind === 'token' ? (/^[^|]*\|(?:nip|internalId)-([\d-]+)\|/.exec(credential.token)?.[1] ?? null) : credential.signing.summary.nip
  return named === context.value ? null : named
}
