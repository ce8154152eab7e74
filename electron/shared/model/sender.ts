import type { InvoiceThirdParty } from './invoiceFacts.ts'

/** Who may have sent an invoice: not always its seller (PRODUCT.md, "sender"). */
export const SENDERS = ['seller', 'buyer', 'bailiff', 'enforcement-authority', 'tax-representative', 'unit', 'peppol-provider', 'other'] as const
export type SenderRole = (typeof SENDERS)[number]

/** What a sender is called: of this taxpayer nothing more may be known than that it was this one. */
export type NamedRole = SenderRole | 'this-taxpayer'

export interface Sender {
  readonly role: SenderRole
  /** NIP or another identifier; null where it is not known. */
  readonly identifier: string | null
  readonly name: string | null
  /** The taxpayer of this archive sent it. */
  readonly isThisTaxpayer: boolean
  /** How it is known: the context in the UPO, a session of this account, or what the invoice says of itself. */
  readonly knownFrom: 'upo' | 'session' | 'invoice'
}

export function namedRoleOf({ role, isThisTaxpayer }: Pick<Sender, 'role' | 'isThisTaxpayer'>): NamedRole {
  return role === 'other' && isThisTaxpayer ? 'this-taxpayer' : role
}

/** What an invoice says of who issued it. */
export interface IssuerFacts {
  readonly formCode: string | null
  /** Null: nothing says so. */
  readonly isSelfInvoicing: boolean | null
  readonly thirdParties: readonly InvoiceThirdParty[]
}

export interface DeclaredIssuer {
  readonly role: SenderRole
  /** As the invoice names it; null for its buyer and for a Peppol provider. */
  readonly party: InvoiceThirdParty | null
}

/** `RolaPU` (xsd FA(3), open-api.json InvoiceMetadataAuthorizedSubject). */
const AUTHORISED: Readonly<Record<string, SenderRole>> = { '1': 'enforcement-authority', '2': 'bailiff', '3': 'tax-representative' }

/** `Rola` of a third party that issues: issuer, local government unit, member of a VAT group (xsd FA(3)). */
const ISSUING_THIRD_ROLES = new Set(['5', '7', '9'])

/** Who issued an invoice by its form and by its own word; null where that is its seller or not said (PRODUCT.md, "sender"). */
export function declaredIssuer({ formCode, isSelfInvoicing, thirdParties }: IssuerFacts): DeclaredIssuer | null {
  if (isOfPeppol(formCode)) return { role: 'peppol-provider', party: null }
  if (isSelfInvoicing === true || formCode?.startsWith('FA_RR') === true) return { role: 'buyer', party: null }
  const party = thirdParties.find(({ kind }) => kind === 'authorised') ?? thirdParties.find(({ kind, role }) => kind === 'third' && ISSUING_THIRD_ROLES.has(role ?? ''))
  return party === undefined ? null : { role: roleOfParty(party), party }
}

export function isOfPeppol(formCode: string | null): boolean {
  return formCode?.startsWith('PEF') === true
}

/** What a third or authorised party is, if it was that one that sent. */
export function roleOfParty({ kind, role }: InvoiceThirdParty): SenderRole {
  return kind === 'authorised' ? (AUTHORISED[role ?? ''] ?? 'other') : 'unit'
}

/**
 * True where it is sure that another than this taxpayer sent it. All but one issue in a context of their own; a unit, or whoever else an invoice names as its issuer,
 * may have sent in this very context, which only the lists of all its submissions can tell, once they were read.
 */
export function isSurelyAnother({ role, isThisTaxpayer }: Pick<Sender, 'role' | 'isThisTaxpayer'>, areAllSessionsRead: boolean): boolean {
  return !isThisTaxpayer && (role !== 'unit' || areAllSessionsRead)
}

/** True where the lists of submissions that were read from then on (instants, UTC) hold an invoice that was taken in then, if they ever will. */
export function areSessionsReadPast(acquiredAt: string | null, sessionsReadAt: string | null): boolean {
  return sessionsReadAt !== null && acquiredAt !== null && Date.parse(acquiredAt) < Date.parse(sessionsReadAt)
}
