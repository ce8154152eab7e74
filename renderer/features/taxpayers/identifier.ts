import type { ContextIdentifierType } from '../../../electron/shared/model/context.ts'
import { isValidNip, normaliseNip } from '../../../electron/shared/model/nip.ts'

/** `unfinished`: nothing wrong yet, but not all of it either. */
export type IdentifierVerdict = { readonly kind: 'right'; readonly value: string } | { readonly kind: 'unfinished' } | { readonly kind: 'wrong'; readonly problem: 'nip-checksum' | 'shape' }

const INTERNAL_ID = /^(\d{10})-(\d{5})$/
const NIP_VAT_UE = /^(\d{10})-([A-Z]{2}[A-Z0-9+*]{2,12})$/
const PEPPOL_ID = /^P[A-Z]{2}\d{6}$/

/** Reads an identifier as it is typed: NIP with "PL", spaces and dashes; the other kinds by the contract's shapes (open-api.json, `contextIdentifier`). */
export function readIdentifier(type: ContextIdentifierType, typed: string): IdentifierVerdict {
  if (typed.trim() === '') return { kind: 'unfinished' }
  if (type === 'Nip') return readNip(typed)
  const text = typed.trim().toUpperCase().replace(/\s/g, '')
  if (type === 'PeppolId') return PEPPOL_ID.test(text) ? { kind: 'right', value: text } : { kind: 'unfinished' }
  const match = (type === 'InternalId' ? INTERNAL_ID : NIP_VAT_UE).exec(text)
  if (match === null) return /^[\dA-Z+*-]*$/.test(text) && text.length < 28 ? { kind: 'unfinished' } : { kind: 'wrong', problem: 'shape' }
  return isValidNip(match[1] ?? '') ? { kind: 'right', value: text } : { kind: 'wrong', problem: 'nip-checksum' }
}

function readNip(typed: string): IdentifierVerdict {
  const nip = normaliseNip(typed)
  if (nip !== null) return isValidNip(nip) ? { kind: 'right', value: nip } : { kind: 'wrong', problem: 'nip-checksum' }
  const soFar = typed.trim().replace(/^PL?/i, '').replace(/[\s-]/g, '')
  return /^\d{0,9}$/.test(soFar) ? { kind: 'unfinished' } : { kind: 'wrong', problem: 'shape' }
}
