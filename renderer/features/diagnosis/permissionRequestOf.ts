import type { AccessView } from '../../../electron/shared/contract/clients.ts'
import type { DiagnosisView } from '../../../electron/shared/contract/diagnosis.ts'
import type { Language } from '../../../electron/shared/contract/program.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { composePermissionRequest, type PermissionRequestFacts } from '../../../electron/shared/messages/permissionRequest.ts'
import { WANTED_PERMISSIONS } from '../../../electron/shared/model/access.ts'
import { factOf } from '../../../electron/shared/model/diagnosis.ts'

/** Of a sign-in: it went well, but the account has no permissions in the company. */
const NO_PERMISSIONS_STATUS = '415'

export interface RequestFacts {
  readonly taxpayer: Pick<TaxpayerSummary, 'displayName' | 'context' | 'credentialKind'>
  readonly diagnosis: Pick<DiagnosisView, 'facts'>
  /** What the last look at the access showed; null where it is not known. */
  readonly access: Pick<AccessView, 'now' | 'missing' | 'holder'> | null
}

/** The request for what a diagnosis found missing, to whom it is to be given, and what is held already. */
export function permissionRequestOf(language: Language, { taxpayer: { displayName, context, credentialKind }, diagnosis, access }: RequestFacts): string {
  const { identifier } = context
  return composePermissionRequest(language, {
    companyName: displayName === identifier.value ? '' : displayName,
    identifier,
    ...permissionsOf(diagnosis, access),
    way: credentialKind ?? 'certificate',
    holder: access?.holder ?? null,
  })
}

type Permissions = Pick<PermissionRequestFacts, 'presentPermissions' | 'missing'>

/** Both are asked for, and nothing is said to be held. */
const NONE_HELD: Permissions = { presentPermissions: [], missing: WANTED_PERMISSIONS }

function permissionsOf(diagnosis: RequestFacts['diagnosis'], access: RequestFacts['access']): Permissions {
  if (factOf(diagnosis, 'signInStatus') === NO_PERMISSIONS_STATUS) return NONE_HELD
  // What KSeF said as it refused is newer than the last look.
  const told = factOf(diagnosis, 'presentPermissions')?.split(', ') ?? null
  const missing = told === null ? (access?.missing ?? []) : WANTED_PERMISSIONS.filter((permission) => !told.includes(permission))
  // A refusal that lacks nothing contradicts what is known as held.
  return missing.length === 0 ? NONE_HELD : { presentPermissions: told ?? access?.now?.permissions ?? [], missing }
}
