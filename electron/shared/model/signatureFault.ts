/**
 * Why a signature is not accepted, as a closed list; each has a text in the window. `…-refused` are constructions that a
 * receipt never needs and an attacker does (XMLDSig best practices, W3C Note 2013).
 */
export const SIGNATURE_FAULTS = [
  'not-xml',
  'too-large',
  'dtd-refused',
  'several-signatures',
  'signature-misplaced',
  'structure-refused',
  'duplicate-id',
  'reference-refused',
  'transform-refused',
  'no-certificate',
  'certificate-unreadable',
  'key-mismatch',
  'digest-differs',
  'properties-digest-differs',
  'signature-differs',
] as const
export type SignatureFault = (typeof SIGNATURE_FAULTS)[number]
