import { refuseCostly, XmlTooCostly } from '../../crypto/xml/refuseCostly.ts'
import { canonicalize, EXCLUSIVE, withXmlDocument } from '../../crypto/xml/xmlDocument.ts'
import { checksumOf } from '../../shared/model/ksefNumber.ts'
import type { Upo, UpoContextType, UpoEntry, UpoEnvironment, UpoPage } from '../../shared/model/upo.ts'
import { readCanonicalTree, type XmlTree } from '../../crypto/xml/canonicalTree.ts'
import { singularElements, textOf, wholeNumberOf } from './singularElements.ts'
import { UpoRefused } from './upoRefused.ts'

/** A full page of 10 000 entries is about 5 MB. */
export const MAX_UPO_BYTES = 32 * 1024 * 1024

const VERSIONS: ReadonlyMap<string, Upo['version']> = new Map([
  ['http://upo.schematy.mf.gov.pl/KSeF/v4-3', 'v4-3'],
  ['http://upo.schematy.mf.gov.pl/KSeF/v4-2', 'v4-2'],
])

const CONTEXT_TYPES = { Nip: 'Nip', IdWewnetrzny: 'InternalId', IdZlozonyVatUE: 'NipVatUe', IdDostawcyUslugPeppol: 'PeppolId' } as const satisfies Record<
  string,
  UpoContextType
>
const CONTEXT_ELEMENTS = Object.keys(CONTEXT_TYPES) as readonly (keyof typeof CONTEXT_TYPES)[]

const ROOT_ELEMENTS = [
  'NazwaPodmiotuPrzyjmujacego',
  'NumerReferencyjnySesji',
  'Uwierzytelnienie',
  'OpisPotwierdzenia',
  'NazwaStrukturyLogicznej',
  'KodFormularza',
] as const

const ENTRY_ELEMENTS = [
  'NipSprzedawcy',
  'NumerKSeFDokumentu',
  'NumerFaktury',
  'DataWystawieniaFaktury',
  'DataPrzeslaniaDokumentu',
  'DataNadaniaNumeruKSeF',
  'SkrotDokumentu',
  'TrybWysylki',
] as const

/**
 * Reads a UPO of one invoice or of a session, v4-3 or v4-2 (xsd/upo-v4-3.xsd, upo-v4-2.xsd), from any bytes. Unknown elements are
 * passed over; whatever could be read in two ways is refused. Claims nothing about a signature. Throws UpoRefused.
 */
export function readUpo(bytes: Uint8Array): Upo {
  return readUpoTree(readCanonicalTree(toCanonicalOctets(bytes)))
}

/** The same from what was read already: what a verified signature covers. Throws UpoRefused. */
export function readUpoTree(root: XmlTree): Upo {
  const version = VERSIONS.get(root.namespace)
  if (version === undefined || root.name !== 'Potwierdzenie') throw new UpoRefused('not-a-upo')
  const parts = singularElements(root, ROOT_ELEMENTS)
  const entries = root.children.filter(({ name, namespace }) => name === 'Dokument' && namespace === root.namespace).map(readEntry)
  if (entries.length === 0) throw new UpoRefused('not-a-upo')
  const receiverName = textOf(parts.NazwaPodmiotuPrzyjmujacego)
  const description = parts.OpisPotwierdzenia
  return {
    kind: description === undefined && entries.length === 1 ? 'invoice-upo' : 'session-upo',
    version,
    receiverName,
    environment: environmentOf(receiverName),
    sessionReference: textOf(parts.NumerReferencyjnySesji),
    ...(parts.Uwierzytelnienie === undefined ? { context: null, authentication: null } : readCredentials(parts.Uwierzytelnienie)),
    description: description === undefined ? null : readPage(description),
    schemaName: textOf(parts.NazwaStrukturyLogicznej),
    formCode: textOf(parts.KodFormularza),
    entries,
  }
}

/** Well-formed by libxml2's judgement, without a document type: nothing that a lenient parser would let through. */
function toCanonicalOctets(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_UPO_BYTES) throw new UpoRefused('too-large')
  try {
    return withXmlDocument(bytes, (document) => {
      if (document.dtd !== null) throw new UpoRefused('ambiguous')
      refuseCostly(bytes, document)
      return canonicalize(document, EXCLUSIVE)
    })
  } catch (cause) {
    if (cause instanceof UpoRefused) throw cause
    throw new UpoRefused(cause instanceof XmlTooCostly ? 'too-large' : 'not-xml', cause)
  }
}

function readEntry(entry: XmlTree): UpoEntry {
  const parts = singularElements(entry, ENTRY_ELEMENTS)
  const ksefNumber = textOf(parts.NumerKSeFDokumentu)
  if (ksefNumber === null) throw new UpoRefused('not-a-upo')
  return {
    ksefNumber,
    checksum: checksumOf(ksefNumber),
    invoiceNumber: textOf(parts.NumerFaktury),
    sellerNip: textOf(parts.NipSprzedawcy),
    issueDate: textOf(parts.DataWystawieniaFaktury),
    sentDate: textOf(parts.DataPrzeslaniaDokumentu),
    numberGivenDate: textOf(parts.DataNadaniaNumeruKSeF),
    documentHash: textOf(parts.SkrotDokumentu),
    mode: textOf(parts.TrybWysylki),
  }
}

/** Outside production a suffix tells the environment; the texts are not published as a list (API-NOTES §5). */
function environmentOf(receiverName: string | null): UpoEnvironment {
  if (receiverName === 'Ministerstwo Finansów') return 'production'
  if (receiverName?.startsWith('Ministerstwo Finansów') !== true) return 'unknown'
  if (/\(TE\)|środowisko testowe/i.test(receiverName)) return 'test'
  return /\(TR\)|przedprodukcyjne|demo/i.test(receiverName) ? 'demo' : 'unknown'
}

function readCredentials(credentials: XmlTree): Pick<Upo, 'context' | 'authentication'> {
  const parts = singularElements(credentials, ['IdKontekstu', 'NumerReferencyjnyTokenaKSeF', 'SkrotDokumentuUwierzytelniajacego'])
  const token = textOf(parts.NumerReferencyjnyTokenaKSeF)
  const hash = textOf(parts.SkrotDokumentuUwierzytelniajacego)
  if (token !== null && hash !== null) throw new UpoRefused('ambiguous')
  return {
    context: parts.IdKontekstu === undefined ? null : readContext(parts.IdKontekstu),
    authentication: token !== null ? { kind: 'token', value: token } : hash !== null ? { kind: 'document-hash', value: hash } : null,
  }
}

function readContext(identifier: XmlTree): Upo['context'] {
  const parts = singularElements(identifier, CONTEXT_ELEMENTS)
  const found = CONTEXT_ELEMENTS.flatMap((element) => {
    const value = textOf(parts[element])
    return value === null ? [] : [{ type: CONTEXT_TYPES[element], value }]
  })
  if (found.length > 1) throw new UpoRefused('ambiguous')
  return found[0] ?? null
}

function readPage(description: XmlTree): UpoPage {
  const parts = singularElements(description, ['Strona', 'LiczbaStron', 'ZakresDokumentowOd', 'ZakresDokumentowDo', 'CalkowitaLiczbaDokumentow'])
  return {
    page: wholeNumberOf(parts.Strona),
    pages: wholeNumberOf(parts.LiczbaStron),
    rangeFrom: wholeNumberOf(parts.ZakresDokumentowOd),
    rangeTo: wholeNumberOf(parts.ZakresDokumentowDo),
    totalDocuments: wholeNumberOf(parts.CalkowitaLiczbaDokumentow),
  }
}
