import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { sha256Base64 } from '../../crypto/hash.ts'
import { ENVELOPED, EXCLUSIVE_C14N, RSA_SHA256, SHA256, XADES, XMLDSIG } from '../../crypto/xmlSignature/algorithms.ts'
import { DEMO_UPO_SEAL } from '../keys/serverKeys.ts'
import { escapeText } from '../world/xmlText.ts'

const END_OF_ROOT = '</Potwierdzenie>'

const key = createPrivateKey(DEMO_UPO_SEAL.privateKeyPem)
const certificate = new X509Certificate(DEMO_UPO_SEAL.certificatePem)
const certificateText = certificate.raw.toString('base64')
const certificateDigest = sha256Base64(certificate.raw)
/** RFC 2253 order: the last part first. */
const issuerName = certificate.issuer.split('\n').reverse().join(',')
const serialNumber = BigInt(`0x${certificate.serialNumber}`).toString()

/** An empty element as canonical XML writes it. */
function algorithm(element: string, uri: string, namespace = ''): string {
  return `<ds:${element}${namespace} Algorithm="${uri}"></ds:${element}>`
}

/** Every `ds` element here declares its namespace itself, as exclusive canonical XML does for a cut-out part. */
function signedProperties(id: string, signedAt: number): string {
  const ds = ` xmlns:ds="${XMLDSIG}"`
  const own = (element: string, text: string): string => `<ds:${element}${ds}>${text}</ds:${element}>`
  return [
    `<xades:SignedProperties xmlns:xades="${XADES}" Id="${id}-properties"><xades:SignedSignatureProperties>`,
    `<xades:SigningTime>${new Date(signedAt).toISOString()}</xades:SigningTime>`,
    '<xades:SigningCertificate><xades:Cert>',
    `<xades:CertDigest>${algorithm('DigestMethod', SHA256, ds)}${own('DigestValue', certificateDigest)}</xades:CertDigest>`,
    `<xades:IssuerSerial>${own('X509IssuerName', escapeText(issuerName))}${own('X509SerialNumber', serialNumber)}</xades:IssuerSerial>`,
    '</xades:Cert></xades:SigningCertificate>',
    '</xades:SignedSignatureProperties></xades:SignedProperties>',
  ].join('')
}

function reference(attributes: string, transforms: readonly string[], digest: string): string {
  const all = transforms.map((uri) => algorithm('Transform', uri)).join('')
  const digestXml = `${algorithm('DigestMethod', SHA256)}<ds:DigestValue>${digest}</ds:DigestValue>`
  return `<ds:Reference ${attributes}><ds:Transforms>${all}</ds:Transforms>${digestXml}</ds:Reference>`
}

/**
 * Seals a UPO text with an enveloped XAdES-BES signature of the demo authority: RSA PKCS#1 with a fixed key, so
 * the same arguments give the same bytes for ever. Written by hand instead of through a DOM: all parts are made
 * in their canonical form, and a thousand a second must be possible.
 */
export function sealUpo(text: string, id: string, signedAt: number): Buffer {
  if (!text.endsWith(END_OF_ROOT)) throw new Error('a UPO text ends with its root element')
  const properties = signedProperties(id, signedAt)
  const signedInfo = [
    `<ds:SignedInfo xmlns:ds="${XMLDSIG}">`,
    algorithm('CanonicalizationMethod', EXCLUSIVE_C14N),
    algorithm('SignatureMethod', RSA_SHA256),
    reference(`Id="${id}-document" URI=""`, [ENVELOPED, EXCLUSIVE_C14N], sha256Base64(Buffer.from(text))),
    reference(`Type="http://uri.etsi.org/01903#SignedProperties" URI="#${id}-properties"`, [EXCLUSIVE_C14N], sha256Base64(Buffer.from(properties))),
    '</ds:SignedInfo>',
  ].join('')
  const value = sign('sha256', Buffer.from(signedInfo), key).toString('base64')
  const signature = [
    `<ds:Signature xmlns:ds="${XMLDSIG}" Id="${id}">`,
    signedInfo,
    `<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificateText}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#${id}">${properties}</xades:QualifyingProperties></ds:Object></ds:Signature>`,
  ].join('')
  return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>\n${text.slice(0, -END_OF_ROOT.length)}${signature}${END_OF_ROOT}`)
}
