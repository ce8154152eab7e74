import type { CertificateSummary } from './certificateSummary.ts'

/** Why a signer's certificate does not lead to a trusted one, as a closed list. */
export const CHAIN_FAULTS = [
  'time-unknown',
  'certificate-unreadable',
  'not-for-signing',
  'no-path',
  'not-valid-then',
  'not-an-authority',
  'path-too-long',
  'signature-differs',
  'restriction-unknown',
  'algorithm-unsupported',
] as const
export type ChainFault = (typeof CHAIN_FAULTS)[number]

/** What names a certificate, and when it is valid. */
export type CertificateIdentity = Pick<CertificateSummary, 'subject' | 'issuer' | 'serialNumber' | 'fingerprintSha256' | 'notBefore' | 'notAfter'>
