import type { Language } from '../contract/program.ts'
import type { InvoiceThirdParty } from '../model/invoiceFacts.ts'

/** Codes of an invoice with what they mean. */
export type Meanings = Readonly<Record<string, readonly [pl: string, en: string]>>

/** `Rola` of a third party (xsd FA(2), FA(3)). */
export const THIRD_PARTY_ROLES = {
  '1': ['faktor', 'factor'],
  '2': ['odbiorca', 'recipient'],
  '3': ['podmiot pierwotny', 'original entity'],
  '4': ['dodatkowy nabywca', 'additional buyer'],
  '5': ['wystawca faktury', 'issuer of the invoice'],
  '6': ['dokonujący płatności', 'payer'],
  '7': ['jednostka samorządu terytorialnego – wystawca', 'local government unit – issuer'],
  '8': ['jednostka samorządu terytorialnego – odbiorca', 'local government unit – recipient'],
  '9': ['członek grupy VAT – wystawca', 'VAT group member – issuer'],
  '10': ['członek grupy VAT – odbiorca', 'VAT group member – recipient'],
  '11': ['pracownik', 'employee'],
} as const satisfies Meanings

/** `RolaPU` of an authorised party (xsd FA(2), FA(3)). */
export const AUTHORISED_ROLES = {
  '1': ['organ egzekucyjny', 'enforcement authority'],
  '2': ['komornik sądowy', 'bailiff'],
  '3': ['przedstawiciel podatkowy', 'tax representative'],
} as const satisfies Meanings

const OTHER: Meanings[string] = ['w innej roli', 'in another role']
const NOT_SAID = { third: ['strona trzecia', 'third party'], authorised: ['podmiot upoważniony', 'authorised party'] } as const satisfies Meanings

/** What a third or authorised party is to the invoice: "faktor". A role without a name of its own is called another. */
export function describePartyRole(language: Language, { kind, role }: Pick<InvoiceThirdParty, 'kind' | 'role'>): string {
  const meanings: Meanings = kind === 'third' ? THIRD_PARTY_ROLES : AUTHORISED_ROLES
  const meaning = role === null ? NOT_SAID[kind] : ((Object.hasOwn(meanings, role) ? meanings[role] : undefined) ?? OTHER)
  return meaning[language === 'pl' ? 0 : 1]
}
