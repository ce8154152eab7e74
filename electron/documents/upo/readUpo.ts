import { XMLParser } from 'fast-xml-parser'
import { withXmlDocument } from '../../crypto/xml/xmlDocument.ts'
import { normaliseInstant } from '../../shared/model/instant.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import type { Upo, UpoContextType, UpoEntry, UpoEnvironment, UpoPage } from '../../shared/model/upo.ts'
import { createElementReader } from './elementReader.ts'
import type { ElementReader } from './elementReader.ts'
import { UpoRefused } from './upoRefused.ts'

/** A full page of 10 000 entries is about 5 MB. */
export const MAX_UPO_BYTES = 32 * 1024 * 1024

const VERSIONS: Readonly<Record<string, Upo['version']>> = {
  'http://upo.schematy.mf.gov.pl/KSeF/v4-3': 'v4-3',
  'http://upo.schematy.mf.gov.pl/KSeF/v4-2': 'v4-2',
}

const CONTEXT_ELEMENTS: readonly (readonly [string, UpoContextType])[] = [
  ['Nip', 'Nip'],
  ['IdWewnetrzny', 'InternalId'],
  ['IdZlozonyVatUE', 'NipVatUe'],
  ['IdDostawcyUslugPeppol', 'PeppolId'],
]

/** Texts stay texts; nothing beyond predefined entities and character references is put in, for a DTD is refused before. */
const PARSER = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, htmlEntities: true, trimValues: true })

/**
 * Reads a UPO of one invoice or of a session, v4-3 or v4-2 (xsd/upo-v4-3.xsd, upo-v4-2.xsd). Unknown elements are passed over;
 * whatever could be read in two ways is refused. Claims nothing about the signature: give it the bytes that one covers.
 * Throws UpoRefused.
 */
export function readUpo(bytes: Uint8Array): Upo {
  const text = toWellFormedText(bytes)
  const { root, namespace } = readRoot(text)
  const version = VERSIONS[namespace]
  if (version === undefined) throw new UpoRefused('not-a-upo')
  const description = root.child('OpisPotwierdzenia')
  const entries = root.children('Dokument').map(readEntry)
  if (entries.length === 0) throw new UpoRefused('not-a-upo')
  const receiverName = root.text('NazwaPodmiotuPrzyjmujacego')
  const credentials = root.child('Uwierzytelnienie')
  return {
    kind: description === null && entries.length === 1 ? 'invoice-upo' : 'session-upo',
    version,
    receiverName,
    environment: environmentOf(receiverName),
    sessionReference: root.text('NumerReferencyjnySesji'),
    context: contextOf(credentials?.child('IdKontekstu') ?? null),
    authentication: authenticationOf(credentials),
    description: description === null ? null : pageOf(description),
    schemaName: root.text('NazwaStrukturyLogicznej'),
    formCode: root.text('KodFormularza'),
    entries,
  }
}

/** Well-formed by libxml2's judgement, without a document type: nothing that a lenient parser would let through. */
function toWellFormedText(bytes: Uint8Array): string {
  if (bytes.length > MAX_UPO_BYTES) throw new UpoRefused('too-large')
  try {
    withXmlDocument(bytes, (document) => {
      if (document.dtd !== null) throw new UpoRefused('ambiguous')
    })
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw cause instanceof UpoRefused ? cause : new UpoRefused('not-xml', cause)
  }
}

function readRoot(text: string): { readonly root: ElementReader; readonly namespace: string } {
  const parsed = Object.entries(PARSER.parse(text) as Record<string, unknown>).filter(([name]) => !name.startsWith('?'))
  const [[name, element] = ['', null]] = parsed
  const [local = '', prefix = ''] = name.split(':').reverse()
  if (parsed.length !== 1 || local !== 'Potwierdzenie' || typeof element !== 'object' || element === null) throw new UpoRefused('not-a-upo')
  const namespace = (element as Record<string, unknown>)[prefix === '' ? '@xmlns' : `@xmlns:${prefix}`]
  return { root: createElementReader(element as Record<string, unknown>, prefix), namespace: typeof namespace === 'string' ? namespace : '' }
}

function readEntry(entry: ElementReader): UpoEntry {
  const ksefNumber = entry.text('NumerKSeFDokumentu')
  if (ksefNumber === null) throw new UpoRefused('not-a-upo')
  const sentDate = entry.text('DataPrzeslaniaDokumentu')
  const numberGivenDate = entry.text('DataNadaniaNumeruKSeF')
  return {
    ksefNumber,
    checksum: parseKsefNumber(ksefNumber)?.checksum ?? 'not-checked',
    invoiceNumber: entry.text('NumerFaktury'),
    sellerNip: entry.text('NipSprzedawcy'),
    issueDate: entry.text('DataWystawieniaFaktury'),
    sentDate,
    sentAt: sentDate === null ? null : normaliseInstant(sentDate),
    numberGivenDate,
    numberGivenAt: numberGivenDate === null ? null : normaliseInstant(numberGivenDate),
    documentHash: entry.text('SkrotDokumentu'),
    mode: entry.text('TrybWysylki'),
  }
}

/** Outside production a suffix tells the environment; the texts are not published as a list (API-NOTES §5). */
function environmentOf(receiverName: string | null): UpoEnvironment {
  if (receiverName === 'Ministerstwo Finansów') return 'production'
  if (receiverName === null || !receiverName.startsWith('Ministerstwo Finansów')) return 'unknown'
  if (/\(TE\)|środowisko testowe/i.test(receiverName)) return 'test'
  return /\(TR\)|przedprodukcyjne|demo/i.test(receiverName) ? 'demo' : 'unknown'
}

function contextOf(identifier: ElementReader | null): Upo['context'] {
  if (identifier === null) return null
  const found = CONTEXT_ELEMENTS.flatMap(([element, type]) => {
    const value = identifier.text(element)
    return value === null ? [] : [{ type, value }]
  })
  if (found.length > 1) throw new UpoRefused('ambiguous')
  return found[0] ?? null
}

function authenticationOf(credentials: ElementReader | null): Upo['authentication'] {
  const token = credentials?.text('NumerReferencyjnyTokenaKSeF') ?? null
  if (token !== null) return { kind: 'token', value: token }
  const hash = credentials?.text('SkrotDokumentuUwierzytelniajacego') ?? null
  return hash === null ? null : { kind: 'document-hash', value: hash }
}

function pageOf(description: ElementReader): UpoPage {
  return {
    page: description.wholeNumber('Strona'),
    pages: description.wholeNumber('LiczbaStron'),
    rangeFrom: description.wholeNumber('ZakresDokumentowOd'),
    rangeTo: description.wholeNumber('ZakresDokumentowDo'),
    totalDocuments: description.wholeNumber('CalkowitaLiczbaDokumentow'),
  }
}
