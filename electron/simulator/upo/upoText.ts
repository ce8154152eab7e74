import { sha256Base64 } from '../../crypto/hash.ts'
import { toUpoTime } from '../time.ts'
import type { InvoiceRecord, SessionRecord } from '../world/records.ts'
import { escapeText } from '../world/xmlText.ts'

export type UpoVersion = 'v4-3' | 'v4-2'

/** Outside production the receiver's name has a suffix that tells the environment (API-NOTES §5). */
const RECEIVER = 'Ministerstwo Finansów - symulator na tym komputerze, nie jest dokumentem urzędowym'

/** File names of the schemas, as UPO name them. */
const STRUCTURE = { 'FA (3)': 'Schemat_FA(3)_v1-0E.xsd', 'FA (2)': 'Schemat_FA(2)_v1-0E.xsd', 'FA_RR (1)': 'Schemat_FA_RR(1)_v1-1E.xsd' } as const

export interface UpoPage {
  readonly number: number
  readonly of: number
  /** Position of its first entry in the session, from 1. */
  readonly firstEntry: number
  readonly allEntries: number
}

function authenticationXml(session: SessionRecord): string {
  const context = `<IdKontekstu><Nip>${session.contextNip}</Nip></IdKontekstu>`
  const { openedBy } = session
  if (openedBy.kind === 'token') return `${context}<NumerReferencyjnyTokenaKSeF>${openedBy.reference}</NumerReferencyjnyTokenaKSeF>`
  // The signed sign-in document is not kept, so its hash stands for itself.
  const documentHash = sha256Base64(Buffer.from(`AuthTokenRequest ${session.reference}`))
  return `${context}<SkrotDokumentuUwierzytelniajacego>${documentHash}</SkrotDokumentuUwierzytelniajacego>`
}

function entryXml(invoice: InvoiceRecord, version: UpoVersion): string {
  const { face, ksefNumber, acquiredAt } = invoice
  if (face === null || ksefNumber === null || acquiredAt === null) throw new Error(`invoice ${invoice.reference} was not accepted and has no UPO`)
  const mode = version === 'v4-3' ? `<TrybWysylki>${invoice.mode}</TrybWysylki>` : ''
  return `\n<Dokument><NipSprzedawcy>${face.seller.identifier.value}</NipSprzedawcy><NumerKSeFDokumentu>${ksefNumber}</NumerKSeFDokumentu><NumerFaktury>${escapeText(face.number)}</NumerFaktury><DataWystawieniaFaktury>${face.issuedOn}</DataWystawieniaFaktury><DataPrzeslaniaDokumentu>${toUpoTime(invoice.sentAt)}</DataPrzeslaniaDokumentu><DataNadaniaNumeruKSeF>${toUpoTime(acquiredAt)}</DataNadaniaNumeruKSeF><SkrotDokumentu>${invoice.hash()}</SkrotDokumentu>${mode}</Dokument>`
}

/**
 * The content of a UPO, `page` null for that of one invoice (xsd/upo-v4-3.xsd, upo-v4-2.xsd).
 * The text is its own canonical form, so that it can be hashed as it stands.
 */
export function upoText(version: UpoVersion, session: SessionRecord, invoices: readonly InvoiceRecord[], page: UpoPage | null): string {
  const description =
    page === null
      ? ''
      : `\n<OpisPotwierdzenia><Strona>${page.number}</Strona><LiczbaStron>${page.of}</LiczbaStron><ZakresDokumentowOd>${page.firstEntry}</ZakresDokumentowOd><ZakresDokumentowDo>${page.firstEntry + invoices.length - 1}</ZakresDokumentowDo><CalkowitaLiczbaDokumentow>${page.allEntries}</CalkowitaLiczbaDokumentow></OpisPotwierdzenia>`
  return [
    `<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/${version}">`,
    `\n<NazwaPodmiotuPrzyjmujacego>${RECEIVER}</NazwaPodmiotuPrzyjmujacego>`,
    `\n<NumerReferencyjnySesji>${session.reference}</NumerReferencyjnySesji>`,
    `\n<Uwierzytelnienie>${authenticationXml(session)}</Uwierzytelnienie>`,
    description,
    `\n<NazwaStrukturyLogicznej>${STRUCTURE[session.form]}</NazwaStrukturyLogicznej>\n<KodFormularza>${session.form}</KodFormularza>`,
    ...invoices.map((invoice) => entryXml(invoice, version)),
    '\n</Potwierdzenie>',
  ].join('')
}
