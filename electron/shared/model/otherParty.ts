interface Parties {
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
}

/** The other side of an invoice, by name or number: the buyer, but the seller where one buys oneself (self-invoicing, VAT RR). Null: not known. */
export function otherPartyOf({ sellerNip, sellerName, buyerIdentifier, buyerName }: Parties, ownIdentifier: string): string | null {
  const isBuyer = buyerIdentifier === ownIdentifier && sellerNip !== ownIdentifier
  return isBuyer ? (sellerName ?? sellerNip) : (buyerName ?? buyerIdentifier)
}
