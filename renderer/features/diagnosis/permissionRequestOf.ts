import type { AccessView } from '../../../electron/shared/contract/clients.ts'
import type { DiagnosisView } from '../../../electron/shared/contract/diagnosis.ts'
import type { Language } from '../../../electron/shared/contract/program.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { composePermissionRequest } from '../../../electron/shared/messages/permissionRequest.ts'
import { WANTED_PERMISSIONS, type WantedPermission } from '../../../electron/shared/model/access.ts'
import { factOf } from '../../../electron/shared/model/diagnosis.ts'

export interface RequestFacts {
  readonly taxpayer: Pick<TaxpayerSummary, 'displayName' | 'context' | 'credentialKind'>
  readonly diagnosis: Pick<DiagnosisView, 'facts'>
  /** What the last look at the access showed; null where it is not known. */
  readonly access: Pick<AccessView, 'now' | 'missing' | 'holder'> | null
}

/** The request for what a diagnosis found missing, to whom it is to be given, and what is held already. */
export function permissionRequestOf(language: Language, { taxpayer: { displayName, context, credentialKind }, diagnosis, access }: RequestFacts): string {
  const { identifier } = context
  // What KSeF said as it refused is newer than the last look.
  const told = factOf(diagnosis, 'presentPermissions')?.split(', ') ?? null
  const missing = told === null ? (access?.missing ?? []) : missingBeside(told)
  return composePermissionRequest(language, {
    companyName: displayName === identifier.value ? '' : displayName,
    identifier,
    presentPermissions: told ?? access?.now?.permissions ?? [],
    missing: missing.length === 0 ? WANTED_PERMISSIONS : missing,
    way: credentialKind ?? 'certificate',
    holder: access?.holder ?? null,
  })
}

function missingBeside(present: readonly string[]): readonly WantedPermission[] {
  return WANTED_PERMISSIONS.filter((permission) => !present.includes(permission))
}
