import type { ChecksumVerdict } from './ksefNumber.ts'

/** What a pasted text may turn out to be. */
export const IDENTIFIED_KINDS = [
  'ksef-number',
  'old-ksef-number',
  'session',
  'invoice-reference',
  'upo-reference',
  'token-reference',
  'export-reference',
  'permission-reference',
  'challenge',
  'sign-in-reference',
  'other-reference',
  'nip',
  'certificate-serial',
  'payment-identifier',
  'hash',
  'verification-link',
  'certificate-link',
  'cut-link',
  'other-link',
  'secret',
  'document',
  'own-number',
  'nothing',
] as const
export type IdentifiedKind = (typeof IDENTIFIED_KINDS)[number]

/** A pasted text, recognised by its shape. */
export interface Identified {
  readonly kind: IdentifiedKind
  /** As it ought to be written; of a secret only the part that is none, of a whole document nothing. */
  readonly text: string
  /** The NIP that it names: of the seller in a KSeF number and in a link. Only one with a right check digit, except for `nip` itself. */
  readonly nip: string | null
  /** `YYYY-MM-DD`, the day that it names. */
  readonly day: string | null
  /** SHA-256 of an invoice file, Base64 as in KSeF's lists. */
  readonly hash: string | null
  /** Serial number of a certificate, upper-case hex. */
  readonly serial: string | null
  readonly checksum: ChecksumVerdict
  /** The check digits that would be right where those given are wrong. */
  readonly expected: string | null
}
