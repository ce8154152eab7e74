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

/** Who issues by the form of an invoice and by its own word: its buyer (self-invoicing, VAT RR) or a Peppol provider; null where that says nothing (PRODUCT.md, "sender"). */
export function issuerByForm({ formCode, isSelfInvoicing }: { readonly formCode: string | null; readonly isSelfInvoicing: boolean }): 'buyer' | 'peppol-provider' | null {
  if (formCode?.startsWith('PEF') === true) return 'peppol-provider'
  return isSelfInvoicing || formCode?.startsWith('FA_RR') === true ? 'buyer' : null
}
