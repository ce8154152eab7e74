import { XMLParser } from 'fast-xml-parser'
import { XmlParseError } from 'libxml2-wasm'
import { withXmlDocument } from '../../crypto/xml/xmlDocument.ts'
import { isValidNip } from '../../shared/model/nip.ts'
import { minorAt, nodeAt, textAt, type XmlNode } from './sentXml.ts'
import { readSentPef } from './readSentPef.ts'
import type { IdentifierKind, InvoiceFace, InvoiceForm, Party, PartyInRole } from '../world/facts.ts'

/** What KSeF reads from a sent file, or why it is refused with 450. */
export type SentContent = { readonly face: InvoiceFace } | { readonly refusal: string }

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false, parseAttributeValue: false })

/** Sums of all fields of a kind: P_13_1, P_13_2, …; the złoty fields end in W and are counted apart. */
function sumOf(fa: XmlNode, prefix: string, suffix: '' | 'W'): number {
  const names = Object.keys(fa).filter((name) => name.startsWith(prefix) && name.endsWith('W') === (suffix === 'W'))
  return names.reduce((total, name) => total + minorAt(fa, name), 0)
}

function partyOf(subject: XmlNode): Party {
  const identity = nodeAt(subject, 'DaneIdentyfikacyjne')
  const identifiers: readonly (readonly [IdentifierKind, string])[] = [
    ['Nip', textAt(identity, 'NIP')],
    ['VatUe', `${textAt(identity, 'KodUE')}${textAt(identity, 'NrVatUE')}`],
    ['Other', textAt(identity, 'NrID')],
  ]
  const [kind, value] = identifiers.find(([, text]) => text !== '') ?? (['None', ''] as const)
  return {
    identifier: { kind, value },
    name: textAt(identity, 'Nazwa'),
    country: textAt(subject, 'Adres', 'KodKraju') || 'PL',
    address: [textAt(subject, 'Adres', 'AdresL1'), textAt(subject, 'Adres', 'AdresL2')],
  }
}

/** What stands once, several times or not at all. */
function nodesOf(value: unknown): readonly XmlNode[] {
  return [value].flat().flatMap((one) => (typeof one === 'object' && one !== null ? [one as XmlNode] : []))
}

/** A role of its own words counts as 0 (open-api.json, InvoiceMetadataThirdSubject). */
function inRole(subject: XmlNode, name: 'Rola' | 'RolaPU'): PartyInRole {
  return { party: partyOf(subject), role: Number(textAt(subject, name)) || 0 }
}

/** What is wrong with the file as XML, or null. */
function wellFormednessFault(file: Buffer): string | null {
  try {
    return withXmlDocument(file, () => null)
  } catch (error) {
    if (error instanceof XmlParseError) return error.message.trim()
    throw error
  }
}

const TYPES: Readonly<Record<string, InvoiceFace['type']>> = {
  VAT: 'Vat',
  KOR: 'Kor',
  ZAL: 'Zal',
  ROZ: 'Roz',
  UPR: 'Upr',
  KOR_ZAL: 'KorZal',
  KOR_ROZ: 'KorRoz',
  VAT_RR: 'VatRr',
  KOR_VAT_RR: 'KorVatRr',
}

/** Reads a decrypted file as KSeF would before it gives a number; schemas are not checked, only what is needed. */
export function readSentInvoice(file: Buffer, form: InvoiceForm): SentContent {
  const fault = wellFormednessFault(file)
  if (fault !== null) return { refusal: `Dokument nie jest poprawnym plikiem XML: ${fault}` }
  const document: unknown = parser.parse(file.toString('utf8'))
  if (form === 'PEF (3)' || form === 'PEF_KOR (3)') return readSentPef(document, form)
  const root = nodeAt(document, 'Faktura')
  const code = nodeAt(root, 'Naglowek', 'KodFormularza')['@kodSystemowy']
  if (code !== form) return { refusal: `Kod formularza dokumentu nie zgadza się z zadeklarowanym w sesji (${form}).` }
  const isFarmers = form === 'FA_RR (1)'
  const fa = nodeAt(root, isFarmers ? 'FakturaRR' : 'Fa')
  const number = textAt(fa, isFarmers ? 'P_4C' : 'P_2')
  const issuedOn = textAt(fa, isFarmers ? 'P_4B' : 'P_1')
  const seller = partyOf(nodeAt(root, 'Podmiot1'))
  if (number === '' || number.length > 256) return { refusal: 'Brak numeru faktury.' }
  if (Number.isNaN(Date.parse(`${issuedOn}T00:00:00Z`)) || issuedOn.length !== 10) return { refusal: 'Data wystawienia nie jest poprawną datą.' }
  if (seller.identifier.kind !== 'Nip' || !isValidNip(seller.identifier.value)) return { refusal: 'NIP sprzedawcy jest nieprawidłowy.' }
  const type = TYPES[textAt(fa, 'RodzajFaktury')]
  if (type === undefined) return { refusal: 'Symulator nie obsługuje tego rodzaju faktury.' }
  const vatInPln = sumOf(fa, 'P_14_', 'W')
  return {
    face: {
      form,
      type,
      number,
      issuedOn,
      seller,
      buyer: partyOf(nodeAt(root, 'Podmiot2')),
      thirdParties: nodesOf(root.Podmiot3).map((subject) => inRole(subject, 'Rola')),
      authorised: nodesOf(root.PodmiotUpowazniony).map((subject) => inRole(subject, 'RolaPU'))[0] ?? null,
      currency: textAt(fa, 'KodWaluty'),
      netMinor: isFarmers ? minorAt(fa, 'P_11_1') : sumOf(fa, 'P_13_', ''),
      vatInPlnMinor: isFarmers ? minorAt(fa, 'P_11_2') : vatInPln !== 0 ? vatInPln : sumOf(fa, 'P_14_', ''),
      grossMinor: minorAt(fa, isFarmers ? 'P_12_1' : 'P_15'),
      isSelfInvoiced: textAt(fa, 'Adnotacje', 'P_17') === '1',
      hasAttachment: 'Zalacznik' in root,
    },
  }
}
