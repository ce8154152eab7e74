import type { Canonicalization } from '../xml/xmlDocument.ts'

export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const ENVELOPED = `${XMLDSIG}enveloped-signature`
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
export const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** Identifiers of XMLDSig 1.1 §6 and RFC 9231; those that are not here are "unsupported", never "invalid". Maps, for a document may name anything, `constructor` too. */
export const DIGESTS: ReadonlyMap<string, HashName> = new Map(Object.entries<HashName>({
  [`${XMLDSIG}sha1`]: 'sha1',
  [SHA256]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}))

export interface SignatureAlgorithm {
  readonly kind: 'rsa' | 'rsa-pss' | 'ecdsa'
  readonly hash: HashName
}

export const SIGNATURES: ReadonlyMap<string, SignatureAlgorithm> = new Map(Object.entries<SignatureAlgorithm>({
  [`${XMLDSIG}rsa-sha1`]: { kind: 'rsa', hash: 'sha1' },
  [RSA_SHA256]: { kind: 'rsa', hash: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { kind: 'rsa', hash: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { kind: 'rsa', hash: 'sha512' },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': { kind: 'rsa-pss', hash: 'sha256' },
  'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1': { kind: 'rsa-pss', hash: 'sha384' },
  'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1': { kind: 'rsa-pss', hash: 'sha512' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1': { kind: 'ecdsa', hash: 'sha1' },
  [ECDSA_SHA256]: { kind: 'ecdsa', hash: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { kind: 'ecdsa', hash: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { kind: 'ecdsa', hash: 'sha512' },
}))

export const CANONICALIZATIONS: ReadonlyMap<string, Omit<Canonicalization, 'inclusivePrefixes'>> = new Map(Object.entries<Omit<Canonicalization, 'inclusivePrefixes'>>({
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: 'inclusive-1.0', withComments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { mode: 'inclusive-1.0', withComments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: 'inclusive-1.1', withComments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: 'inclusive-1.1', withComments: true },
  [EXCLUSIVE_C14N]: { mode: 'exclusive', withComments: false },
  [`${EXCLUSIVE_C14N}WithComments`]: { mode: 'exclusive', withComments: true },
}))

/** Length of a digest in bytes. */
export const HASH_LENGTHS: Readonly<Record<HashName, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }
