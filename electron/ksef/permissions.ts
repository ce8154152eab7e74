import { AppError } from '../shared/errors.ts'
import type { SignInResult } from './auth/accessTokens.ts'
import { UPO_OF_ALL, UPO_OF_OWN } from '../shared/model/access.ts'
import type { KsefClient } from './client.ts'

/**
 * What a credential may read in its context (API-NOTES §2). `invoices`: XML and metadata, null when unknown. `upo`: `all` sessions of
 * the context, `own-sessions` opened by the same entity, `none`, or `unknown`.
 */
export interface CredentialAbilities {
  readonly invoices: boolean | null
  readonly upo: 'all' | 'own-sessions' | 'none' | 'unknown'
  /** Names as KSeF writes them; empty also when unknown. */
  readonly permissions: readonly string[]
  /** Where the knowledge comes from; `probe` is KSeF's own answer to a look at the sessions. */
  readonly source: 'owner' | 'access-token' | 'ksef-token' | 'grants' | 'probe' | 'none'
}

/**
 * Finds out what the credential may do, cheapest knowledge first: the access token's claims, the KSeF token's own description, the
 * personal grants, and last a look at one page of sessions, whose refusal names the permissions present. Costs at most three calls
 * (`other` twice, `sessionList` once). Failures other than a refusal are thrown.
 */
export async function whatMayThisCredentialDo(client: KsefClient, signedIn: SignInResult, signal: AbortSignal): Promise<CredentialAbilities> {
  const { permissions } = signedIn.claims
  if (isOwner(client, signedIn)) return { permissions: permissions ?? [], invoices: true, upo: 'all', source: 'owner' }
  if (permissions !== null && permissions.length > 0) return { ...abilitiesOf(permissions), source: 'access-token' }
  const described = await ifAllowed(() => permissionsOfOwnToken(client, signal))
  if (described !== null) return { ...abilitiesOf(described), source: 'ksef-token' }
  const granted = await ifAllowed(() => activeGrants(client, signal))
  if (granted !== null && granted.length > 0) return { ...abilitiesOf(granted), source: 'grants' }
  return probeSessions(client, signal)
}

/** True where the sign-in tells that the credential is shown the submissions of everybody in the context; false also where it does not tell. Costs no call. */
export function seesAllSessions(client: KsefClient, signedIn: SignInResult): boolean {
  return isOwner(client, signedIn) || abilitiesOf(signedIn.claims.permissions ?? []).upo === 'all'
}

/** Permissions as a reader of invoices and UPO sees them. */
export function abilitiesOf(permissions: readonly string[]): Omit<CredentialAbilities, 'source'> {
  const has = (wanted: readonly string[]): boolean => wanted.some((permission) => permissions.includes(permission))
  return { permissions, invoices: has(['InvoiceRead']), upo: has(UPO_OF_ALL) ? 'all' : has(UPO_OF_OWN) ? 'own-sessions' : 'none' }
}

/** The owner sees everything without any grant (API-NOTES §2); a token, though, has only what it was made for. */
function isOwner({ credentialFacts: { kind, certificateNip }, context: { identifier } }: KsefClient, { claims }: SignInResult): boolean {
  if (kind === 'token') return false
  return claims.roles.includes('Owner') || (identifier.type === 'Nip' && certificateNip === identifier.value)
}

/** What the token in use was made for; null for a certificate, and when KSeF does not describe it. */
async function permissionsOfOwnToken(client: KsefClient, signal: AbortSignal): Promise<readonly string[] | null> {
  const { tokenReference } = client.credentialFacts
  if (tokenReference === null) return null
  const tokens = await client.tokens(signal)
  return tokens.find(({ referenceNumber }) => referenceNumber === tokenReference)?.requestedPermissions ?? null
}

async function activeGrants(client: KsefClient, signal: AbortSignal): Promise<readonly string[]> {
  const grants = await client.personalGrants(signal)
  return [...new Set(grants.filter(({ permissionState }) => permissionState !== 'Inactive').map(({ permissionScope }) => permissionScope))]
}

/** Sessions that may be listed prove that UPO are within reach; whether all of them, only permissions tell. */
async function probeSessions(client: KsefClient, signal: AbortSignal): Promise<CredentialAbilities> {
  try {
    await client.listSessions({ sessionType: 'Online', pageSize: 10 }, signal)
    return { invoices: null, upo: 'unknown', permissions: [], source: 'none' }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const present = error.details.presentPermissions
    if (typeof present !== 'object' || present === null) return { invoices: null, upo: 'none', permissions: [], source: 'probe' }
    return { ...abilitiesOf(present), upo: 'none', source: 'probe' }
  }
}

/** Null instead of a refusal: not being allowed to ask is no failure of the question. */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'api-forbidden' || error.code === 'api-rejected')
}
