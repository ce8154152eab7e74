import type { SignatureVerdict } from '../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { makeCredential } from './certificates.ts'
import { ksefNumberOf, signedUpo, UPO_HASH, upoXml } from './upo.ts'

type Refusal = Exclude<SignatureVerdict, { readonly result: 'valid' }>

export interface TamperedReceipt {
  readonly title: string
  readonly bytes: Buffer
  readonly verdict: Refusal
  /** Why xmlsec1 says "OK" where we do not; left out where it refuses too. */
  readonly xmlsec1Accepts?: string
}

const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED_TRANSFORM = `<ds:Transform Algorithm="${XMLDSIG}enveloped-signature"/>`
const C14N_TRANSFORM = `<ds:Transform Algorithm="${EXCLUSIVE}"/>`
const ENTITY = '<!DOCTYPE Potwierdzenie [<!ENTITY e "FV/1/02/2026">]>'
const LAUGHS = `<!DOCTYPE x [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, level) => `<!ENTITY a${level + 1} "&a${level};&a${level};">`).join('')}]>`

const invalid = (reason: Extract<Refusal, { result: 'invalid' }>['reason']): Refusal => ({ result: 'invalid', reason })
const unsupported = (algorithm: string): Refusal => ({ result: 'unsupported', algorithm })

/** Every kind of receipt that must not be taken for a signed one, made from one that is. */
export function tamperedReceipts(): readonly TamperedReceipt[] {
  const genuine = signedUpo().toString('utf8')
  const signature = between(genuine, '<ds:Signature ', '</ds:Signature>')
  const properties = between(genuine, '<xades:SignedProperties', '</xades:SignedProperties>')
  const object = between(genuine, '<ds:Object>', '</ds:Object>')
  const keyInfo = between(genuine, '<ds:KeyInfo>', '</ds:KeyInfo>')
  const signedInfo = between(genuine, '<ds:SignedInfo>', '</ds:SignedInfo>')
  const value = between(genuine, '<ds:SignatureValue>', '</ds:SignatureValue>')
  const certificate = between(genuine, '<ds:X509Certificate>', '</ds:X509Certificate>')
  const documentReference = between(genuine, '<ds:Reference URI="">', '</ds:Reference>')
  const propertiesReference = between(genuine, '<ds:Reference Type=', '</ds:Reference>')
  const body = genuine.slice(genuine.indexOf('<Potwierdzenie'))
  const certificateOf = (kind: 'ec' | 'other-nip'): string => `<ds:X509Certificate>${Buffer.from(makeCredential(kind).certificateDer).toString('base64')}</ds:X509Certificate>`
  const withBody = (prolog: string): string => `<?xml version="1.0" encoding="utf-8"?>${prolog}${body}`

  const change = (title: string, verdict: Refusal, from: string, to: string): TamperedReceipt => ({ title, verdict, bytes: Buffer.from(replaceOnce(genuine, from, to)) })
  const whole = (title: string, verdict: Refusal, text: string | Buffer): TamperedReceipt => ({ title, verdict, bytes: Buffer.from(text) })
  const stricterThanXmlsec1 = (receipt: TamperedReceipt, reason: string): TamperedReceipt => ({ ...receipt, xmlsec1Accepts: reason })

  return [
    // the receipt itself
    change('another hash of the invoice', invalid('digest-differs'), UPO_HASH, 'jli86Kp2Kw7jppX59P8VmjWRcwLTvsPK3DcPEB87mNk='),
    change('another KSeF number', invalid('digest-differs'), ksefNumberOf(0), ksefNumberOf(1)),
    change('another own number', invalid('digest-differs'), 'FV/1/02/2026', 'FV/2/02/2026'),
    change('another time of sending', invalid('digest-differs'), '2026-02-01T11:00:00.841', '2026-01-31T11:00:00.841'),
    change('one entry more', invalid('digest-differs'), '</Dokument>', `</Dokument>${between(genuine, '<Dokument>', '</Dokument>')}`),
    change('an element less', invalid('digest-differs'), '<TrybWysylki>Online</TrybWysylki>', ''),
    change('an attribute more', invalid('digest-differs'), '<Dokument>', '<Dokument x="1">'),
    change('another version of the structure', invalid('digest-differs'), 'KSeF/v4-3', 'KSeF/v4-2'),
    change('white space more', invalid('digest-differs'), '<Dokument>', '<Dokument> '),
    change('a processing instruction inside', invalid('digest-differs'), '<Dokument>', '<Dokument><?x y?>'),
    change('a processing instruction before the document element', invalid('digest-differs'), '<Potwierdzenie', '<?x y?><Potwierdzenie'),
    change('a processing instruction after the document element', invalid('digest-differs'), '</Potwierdzenie>', '</Potwierdzenie><?x y?>'),
    change('a namespace that an element uses', invalid('digest-differs'), '<Dokument>', '<Dokument xmlns="urn:x">'),
    change('an empty text made an element', invalid('digest-differs'), 'Online', '<x/>Online'),
    // the signature over another receipt
    whole('the signature of another receipt', invalid('digest-differs'), upoXml({ entries: [{ invoiceNumber: 'FV/9' }] }).replace('</Potwierdzenie>', `${signature}</Potwierdzenie>`)),
    whole('the receipt as a part of another', invalid('digest-differs'), upoXml({ entries: [{ invoiceNumber: 'FV/9' }] }).replace('</Potwierdzenie>', `${body.replace(signature, '')}${signature}</Potwierdzenie>`)),
    whole('a genuine receipt wrapped in a false one', invalid('signature-misplaced'), upoXml({ entries: [{ invoiceNumber: 'FV/9' }] }).replace('</Potwierdzenie>', `<x>${body}</x></Potwierdzenie>`)),
    whole('a false receipt that points at a genuine one by its Id', invalid('reference-refused'), wrapById(genuine, signature)),
    change('the signature put deeper', invalid('signature-misplaced'), signature, `<x>${signature}</x>`),
    // stripped and multiplied
    change('no signature', { result: 'unsigned' }, signature, ''),
    change('a signature of another namespace', { result: 'unsigned' }, `xmlns:ds="${XMLDSIG}"`, 'xmlns:ds="urn:x"'),
    change('a signature in a comment', { result: 'unsigned' }, signature, `<!--${signature.replaceAll('--', '- -')}-->`),
    change('a signature as text', { result: 'unsigned' }, signature, `<![CDATA[${signature}]]>`),
    change('two signatures', invalid('several-signatures'), signature, signature + signature.replaceAll('-upo"', '-two"').replaceAll('#SignedProperties-upo', '#SignedProperties-two')),
    change('a signature inside the signature', invalid('several-signatures'), '</ds:Object>', `</ds:Object><ds:Object>${signature}</ds:Object>`),
    // what the signature says
    change('another digest of the document', invalid('digest-differs'), between(documentReference, '<ds:DigestValue>', '</ds:DigestValue>'), `<ds:DigestValue>${UPO_HASH}</ds:DigestValue>`),
    change('another digest of the properties', invalid('properties-digest-differs'), between(propertiesReference, '<ds:DigestValue>', '</ds:DigestValue>'), `<ds:DigestValue>${UPO_HASH}</ds:DigestValue>`),
    change('another signing time', invalid('properties-digest-differs'), '2026-02-01T10:00:05Z', '2026-01-01T10:00:05Z'),
    change('another certificate named in the properties', invalid('properties-digest-differs'), '<xades:CertDigest>', '<xades:CertDigest x="">'),
    change('a signature value with one bit changed', invalid('signature-differs'), value, flipFirst(value)),
    change('a signature value cut short', invalid('signature-differs'), value, '<ds:SignatureValue>AAAA</ds:SignatureValue>'),
    change('an empty signature value', invalid('structure-refused'), value, '<ds:SignatureValue></ds:SignatureValue>'),
    change('a signature value that is no Base64', invalid('structure-refused'), value, '<ds:SignatureValue>*!?=</ds:SignatureValue>'),
    change('a digest of another length', invalid('structure-refused'), between(documentReference, '<ds:DigestValue>', '</ds:DigestValue>'), '<ds:DigestValue>AAAA</ds:DigestValue>'),
    // keys
    change('the certificate of another key', invalid('signature-differs'), certificate, certificateOf('other-nip')),
    change('a certificate of another kind of key', invalid('key-mismatch'), certificate, certificateOf('ec')),
    change('no certificate', invalid('no-certificate'), keyInfo, ''),
    change('a key without a certificate', invalid('no-certificate'), keyInfo, '<ds:KeyInfo><ds:KeyName>Ministerstwo</ds:KeyName></ds:KeyInfo>'),
    change('a certificate that is none', invalid('certificate-unreadable'), certificate, '<ds:X509Certificate>AAAA</ds:X509Certificate>'),
    stricterThanXmlsec1(change('eleven certificates', invalid('structure-refused'), certificate, certificate.repeat(11)), 'many certificates are a nuisance, not a forgery'),
    change('two places for the key', invalid('structure-refused'), keyInfo, keyInfo + keyInfo),
    // references
    change('no reference to the document', invalid('reference-refused'), documentReference, ''),
    change('a reference to a part', invalid('reference-refused'), 'URI=""', 'URI="#Signature-upo"'),
    change('a reference to another file', invalid('reference-refused'), 'URI=""', 'URI="file:///etc/passwd"'),
    change('a reference to the network', invalid('reference-refused'), 'URI=""', 'URI="http://127.0.0.1:1/upo.xml"'),
    change('an XPointer', invalid('reference-refused'), 'URI=""', 'URI="#xpointer(/)"'),
    change('a reference without a place', invalid('reference-refused'), 'URI=""', ''),
    change('two references to the document', invalid('reference-refused'), documentReference, documentReference + documentReference),
    change('two references to the properties', invalid('reference-refused'), propertiesReference, propertiesReference + propertiesReference),
    change('a third reference', invalid('reference-refused'), propertiesReference, `${propertiesReference}${documentReference.replace('URI=""', 'URI="#Signature-upo"')}`),
    whole('properties outside the signature', invalid('reference-refused'), replaceOnce(genuine.replace(properties, ''), '<Dokument>', `${properties.replace('SignedProperties ', 'SignedProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ')}<Dokument>`)),
    change('the Id of the properties given twice', invalid('duplicate-id'), '<Dokument>', '<Dokument Id="SignedProperties-upo">'),
    change('the Id of the properties given twice in another spelling', invalid('duplicate-id'), '<Dokument>', '<Dokument xml:id="SignedProperties-upo">'),
    stricterThanXmlsec1(change('properties given twice', invalid('structure-refused'), object, object + object.replaceAll('-upo"', '-two"')), 'it looks at the signed properties only, we want to know which they are'),
    // transforms and algorithms
    change('a stylesheet as transform', invalid('transform-refused'), C14N_TRANSFORM, '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>'),
    change('a selection as transform', invalid('transform-refused'), C14N_TRANSFORM, '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>self::text()</ds:XPath></ds:Transform>'),
    change('Base64 as transform', invalid('transform-refused'), C14N_TRANSFORM, `<ds:Transform Algorithm="${XMLDSIG}base64"/>`),
    change('no enveloped transform', invalid('transform-refused'), ENVELOPED_TRANSFORM, ''),
    change('the transforms in another order', invalid('transform-refused'), ENVELOPED_TRANSFORM + C14N_TRANSFORM, C14N_TRANSFORM + ENVELOPED_TRANSFORM),
    change('canonicalization twice', invalid('transform-refused'), C14N_TRANSFORM, C14N_TRANSFORM + C14N_TRANSFORM),
    change('the enveloped transform over the properties', invalid('transform-refused'), propertiesReference, propertiesReference.replace(C14N_TRANSFORM, ENVELOPED_TRANSFORM)),
    change('a parameter that the transform does not have', invalid('transform-refused'), C14N_TRANSFORM, `<ds:Transform Algorithm="${EXCLUSIVE}"><ds:XPath>1</ds:XPath></ds:Transform>`),
    change('a signature by a shared secret', unsupported(`${XMLDSIG}hmac-sha1`), 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', `${XMLDSIG}hmac-sha1`),
    change('an unknown signature algorithm', unsupported('urn:x'), 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'urn:x'),
    change('a digest by MD5', unsupported('http://www.w3.org/2001/04/xmldsig-more#md5'), 'http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>', 'http://www.w3.org/2001/04/xmldsig-more#md5"/><ds:DigestValue>'),
    change('an unknown canonicalization', unsupported('urn:x'), `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`, '<ds:CanonicalizationMethod Algorithm="urn:x"/>'),
    change('an ECDSA algorithm with an RSA key', invalid('key-mismatch'), '#rsa-sha256', '#ecdsa-sha256'),
    change('another hash in the algorithm', invalid('signature-differs'), '#rsa-sha256', '#rsa-sha512'),
    change('another canonicalization of SignedInfo', invalid('signature-differs'), `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`, '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>'),
    change('SignedInfo given twice', invalid('structure-refused'), signedInfo, signedInfo + signedInfo),
    change('something before SignedInfo', invalid('structure-refused'), signedInfo, `<ds:Object/>${signedInfo}`),
    change('something unknown in SignedInfo', invalid('structure-refused'), documentReference, `<ds:Manifest/>${documentReference}`),
    change('a comment in a digest', invalid('structure-refused'), '<ds:DigestValue>', '<ds:DigestValue><x/>'),
    // what is no plain document
    stricterThanXmlsec1(whole('a document type', invalid('dtd-refused'), withBody('<!DOCTYPE Potwierdzenie>')), 'a receipt has none, and it can change what a parser reads'),
    whole('an entity', invalid('dtd-refused'), withBody(ENTITY).replace('FV/1/02/2026<', '&e;<')),
    whole('an entity that reads a file', invalid('dtd-refused'), withBody('<!DOCTYPE Potwierdzenie [<!ENTITY e SYSTEM "file:///etc/passwd">]>').replace('FV/1/02/2026<', '&e;<')),
    stricterThanXmlsec1(whole('a document type from the network', invalid('dtd-refused'), withBody('<!DOCTYPE Potwierdzenie SYSTEM "http://127.0.0.1:1/x.dtd">')), 'a receipt has none, and it can change what a parser reads'),
    whole('a billion laughs', invalid('not-xml'), withBody(LAUGHS).replace('FV/1/02/2026<', '&a30;<')),
    stricterThanXmlsec1(whole('Ids declared by a document type', invalid('dtd-refused'), withBody('<!DOCTYPE Potwierdzenie [<!ATTLIST Dokument x ID #IMPLIED>]>')), 'a receipt has none, and it can change what a parser reads'),
    whole('a receipt cut short', invalid('not-xml'), genuine.slice(0, 2000)),
    whole('something after the receipt', invalid('not-xml'), `${genuine}x`),
    whole('two receipts in one file', invalid('not-xml'), genuine + body),
    whole('nothing', invalid('not-xml'), ''),
    whole('a page of a web site', { result: 'unsigned' }, '<html><body>Request unsuccessful.</body></html>'),
    whole('a page that is no XML', invalid('not-xml'), '<!doctype html><html><body><br>Request unsuccessful.'),
    whole('bytes that are no text', invalid('not-xml'), Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x3c])),
    whole('a byte that is not UTF-8', invalid('not-xml'), Buffer.concat([Buffer.from(genuine.slice(0, 200)), Buffer.from([0xff]), Buffer.from(genuine.slice(200))])),
    whole('three hundred levels', invalid('not-xml'), `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`),
    change('a relative namespace', invalid('structure-refused'), '<Dokument>', '<Dokument xmlns:r="a/b">'),
  ]
}

function wrapById(genuine: string, signature: string): string {
  const inner = genuine.slice(genuine.indexOf('<Potwierdzenie')).replace(signature, '').replace('<Potwierdzenie', '<Potwierdzenie Id="genuine"')
  const pointing = signature.replace('URI=""', 'URI="#genuine"')
  return upoXml({ entries: [{ invoiceNumber: 'FV/9' }] }).replace('</Potwierdzenie>', `${inner}${pointing}</Potwierdzenie>`)
}

function flipFirst(value: string): string {
  const start = '<ds:SignatureValue>'.length
  return value.slice(0, start) + (value[start] === 'A' ? 'B' : 'A') + value.slice(start + 1)
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`not found: ${start}`)
  return text.slice(from, to + end.length)
}

/** A tampering that changes nothing would test nothing. */
function replaceOnce(text: string, from: string, to: string): string {
  const at = text.indexOf(from)
  if (at < 0) throw new Error(`not found: ${from}`)
  return text.slice(0, at) + to + text.slice(at + from.length)
}
