import { Refused } from '../http/problemDetails.ts'
import type { Entity, SessionRecord } from '../world/records.ts'
import { entityKey } from '../world/records.ts'

/** Permissions that the simulator knows (open-api.json, TokenPermissionType and PersonalPermissionScope). */
export const PERMISSIONS = ['InvoiceRead', 'InvoiceWrite', 'Introspection', 'CredentialsRead', 'CredentialsManage', 'SubunitManage', 'EnforcementOperations'] as const
export type Permission = (typeof PERMISSIONS)[number]

/** Who calls, in which context, and what they may do there. */
export interface Principal {
  /** Value of the context's identifier: a NIP, or one that begins with it. */
  readonly contextNip: string
  readonly entity: Entity
  /** The owner of a context may do everything without any grant (API-NOTES §2). */
  readonly isOwner: boolean
  readonly permissions: readonly Permission[]
  /** The sign-in operation that the access token came from. */
  readonly operation: string
  readonly method: 'Token' | 'InternalCertificate'
}

export function mayAny(principal: Principal, wanted: readonly Permission[]): boolean {
  return principal.isOwner || wanted.some((permission) => principal.permissions.includes(permission))
}

/** Refuses with 403 `missing-permissions`, naming what would do and what is there (open-api.json, ForbiddenProblemDetails). */
export function requireAny(principal: Principal, wanted: readonly Permission[]): void {
  if (mayAny(principal, wanted)) return
  throw new Refused({
    status: 403,
    detail: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
    reasonCode: 'missing-permissions',
    security: { requiredAnyOfPermissions: wanted, presentPermissions: principal.permissions },
  })
}

/** All sessions of the context, or with InvoiceWrite alone only those that the same entity opened (API-NOTES §2). */
export function maySeeSession(principal: Principal, session: SessionRecord): boolean {
  if (session.contextNip !== principal.contextNip) return false
  return mayAny(principal, ['Introspection', 'EnforcementOperations']) || entityKey(session.openedBy) === entityKey(principal.entity)
}
