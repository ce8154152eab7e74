import { verifyEnveloped, type ValidSignature } from '../../crypto/xmlSignature/verifyEnveloped.ts'

/** Whose signature is on a document, with all that a check of the chain needs. */
export type Signer = Pick<ValidSignature, 'signer' | 'signerDer' | 'certificates' | 'signingTime'>

/** The page of a session proves ten thousand invoices and takes a fifth of a second to verify: once is enough while they are looked at. */
const REMEMBERED = 200
const remembered = new Map<string, Signer | null>()

/** The signer of the bytes of this SHA-256, from a verification of these very bytes; null when their signature is not valid. */
export function signerOf(sha256: string, readBytes: () => Uint8Array | null): Signer | null {
  const known = remembered.get(sha256)
  if (known !== undefined) return known
  const bytes = readBytes()
  if (bytes === null) return null
  const verdict = verifyEnveloped(bytes)
  const found = verdict.result === 'valid' ? { signer: verdict.signer, signerDer: verdict.signerDer, certificates: verdict.certificates, signingTime: verdict.signingTime } : null
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(sha256, found)
  return found
}
