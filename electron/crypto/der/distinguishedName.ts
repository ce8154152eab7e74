import { childAt, childrenOf, oidOf, textOf, type DerNode } from './readDer.ts'
import { objectIdentifier, printableString, sequence, set, utf8String } from './writeDer.ts'

/** Attributes that KSeF and Polish trust providers put into names (KSeF docs, certyfikaty-KSeF.md). */
const ATTRIBUTE_OIDS = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  countryName: '2.5.4.6',
  localityName: '2.5.4.7',
  stateName: '2.5.4.8',
  organizationName: '2.5.4.10',
  organizationalUnitName: '2.5.4.11',
  givenName: '2.5.4.42',
  uniqueIdentifier: '2.5.4.45',
  organizationIdentifier: '2.5.4.97',
} as const
export type NameAttribute = keyof typeof ATTRIBUTE_OIDS

/** A name to write into a certificate, in the order given. */
export type DistinguishedName = Readonly<Partial<Record<NameAttribute, string>>>

const LABELS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'E',
}

/** RFC 2253 §2.3: only these have names of their own; others are written as number and hexadecimal. */
const RFC_2253_LABELS = new Set(['2.5.4.3', '2.5.4.6', '2.5.4.7', '2.5.4.8', '2.5.4.10', '2.5.4.11'])

interface NamePart {
  readonly oid: string
  readonly text: string
  readonly value: DerNode
}

function partsOf(name: DerNode): readonly NamePart[] {
  return childrenOf(name).flatMap((relative) =>
    childrenOf(relative).map((attribute) => {
      const value = childAt(attribute, 1)
      return { oid: oidOf(childAt(attribute, 0)), text: textOf(value), value }
    }),
  )
}

/** All values of one attribute, in order. */
export function attributeValues(name: DerNode, attribute: NameAttribute): readonly string[] {
  return partsOf(name)
    .filter(({ oid }) => oid === ATTRIBUTE_OIDS[attribute])
    .map(({ text }) => text)
}

/** A name for people, in the certificate's own order. */
export function readableName(name: DerNode): string {
  return partsOf(name)
    .map(({ oid, text }) => `${LABELS[oid] ?? oid}=${text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')}`)
    .join(', ')
}

/** A name as RFC 2253 writes it (last part first), for `X509IssuerName` of XML signatures. */
export function rfc2253Name(name: DerNode): string {
  return [...partsOf(name)]
    .reverse()
    .map(({ oid, text, value }) =>
      RFC_2253_LABELS.has(oid) ? `${LABELS[oid] ?? oid}=${escapeRfc2253(text)}` : `${oid}=#${Buffer.from(value.bytes).toString('hex')}`,
    )
    .join(',')
}

function escapeRfc2253(text: string): string {
  return text.replace(/[,+"\\<>;]/g, '\\$&').replace(/^[# ]| $/g, '\\$&')
}

/** The DER of a name; countries and serial numbers are PrintableString as RFC 5280 (appendix A) wants. */
export function encodeName(name: DistinguishedName): Buffer {
  const entries = Object.entries(name) as [NameAttribute, string][]
  return sequence(
    ...entries.map(([attribute, text]) => {
      const encoded = attribute === 'countryName' || attribute === 'serialNumber' ? printableString(text) : utf8String(text)
      return set(sequence(objectIdentifier(ATTRIBUTE_OIDS[attribute]), encoded))
    }),
  )
}

