import { X509Certificate } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { verifyEnveloped, type ValidSignature } from '../../crypto/xmlSignature/verifyEnveloped.ts'
import { isValidNip } from '../../shared/model/nip.ts'
import { Refused } from '../http/problemDetails.ts'
import { DEMO_AUTHORITY } from '../keys/serverKeys.ts'
import type { Grants } from './grants.ts'
import { signInStatus, type SignInOutcome } from './signIns.ts'

/** Namespaces of the two versions of the request (open-api.json, `POST /auth/xades-signature`). */
const NAMESPACES = ['http://ksef.mf.gov.pl/auth/token/2.0', 'http://ksef.mf.gov.pl/auth/token/2.1']

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, parseAttributeValue: false, trimValues: true })
const authority = new X509Certificate(DEMO_AUTHORITY.certificatePem)

/** What the signed `AuthTokenRequest` asks for. */
interface AuthTokenRequest {
  readonly challenge: string
  /** Value of its identifier, whatever the type. */
  readonly context: string
  readonly subject: 'certificateSubject' | 'certificateFingerprint'
}

function refused(code: number, description: string, detail?: string): Refused {
  return new Refused({ status: 400, code, description, ...(detail === undefined ? {} : { details: [detail] }) })
}

/** The signature over the whole document, or the refusal that KSeF documents for it. */
function verifiedSignature(document: Buffer): ValidSignature {
  const verdict = verifyEnveloped(document)
  switch (verdict.result) {
    case 'unsigned':
      throw refused(9102, 'Brak podpisu.')
    case 'unsupported':
      throw refused(9105, 'Nieprawidłowy podpis.', `Algorytm ${verdict.algorithm} nie jest obsługiwany.`)
    case 'invalid':
      if (verdict.reason === 'not-xml') throw refused(21001, 'Nieczytelna treść.')
      if (verdict.reason === 'several-signatures') throw refused(9103, 'Przekroczona liczba dozwolonych podpisów.')
      throw refused(9105, 'Nieprawidłowy podpis.', verdict.reason)
    case 'valid':
      // XAdES-BES wants the signer's certificate inside what is signed.
      if (verdict.certificateDigest !== 'matches' || verdict.signingTime === null || verdict.weak) throw refused(9105, 'Nieprawidłowy podpis.')
      return verdict
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads the request from the octets that the signature covers; prefixes are not used by this schema's writers. */
function readRequest(covered: Uint8Array): AuthTokenRequest {
  const invalid = (detail: string): Refused => refused(21401, 'Dokument nie jest zgodny ze schemą (xsd).', detail)
  const document: unknown = parser.parse(Buffer.from(covered).toString('utf8'))
  const root = isRecord(document) ? document.AuthTokenRequest : undefined
  if (!isRecord(root) || !NAMESPACES.includes(String(root['@xmlns']))) throw invalid('Oczekiwano elementu AuthTokenRequest.')
  const { Challenge: challenge, ContextIdentifier: context, SubjectIdentifierType: subject } = root
  if (typeof challenge !== 'string' || !isRecord(context)) throw invalid('Brak elementu Challenge albo ContextIdentifier.')
  if (subject !== 'certificateSubject' && subject !== 'certificateFingerprint') throw invalid('Nieznana wartość SubjectIdentifierType.')
  const { Nip: nip, InternalId: internalId, NipVatUe: nipVatUe } = context
  const value = nip ?? internalId ?? nipVatUe
  // The others begin with the NIP of their owner.
  if (typeof value !== 'string' || !isValidNip(value.slice(0, 10)) || (nip !== undefined && value.length > 10)) {
    throw refused(21117, 'Nieprawidłowy identyfikator podmiotu dla wskazanego typu kontekstu.')
  }
  return { challenge, context: value, subject }
}

/** Issued by the demo's authority, or signed by itself as KSeF's test environment allows. */
function isTrusted(certificate: X509Certificate): boolean {
  return (certificate.issuer === authority.subject && certificate.verify(authority.publicKey)) || certificate.verify(certificate.publicKey)
}

/**
 * Decides a sign-in with a signed `AuthTokenRequest`. A document or signature that is wrong is refused at once; dates,
 * kind, issuer and permissions of the certificate show in the operation's status (460, 415), as KSeF does it.
 */
export function decideCertificateSignIn(document: Buffer, useChallenge: (challenge: string) => void, now: number, grants: Grants): SignInOutcome {
  const signature = verifiedSignature(document)
  const { challenge, context, subject } = readRequest(Buffer.concat(signature.coveredPieces))
  const { signer } = signature
  if (subject === 'certificateSubject' && signer.nip === null && signer.pesel === null) throw refused(21115, 'Nieprawidłowy certyfikat.')
  useChallenge(challenge)

  if (now < Date.parse(signer.notBefore) || now > Date.parse(signer.notAfter)) return { failure: signInStatus(460, 'Nieważny certyfikat') }
  // A KSeF certificate of type Offline signs codes of offline invoices and cannot sign in (API-NOTES §2).
  if (signer.purpose === 'offline') return { failure: signInStatus(460, 'Niepoprawny certyfikat') }
  if (!isTrusted(new X509Certificate(signature.signerDer))) return { failure: signInStatus(460, 'Niezaufany łańcuch certyfikatów') }
  const holder = subject === 'certificateFingerprint' ? signer.fingerprintSha256 : signer.nip
  if (holder === null) return { failure: signInStatus(415, 'Brak przypisanych uprawnień') }
  const access = grants.of(holder, context)
  if ('refusal' in access) return { failure: access.refusal === 415 ? signInStatus(415, 'Brak przypisanych uprawnień') : signInStatus(access.refusal) }
  return { principal: { contextNip: context, entity: { kind: 'subject', nip: holder }, ...access, method: 'InternalCertificate' } }
}
