import type { Language } from '../contract/program.ts'
import type { ContextIdentifier } from '../model/context.ts'
import { formatText } from './formatMessage.ts'
import { labelOfIdentifierType } from './labels.ts'

const REQUEST = {
  pl: `Dzień dobry,

proszę o nadanie mi w KSeF dwóch uprawnień w firmie {company}:
  1. przeglądanie faktur (InvoiceRead),
  2. przeglądanie historii sesji (Introspection).

Po co: w programie Teczka UPO przechowuję dowody, że faktury firmy dotarły do KSeF – pliki faktur i urzędowe poświadczenia odbioru (UPO). UPO wydaje KSeF tylko temu, kto ma wgląd w historię sesji. Samo przeglądanie lub wystawianie faktur, nadawane zwykle biuru rachunkowemu, do tego nie wystarcza. Program niczego do KSeF nie wysyła i niczego tam nie zmienia.

Kto nadaje: właściciel firmy albo osoba, która zarządza uprawnieniami w KSeF (CredentialsManage).
Gdzie: Aplikacja Podatnika KSeF na ksef.podatki.gov.pl – po zalogowaniu do firmy część „Uprawnienia”. Przeglądanie historii sesji nadaje się osobie fizycznej, po jej numerze PESEL lub NIP, osobno w każdej firmie.
Zamiast tego: w tej samej aplikacji można wygenerować token KSeF z dokładnie tymi dwoma uprawnieniami i przekazać mi go bezpieczną drogą (nie e-mailem). Tokeny mają działać do 31.12.2026, chyba że Ministerstwo to przedłuży.
{present, select, none {} other {
Dziś w tej firmie mam: {present}.
}}
Dziękuję`,
  en: `Hello,

please give me two permissions in KSeF for the company {company}:
  1. viewing invoices (przeglądanie faktur, InvoiceRead),
  2. viewing the session history (przeglądanie historii sesji, Introspection).

What for: in the program Teczka UPO I keep the proof that the company’s invoices reached KSeF – the invoice files and the official receipts (UPO). KSeF gives a UPO only to those who may view the session history. Viewing or issuing invoices alone, which accounting offices are usually given, is not enough. The program sends nothing to KSeF and changes nothing there.

Who gives it: the owner of the company, or a person who manages permissions in KSeF (CredentialsManage).
Where: the KSeF Taxpayer Application (Aplikacja Podatnika KSeF) at ksef.podatki.gov.pl – after signing in to the company, the part “Uprawnienia”. Viewing the session history is given to a natural person, by PESEL or NIP number, in each company separately.
Instead: in the same application you can generate a KSeF token with exactly these two permissions and pass it to me by a safe way (not by e-mail). Tokens are to work until 31 December 2026, unless the Ministry extends this.
{present, select, none {} other {
At present I have in this company: {present}.
}}
Thank you`,
} as const satisfies Record<Language, string>

export interface PermissionRequestFacts {
  /** Empty where the company has no name here. */
  readonly companyName: string
  readonly identifier: ContextIdentifier
  /** Permissions that KSeF reports now, by their API names. */
  readonly presentPermissions: readonly string[]
}

/** The ready text to the company's owner: which permissions, why, who gives them and where (API-NOTES §2, Permissions). */
export function composePermissionRequest(language: Language, { companyName, identifier, presentPermissions }: PermissionRequestFacts): string {
  const identified = `${labelOfIdentifierType(language, identifier.type)} ${identifier.value}`
  return formatText(language, REQUEST[language], {
    company: companyName.trim() === '' ? identified : `${companyName.trim()} (${identified})`,
    present: presentPermissions.length === 0 ? null : presentPermissions.join(', '),
  })
}
