export const ENVIRONMENTS = ['production', 'demo', 'test', 'simulator'] as const
/** Where a context lives; `simulator` is a KSeF on loopback whose address is kept with the taxpayer. */
export type Environment = (typeof ENVIRONMENTS)[number]

export const CONTEXT_IDENTIFIER_TYPES = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'] as const
/** Names as in the API's `contextIdentifier.type`. */
export type ContextIdentifierType = (typeof CONTEXT_IDENTIFIER_TYPES)[number]

/** Those that a person may add; a Peppol provider's context is only shown where a document names it. */
export const OFFERED_IDENTIFIER_TYPES = ['Nip', 'InternalId', 'NipVatUe'] as const satisfies readonly ContextIdentifierType[]

export interface ContextIdentifier {
  readonly type: ContextIdentifierType
  readonly value: string
}

/** The NIP that an identifier begins with: an internal id and a NIP with a VAT number do (open-api.json, ContextIdentifier), a Peppol id stays as it is. */
export function nipOf({ type, value }: ContextIdentifier): string {
  return type === 'PeppolId' ? value : value.slice(0, 10)
}

/** In whose name one is signed in (PRODUCT.md, "context"). */
export interface KsefContext {
  readonly environment: Environment
  readonly identifier: ContextIdentifier
}

/** One text per context, the same for ever: used as key in the catalogue, budgets and secrets. */
export function contextKey(context: KsefContext): string {
  return `${context.environment}:${context.identifier.type}:${context.identifier.value}`
}
