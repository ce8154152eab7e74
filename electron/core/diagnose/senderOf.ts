import { normaliseNip } from '../../shared/model/nip.ts'
import { declaredIssuer, isOfPeppol, roleOfParty, type Sender, type SenderRole } from '../../shared/model/sender.ts'
import type { DiagnosisFacts } from './facts.ts'

/** What says who sent an invoice. */
export type SenderFacts = Pick<
  DiagnosisFacts,
  'context' | 'senderContext' | 'sessionReference' | 'sellerNip' | 'sellerName' | 'buyerIdentifier' | 'buyerName' | 'thirdParties' | 'isPurchase' | 'isSelfInvoicing' | 'formCode'
>

/**
 * Who sent an invoice, which is a fact of its own: the context in the UPO says it, else a session of this account, else the
 * invoice's own form and parties. Null where nothing says it, for the seller is only the usual sender.
 */
export function senderOf(facts: SenderFacts): Sender | null {
  if (facts.senderContext !== null) {
    const identifier = facts.senderContext.slice(facts.senderContext.indexOf(' ') + 1)
    return partyOf(facts, identifier, 'upo')
  }
  if (facts.sessionReference !== null) return partyOf(facts, facts.context.value, 'session')
  return saidByInvoice(facts)
}

function partyOf(facts: SenderFacts, identifier: string, knownFrom: 'upo' | 'session'): Sender {
  const isThisTaxpayer = identifier === facts.context.value
  const is = (other: string | null): boolean => other !== null && nipOf(other) === nipOf(identifier)
  if (is(facts.sellerNip)) return { role: 'seller', identifier, name: facts.sellerName, isThisTaxpayer, knownFrom }
  if (is(facts.buyerIdentifier)) return { role: 'buyer', identifier, name: facts.buyerName, isThisTaxpayer, knownFrom }
  const party = facts.thirdParties.find((candidate) => is(candidate.identifier))
  const role = party !== undefined ? roleOfParty(party) : isOfPeppol(facts.formCode) ? 'peppol-provider' : 'other'
  return { role, identifier, name: party?.name ?? null, isThisTaxpayer, knownFrom }
}

/** A unit signs in with the NIP of its owner and five digits more (open-api.json, InternalId). */
function nipOf(identifier: string): string {
  return normaliseNip(identifier) ?? normaliseNip(identifier.slice(0, 10)) ?? identifier
}

function saidByInvoice(facts: SenderFacts): Sender | null {
  const { sellerNip, sellerName, buyerIdentifier, buyerName, isPurchase, context } = facts
  const known = (role: SenderRole, identifier: string | null, name: string | null): Sender => ({
    role,
    identifier,
    name,
    isThisTaxpayer: identifier === context.value,
    knownFrom: 'invoice',
  })
  const issuer = declaredIssuer(facts)
  if (issuer?.role === 'buyer') return known('buyer', buyerIdentifier, buyerName)
  if (issuer !== null) return known(issuer.role, issuer.party?.identifier ?? null, issuer.party?.name ?? null)
  // Seen by its buyer, or by another whom it names, it was sent by somebody else, usually its seller.
  const isBought = isPurchase || (sellerNip !== context.value && buyerIdentifier === context.value)
  return sellerNip !== null && isBought ? known('seller', sellerNip, sellerName) : null
}
