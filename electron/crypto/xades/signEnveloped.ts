import { createHash, randomUUID, sign, type KeyObject } from 'node:crypto'
import { XmlXPath, type XmlDocument, type XmlElement } from 'libxml2-wasm'
import { AppError } from '../../shared/errors.ts'
import { parseCertificate } from '../certificate.ts'
import { rfc2253Name } from '../der/distinguishedName.ts'
import { sha256Base64 } from '../hash.ts'
import type { SigningCredential } from '../signingCredential.ts'
import { canonicalize, EXCLUSIVE, withXmlDocument } from '../xml/xmlDocument.ts'
import { ECDSA_SHA256, ENVELOPED, EXCLUSIVE_C14N, RSA_SHA256, SHA256, XADES, XMLDSIG } from '../xmlSignature/algorithms.ts'
import { insertBeforeEnd } from './insertBeforeEnd.ts'

const SIGNED_INFO = XmlXPath.compile('/ds:Signature/ds:SignedInfo', { ds: XMLDSIG })
const SIGNED_PROPERTIES = XmlXPath.compile('//xades:SignedProperties', { xades: XADES })

export interface SigningOptions {
  readonly signingTime: Date
  /** Makes the Ids of the signature; random where left out. The same name, RSA and time give the same bytes. */
  readonly id?: string
}

interface SignatureParts {
  readonly documentDigest: string
  readonly propertiesDigest: string
  readonly signatureValue: string
}

/**
 * Adds an enveloped XAdES-BES signature as the last child of the document element (API-NOTES §2): RSA-SHA256 or
 * ECDSA-SHA256 as R‖S, exclusive c14n, SigningTime and SigningCertificate. The document is UTF-8 and well-formed.
 */
export function signEnveloped(xml: Uint8Array, credential: SigningCredential, options: SigningOptions): Uint8Array {
  const documentDigest = withXmlDocument(xml, (document) => sha256Base64(canonicalize(document, EXCLUSIVE)))
  const write = signatureWriter(credential, options)
  const blank = { documentDigest, propertiesDigest: '', signatureValue: '' }
  // Prefixed names alone make exclusive c14n of the parts the same here as in the document.
  const propertiesDigest = sha256Base64(canonicalPart(write(blank), SIGNED_PROPERTIES))
  const signedInfo = canonicalPart(write({ ...blank, propertiesDigest }), SIGNED_INFO)
  const signatureValue = signOctets(signedInfo, credential.privateKey).toString('base64')
  return insertBeforeEnd(xml, Buffer.from(write({ documentDigest, propertiesDigest, signatureValue })))
}

function canonicalPart(signature: string, path: XmlXPath): Buffer {
  return withXmlDocument(Buffer.from(signature), (document: XmlDocument) => canonicalize(document, EXCLUSIVE, document.get(path) as XmlElement))
}

function signOctets(octets: Uint8Array, key: KeyObject): Buffer {
  return key.asymmetricKeyType === 'ec' ? sign('sha256', octets, { key, dsaEncoding: 'ieee-p1363' }) : sign('sha256', octets, key)
}

function signatureWriter({ certificateDer, privateKey }: SigningCredential, options: SigningOptions): (parts: SignatureParts) => string {
  const { asymmetricKeyType } = privateKey
  if (asymmetricKeyType !== 'rsa' && asymmetricKeyType !== 'ec') throw new AppError('certificate-algorithm-unsupported')
  const certificate = parseCertificate(certificateDer)
  const base = options.id ?? randomUUID()
  const signatureId = `Signature-${base}`
  const propertiesId = `SignedProperties-${base}`
  const algorithm = asymmetricKeyType === 'ec' ? ECDSA_SHA256 : RSA_SHA256
  const certificateDigest = createHash('sha256').update(certificateDer).digest('base64')
  const issuer = escapeText(rfc2253Name(certificate.issuerName))
  const serialNumber = BigInt(`0x${certificate.summary.serialNumber}`).toString()
  const signingTime = options.signingTime.toISOString().replace(/\.\d{3}Z$/, 'Z')

  return ({ documentDigest, propertiesDigest, signatureValue }) =>
    `<ds:Signature xmlns:ds="${XMLDSIG}" Id="${signatureId}"><ds:SignedInfo>` +
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"/><ds:SignatureMethod Algorithm="${algorithm}"/>` +
    `<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="${ENVELOPED}"/><ds:Transform Algorithm="${EXCLUSIVE_C14N}"/></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${documentDigest}</ds:DigestValue></ds:Reference>` +
    `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#${propertiesId}"><ds:Transforms><ds:Transform Algorithm="${EXCLUSIVE_C14N}"/></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${propertiesDigest}</ds:DigestValue></ds:Reference>` +
    `</ds:SignedInfo><ds:SignatureValue>${signatureValue}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${Buffer.from(certificateDer).toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#${signatureId}"><xades:SignedProperties Id="${propertiesId}">` +
    `<xades:SignedSignatureProperties><xades:SigningTime>${signingTime}</xades:SigningTime>` +
    `<xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${certificateDigest}</ds:DigestValue></xades:CertDigest>` +
    `<xades:IssuerSerial><ds:X509IssuerName>${issuer}</ds:X509IssuerName><ds:X509SerialNumber>${serialNumber}</ds:X509SerialNumber></xades:IssuerSerial>` +
    `</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature>`
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
