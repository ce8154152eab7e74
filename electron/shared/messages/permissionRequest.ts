import type { Language } from '../contract/program.ts'
import type { CertificateHolder, WantedPermission } from '../model/access.ts'
import type { ContextIdentifier } from '../model/context.ts'
import { formatText } from './formatMessage.ts'
import { labelOfIdentifierType } from './labels.ts'

const REQUEST = {
  pl: `Dzień dobry,

{way, select, token {proszę o wygenerowanie dla mnie w KSeF nowego tokena z uprawnieniami w firmie {company}:
  1. przeglądanie faktur (InvoiceRead),
  2. przeglądanie historii sesji (Introspection).
} other {proszę o nadanie mi w KSeF {missing, select, both {dwóch uprawnień} other {uprawnienia}} w firmie {company}:
{missing, select, both {  1. przeglądanie faktur (InvoiceRead),
  2. przeglądanie historii sesji (Introspection).} InvoiceRead {  – przeglądanie faktur (InvoiceRead).} other {  – przeglądanie historii sesji (Introspection).}}
}}{holder, select, none {} other {
Komu nadać: {holder}.{isCompany, select, true { Historię sesji KSeF pozwala nadać tylko osobie fizycznej, więc to uprawnienie proszę nadać osobie, która prowadzi Państwa sprawy – jej imię, nazwisko i numer podam.} other {}}
}}
Po co: w programie Teczka UPO przechowuję dowody, że faktury firmy dotarły do KSeF – pliki faktur i urzędowe poświadczenia odbioru (UPO). UPO wydaje KSeF tylko temu, kto ma wgląd w historię sesji. Samo przeglądanie lub wystawianie faktur, nadawane zwykle biuru rachunkowemu, do tego nie wystarcza. Program niczego do KSeF nie wysyła i niczego tam nie zmienia.

Kto nadaje: właściciel firmy albo osoba, która zarządza uprawnieniami w KSeF (CredentialsManage).
Gdzie: Aplikacja Podatnika KSeF na ksef.podatki.gov.pl – po zalogowaniu do firmy {way, select, token {część „Tokeny”. Uprawnień istniejącego tokena nie da się zmienić. Token proszę przekazać bezpieczną drogą (nie e-mailem). Tokeny mają działać do 31.12.2026, chyba że Ministerstwo to przedłuży.} other {część „Uprawnienia”. Przeglądanie historii sesji nadaje się osobie fizycznej, po jej numerze PESEL lub NIP, osobno w każdej firmie.
Zamiast tego: w tej samej aplikacji można wygenerować token KSeF z uprawnieniami InvoiceRead i Introspection i przekazać mi go bezpieczną drogą (nie e-mailem). Tokeny mają działać do 31.12.2026, chyba że Ministerstwo to przedłuży.}}
{present, select, none {} other {
Dziś w tej firmie mam: {present}.
}}
Dziękuję`,
  en: `Hello,

{way, select, token {please generate for me in KSeF a new token with these permissions for the company {company}:
  1. viewing invoices (przeglądanie faktur, InvoiceRead),
  2. viewing the session history (przeglądanie historii sesji, Introspection).
} other {please give me {missing, select, both {two permissions} other {a permission}} in KSeF for the company {company}:
{missing, select, both {  1. viewing invoices (przeglądanie faktur, InvoiceRead),
  2. viewing the session history (przeglądanie historii sesji, Introspection).} InvoiceRead {  – viewing invoices (przeglądanie faktur, InvoiceRead).} other {  – viewing the session history (przeglądanie historii sesji, Introspection).}}
}}{holder, select, none {} other {
To whom: {holder}.{isCompany, select, true { KSeF lets only a natural person view the session history, so please give that permission to the person who looks after your company – I will send the name and number.} other {}}
}}
What for: in the program Teczka UPO I keep the proof that the company’s invoices reached KSeF – the invoice files and the official receipts (UPO). KSeF gives a UPO only to those who may view the session history. Viewing or issuing invoices alone, which accounting offices are usually given, is not enough. The program sends nothing to KSeF and changes nothing there.

Who gives it: the owner of the company, or a person who manages permissions in KSeF (CredentialsManage).
Where: the KSeF Taxpayer Application (Aplikacja Podatnika KSeF) at ksef.podatki.gov.pl – after signing in to the company, {way, select, token {the part “Tokeny”. The permissions of a token that exists cannot be changed. Please pass the token by a safe way (not by e-mail). Tokens are to work until 31 December 2026, unless the Ministry extends this.} other {the part “Uprawnienia”. Viewing the session history is given to a natural person, by PESEL or NIP number, in each company separately.
Instead: in the same application you can generate a KSeF token with the permissions InvoiceRead and Introspection and pass it to me by a safe way (not by e-mail). Tokens are to work until 31 December 2026, unless the Ministry extends this.}}
{present, select, none {} other {
At present I have in this company: {present}.
}}
Thank you`,
} as const satisfies Record<Language, string>

const HOLDER = {
  pl: { nip: 'NIP {value}', pesel: 'PESEL {value}', fingerprint: 'odcisk certyfikatu (SHA-256) {value}' },
  en: { nip: 'NIP {value}', pesel: 'PESEL {value}', fingerprint: 'certificate fingerprint (SHA-256) {value}' },
} as const satisfies Record<Language, Record<CertificateHolder['identifiedBy'], string>>

export interface PermissionRequestFacts {
  /** Empty where the company has no name here. */
  readonly companyName: string
  readonly identifier: ContextIdentifier
  /** Permissions that KSeF reports now, by their API names. */
  readonly presentPermissions: readonly string[]
  /** What to ask for. */
  readonly missing: readonly WantedPermission[]
  /** What one signs in with: the permissions of a token cannot be changed, so a new one is asked for. */
  readonly way: 'token' | 'certificate'
  /** To whom to give it; null where that is not known. */
  readonly holder: CertificateHolder | null
}

/** The ready text to the company's owner: which permissions, for whom, why, who gives them and where (API-NOTES §2, Permissions). */
export function composePermissionRequest(language: Language, { companyName, identifier, presentPermissions, missing, way, holder }: PermissionRequestFacts): string {
  const identified = `${labelOfIdentifierType(language, identifier.type)} ${identifier.value}`
  return formatText(language, REQUEST[language], {
    company: companyName.trim() === '' ? identified : `${companyName.trim()} (${identified})`,
    present: presentPermissions.length === 0 ? null : presentPermissions.join(', '),
    missing: missing.length === 1 ? (missing[0] ?? 'both') : 'both',
    way,
    holder: holder === null || way === 'token' ? null : `${holder.name}, ${formatText(language, HOLDER[language][holder.identifiedBy], { value: holder.identifier })}`,
    isCompany: String(holder?.isCompany === true && missing.includes('Introspection')),
  })
}
