import type { IdentifyAnswer } from '../../shared/contract/identify.ts'
import type { Diagnosis } from '../../shared/model/diagnosis.ts'
import type { IdentifiedKind } from '../../shared/model/identified.ts'

/** Numbers by which invoices are known: that none is here is another matter than that it names none. */
const OF_AN_INVOICE: ReadonlySet<IdentifiedKind> = new Set(['ksef-number', 'invoice-reference', 'own-number', 'hash', 'verification-link', 'certificate-link', 'cut-link', 'nip'])

/** Numbers of something else altogether: whoever has one need not do anything about an invoice. */
const OF_NO_INVOICE: ReadonlySet<IdentifiedKind> = new Set([
  ...(['token-reference', 'export-reference', 'permission-reference', 'challenge', 'sign-in-reference', 'other-reference'] as const),
  ...(['certificate-serial', 'payment-identifier', 'other-link', 'nothing'] as const),
])

/**
 * The diagnosis of a number that leads to no invoice (PRODUCT.md, "wrong identifier" and "old KSeF 1.0"). Null where it leads to one, and
 * where invoices are known by it but none is here: the remarks of the answer say why.
 */
export function diagnoseNumber({ identified: { kind, text }, targets }: IdentifyAnswer): Diagnosis | null {
  if (OF_AN_INVOICE.has(kind) || targets.some((target) => target.kind === 'invoice' || target.kind === 'list')) return null
  const shared = { move: OF_NO_INVOICE.has(kind) ? 'nobody' : 'user', matterBy: null, undatedSince: null, duplicateCase: null, originalKsefNumber: null } as const
  if (kind === 'old-ksef-number') {
    return { ...shared, cause: 'old-ksef', actions: ['import-file'], avoid: null, facts: [{ field: 'ksefNumber', value: text }] }
  }
  const session = targets.find((target) => target.kind === 'session')
  return {
    ...{ ...shared, cause: 'wrong-identifier', actions: session === undefined ? [] : ['show-session'], avoid: null },
    facts: [{ field: 'identifierKind', value: kind }, ...(session === undefined ? [] : [{ field: 'sessionReference', value: session.reference } as const])],
  }
}
