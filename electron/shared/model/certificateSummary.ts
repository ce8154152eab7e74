/**
 * What a KSeF certificate may be used for; `unknown` for certificates of other issuers, whose key usage says something
 * else or nothing (qualified signatures and seals sign in too).
 */
export type CertificatePurpose = 'authentication' | 'offline' | 'unknown'

export const SUBJECT_IDENTIFIER_KINDS = ['certificateSubject', 'certificateFingerprint'] as const
/** By what KSeF knows the holder of a certificate: the names in it, or its fingerprint (schemat_auth_v2-1.xsd, `SubjectIdentifierType`). */
export type SubjectIdentifierKind = (typeof SUBJECT_IDENTIFIER_KINDS)[number]

/** A certificate as it is shown: plain data, nothing secret. */
export interface CertificateSummary {
  /** Names in the order of the certificate, `CN=…, O=…`. */
  readonly subject: string
  readonly issuer: string
  /** Upper-case hexadecimal, as KSeF shows it. */
  readonly serialNumber: string
  /** ISO instants in UTC. */
  readonly notBefore: string
  readonly notAfter: string
  readonly keyType: 'rsa' | 'ec' | 'other'
  /** Bits of an RSA modulus, else null. */
  readonly keySizeBits: number | null
  /** `P-256`, `P-384`, `P-521`, or the identifier of another curve; null unless EC. */
  readonly curve: string | null
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprintSha256: string
  readonly nip: string | null
  readonly pesel: string | null
  readonly purpose: CertificatePurpose
}
