import type { TaxpayerDraft } from '../../shared/contract/taxpayers.ts'
import { AppError } from '../../shared/errors.ts'
import type { ContextIdentifier, KsefContext } from '../../shared/model/context.ts'
import { isValidNip, normaliseNip } from '../../shared/model/nip.ts'

/** What identifies a new taxpayer, as it will be kept. */
export interface CheckedDraft {
  readonly context: KsefContext
  readonly displayName: string
  /** Null for KSeF itself; a simulator's address otherwise. */
  readonly apiBase: string | null
}

/**
 * Checks a new taxpayer and its credential before anything is asked of KSeF. Throws as `validateContext`, and `invalid-request` for a
 * token in a context that has none (API-NOTES §2: only Nip and InternalId).
 */
export function validateDraft({ credential, ...draft }: TaxpayerDraft): CheckedDraft {
  const checked = validateContext(draft)
  const { type } = checked.context.identifier
  if (credential.kind === 'token' && type !== 'Nip' && type !== 'InternalId') throw new AppError('invalid-request', { details: { reason: 'token-context' } })
  return checked
}

/** Checks who a new taxpayer is. Throws `nip-invalid` for a wrong check digit, `invalid-request` for a simulator's address with a real environment. */
export function validateContext({ context, displayName, apiBase }: Omit<TaxpayerDraft, 'credential'>): CheckedDraft {
  if ((context.environment === 'simulator') !== (apiBase !== null)) throw new AppError('invalid-request', { details: { reason: 'simulator-address' } })
  const identifier = checkIdentifier(context.identifier)
  const name = displayName.trim()
  return { context: { environment: context.environment, identifier }, displayName: name === '' ? identifier.value : name, apiBase }
}

/** Internal ids and NIP + EU VAT begin with the NIP; a Peppol id has none (open-api.json, contextIdentifier). */
function checkIdentifier({ type, value }: ContextIdentifier): ContextIdentifier {
  const text = value.trim()
  switch (type) {
    case 'Nip': {
      const nip = normaliseNip(text)
      if (nip === null || !isValidNip(nip)) throw new AppError('nip-invalid')
      return { type, value: nip }
    }
    case 'InternalId':
    case 'NipVatUe': {
      const [nip = ''] = text.split('-')
      if (!isValidNip(nip)) throw new AppError('nip-invalid')
      return { type, value: text }
    }
    case 'PeppolId':
      return { type, value: text }
  }
}
