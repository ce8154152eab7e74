import { isValidNip, normaliseNip } from '../../shared/model/nip.ts'
import type { DiagnosisFacts } from './facts.ts'

export type BuyerFacts = Pick<DiagnosisFacts, 'buyerIdentifierType' | 'buyerIdentifier' | 'buyerName'>

/** Names of those who have a NIP, by what no person is called. A consumer has none, and an invoice without one is right. */
const COMPANY_NAME = /(^|[\s,])(sp\. ?z ?o\. ?o\.|sp\. ?[jkp]\.|s\. ?a\.|s\. ?c\.|spółka|spółdzielnia|fundacja|stowarzyszenie)($|[\s,])|^(miasto i )?(gmina|powiat)\s/i

/**
 * Whether the NIP of a buyer stands where KSeF does not look for it, or a company has none, so that it finds no invoice. `unless-abroad`: ten digits
 * that pass as a NIP are a company number in other countries, too, and companies abroad need none.
 */
export function isHiddenFromBuyer({ buyerIdentifierType, buyerIdentifier, buyerName }: BuyerFacts): 'yes' | 'unless-abroad' | 'no' {
  switch (buyerIdentifierType) {
    case 'VatUe':
      return isNip(buyerIdentifier) && isCalledPolish(buyerIdentifier) ? 'yes' : 'no'
    case 'Other':
      if (!isNip(buyerIdentifier)) return 'no'
      return isCalledPolish(buyerIdentifier) ? 'yes' : 'unless-abroad'
    case 'None':
      return COMPANY_NAME.test(buyerName ?? '') ? 'unless-abroad' : 'no'
    default:
      return 'no'
  }
}

function isNip(identifier: string | null): boolean {
  const digits = identifier === null ? null : normaliseNip(identifier)
  return digits !== null && isValidNip(digits)
}

function isCalledPolish(identifier: string | null): boolean {
  return /^\s*PL/i.test(identifier ?? '')
}
