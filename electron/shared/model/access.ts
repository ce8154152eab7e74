import type { ErrorReport } from '../errors.ts'

export const INVOICE_ACCESS = ['yes', 'no', 'unknown'] as const
/** May a credential read invoices; `unknown`: KSeF did not say. */
export type InvoiceAccess = (typeof INVOICE_ACCESS)[number]

export const UPO_ACCESS = ['all', 'own-sessions', 'none', 'unknown'] as const
/** Which UPO a credential reaches: of all sessions of the context, of those that the same entity opened, or none (API-NOTES §2, Permissions). */
export type UpoAccess = (typeof UPO_ACCESS)[number]

/** What KSeF said of a credential in a context. */
export interface AccessAnswer {
  readonly invoices: InvoiceAccess
  readonly upo: UpoAccess
  /** Names as KSeF writes them; empty also when unknown. */
  readonly permissions: readonly string[]
  /** Why the context stays shut; null when the sign-in went well. */
  readonly error: ErrorReport | null
}

/** Permissions that lead to the UPO of all sessions of a context, or of those that the same entity opened (API-NOTES §2, Permissions). */
export const UPO_OF_ALL: readonly string[] = ['Introspection', 'EnforcementOperations']
// PefInvoiceWrite opens UPO too, but not the list of sessions, without which there is nothing to ask for.
export const UPO_OF_OWN: readonly string[] = ['InvoiceWrite']

export const HOLDER_IDENTIFIERS = ['nip', 'pesel', 'fingerprint'] as const

/** To whom KSeF gives a permission: the holder of the certificate, by what the certificate says. */
export interface CertificateHolder {
  readonly name: string
  readonly identifiedBy: (typeof HOLDER_IDENTIFIERS)[number]
  readonly identifier: string
  /** A company cannot be given the session history: only a natural person can (API-NOTES §2). */
  readonly isCompany: boolean
}

export const WANTED_PERMISSIONS = ['InvoiceRead', 'Introspection'] as const
/** What an archive needs, and no more (API-NOTES §2: the least-privilege token). */
export type WantedPermission = (typeof WANTED_PERMISSIONS)[number]

/** Failures that a permission, given by the owner of the context, would mend. */
const MENDED_BY_PERMISSION: ReadonlySet<ErrorReport['code']> = new Set(['sign-in-no-permission', 'certificate-other-nip', 'api-forbidden'])

/** Reasons of a refusal that are known (open-api.json, 403 by `reasonCode`); another is of a later KSeF. */
const REFUSAL_REASONS = ['missing-permissions', 'insufficient-resource-access', 'ip-not-allowed', 'auth-method-not-allowed', 'context-type-not-allowed', 'security-service-blocked'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** The reason of a refusal, as far as it is known; null: none was told. */
export function refusalReasonOf(reasonCode: unknown): RefusalReason | 'unknown' | null {
  if (reasonCode === undefined || reasonCode === null) return null
  return REFUSAL_REASONS.find((known) => known === reasonCode) ?? 'unknown'
}

/** Refusals that somebody in the company can lift by giving a permission; the others are about the way of signing in, or KSeF's own (open-api.json, 403 by `reasonCode`). */
const GIVEN_BY_THE_OWNER: ReadonlySet<unknown> = new Set([undefined, null, 'missing-permissions', 'insufficient-resource-access'])

/** Whether a permission would lift a refusal with these details. */
export function canBeGiven(details: ErrorReport['details']): boolean {
  return GIVEN_BY_THE_OWNER.has(details.reasonCode)
}

/** Failures of the way to KSeF, or of this computer: they tell nothing of what a credential may do. */
const TELLS_NOTHING: ReadonlySet<ErrorReport['code']> = new Set([
  'unexpected',
  'cancelled',
  'key-store-unavailable',
  'sign-in-timeout',
  'api-rate-limited',
  'api-unavailable',
  'api-answer-unreadable',
  'network-unreachable',
  'network-tls',
  'network-timeout',
])

/** False where a look failed on its way: what was known before still holds then. */
export function tellsOfAccess(error: ErrorReport | null): boolean {
  return error === null || !TELLS_NOTHING.has(error.code)
}

/** Permissions to ask the owner for; none where nothing is missing, where KSeF did not say, or where no permission would help. */
export function missingPermissions({ invoices, upo, error }: Pick<AccessAnswer, 'invoices' | 'upo' | 'error'>): readonly WantedPermission[] {
  if (error !== null) return MENDED_BY_PERMISSION.has(error.code) && canBeGiven(error.details) ? WANTED_PERMISSIONS : []
  return WANTED_PERMISSIONS.filter((permission) => (permission === 'InvoiceRead' ? invoices === 'no' : upo === 'none' || upo === 'own-sessions'))
}
