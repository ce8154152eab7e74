import { sha256Base64 } from '../../crypto/hash.ts'
import { toUpoTime } from '../time.ts'
import type { InvoiceRecord, SessionRecord, UpoVersion } from '../world/records.ts'
import { element, textElement } from '../world/xmlText.ts'

/** Outside production the receiver's name has a suffix that tells the environment (API-NOTES §5). */
const RECEIVER = 'Ministerstwo Finansów - symulator na tym komputerze, nie jest dokumentem urzędowym'

/** File names of the schemas, as UPO name them. */
const STRUCTURE = { 'FA (3)': 'Schemat_FA(3)_v1-0E.xsd', 'FA (2)': 'Schemat_FA(2)_v1-0E.xsd', 'FA_RR (1)': 'Schemat_FA_RR(1)_v1-1E.xsd', 'PEF (3)': 'Schemat_PEF(3)_v2-1.xsd', 'PEF_KOR (3)': 'Schemat_PEF_KOR(3)_v2-1.xsd' } as const

export interface UpoPage {
  readonly number: number
  readonly of: number
  /** Position of its first entry in the session, from 1. */
  readonly firstEntry: number
  readonly allEntries: number
}

function authenticationXml(session: SessionRecord): string {
  const { openedBy } = session
  const proof =
    openedBy.kind === 'token'
      ? textElement('NumerReferencyjnyTokenaKSeF', openedBy.reference)
      : // The signed sign-in document is not kept, so its hash stands for itself.
        textElement('SkrotDokumentuUwierzytelniajacego', sha256Base64(Buffer.from(`AuthTokenRequest ${session.reference}`)))
  return element('Uwierzytelnienie', element('IdKontekstu', textElement('Nip', session.contextNip)), proof)
}

function descriptionXml({ number, of, firstEntry, allEntries }: UpoPage, entries: number): string {
  return element(
    'OpisPotwierdzenia',
    textElement('Strona', number),
    textElement('LiczbaStron', of),
    textElement('ZakresDokumentowOd', firstEntry),
    textElement('ZakresDokumentowDo', firstEntry + entries - 1),
    textElement('CalkowitaLiczbaDokumentow', allEntries),
  )
}

function entryXml(invoice: InvoiceRecord, version: UpoVersion): string {
  const { face, ksefNumber, acquiredAt } = invoice
  if (face === null || ksefNumber === null || acquiredAt === null) throw new Error(`invoice ${invoice.reference} was not accepted and has no UPO`)
  return element(
    'Dokument',
    textElement('NipSprzedawcy', face.seller.identifier.value),
    textElement('NumerKSeFDokumentu', ksefNumber),
    textElement('NumerFaktury', face.number),
    textElement('DataWystawieniaFaktury', face.issuedOn),
    textElement('DataPrzeslaniaDokumentu', toUpoTime(invoice.sentAt)),
    textElement('DataNadaniaNumeruKSeF', toUpoTime(acquiredAt)),
    textElement('SkrotDokumentu', invoice.hash()),
    version === 'v4-3' ? textElement('TrybWysylki', invoice.mode) : '',
  )
}

/**
 * The content of a UPO, `page` null for that of one invoice (xsd/upo-v4-3.xsd, upo-v4-2.xsd).
 * The text is its own canonical form, so that it can be hashed as it stands.
 */
export function upoText(version: UpoVersion, session: SessionRecord, invoices: readonly InvoiceRecord[], page: UpoPage | null): string {
  return [
    `<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/${version}">`,
    textElement('NazwaPodmiotuPrzyjmujacego', RECEIVER),
    textElement('NumerReferencyjnySesji', session.reference),
    authenticationXml(session),
    ...(page === null ? [] : [descriptionXml(page, invoices.length)]),
    textElement('NazwaStrukturyLogicznej', STRUCTURE[session.form]),
    textElement('KodFormularza', session.form),
    ...invoices.map((invoice) => entryXml(invoice, version)),
    '</Potwierdzenie>',
  ].join('\n')
}
