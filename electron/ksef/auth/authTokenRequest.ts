import type { ContextIdentifier } from '../../shared/model/context.ts'
import type { CertificateCredential } from '../credential.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The document that a certificate signs to sign in: `AuthTokenRequest` of schemat_auth_v2-1.xsd, UTF-8, not yet signed. */
export function authTokenRequest(challenge: string, context: ContextIdentifier, subject: CertificateCredential['subjectIdentifier']): Uint8Array {
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.1">',
    `<Challenge>${escaped(challenge)}</Challenge>`,
    `<ContextIdentifier><${context.type}>${escaped(context.value)}</${context.type}></ContextIdentifier>`,
    `<SubjectIdentifierType>${subject}</SubjectIdentifierType>`,
    '</AuthTokenRequest>',
  ].join('')
  return Buffer.from(text, 'utf8')
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
}
