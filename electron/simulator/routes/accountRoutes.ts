import type { KsefToken } from '../auth/credentials.ts'
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts'
import { invalidInput, referenceOf, wholeNumberOf, type SignedInCall } from '../http/call.ts'
import { readContinuation, writeContinuation } from '../http/continuation.ts'
import type { ProtectedRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import { mayAny } from '../auth/principal.ts'
import { draw, toHex } from '../draw.ts'
import { toKsefTime } from '../time.ts'
import { signInFields } from './signInRoutes.ts'

/** All of the demo's tokens were made on one winter morning. */
const TOKENS_CREATED_AT = Date.UTC(2026, 1, 1, 8, 15)
const PAGE = { least: 10, most: 100, usual: 10 }

function tokenJson(token: KsefToken): object {
  return {
    referenceNumber: token.reference,
    authorIdentifier: { type: 'Nip', value: token.contextNip },
    contextIdentifier: { type: 'Nip', value: token.contextNip },
    description: token.description,
    requestedPermissions: token.permissions,
    dateCreated: toKsefTime(TOKENS_CREATED_AT),
    status: token.isRevoked ? 'Revoked' : 'Active',
  }
}

/** Everything with CredentialsManage or CredentialsRead, else only the token in use (open-api.json, `GET /tokens`). */
function visibleTokens({ principal }: SignedInCall, kernel: Kernel): readonly KsefToken[] {
  const ofContext = kernel.tokens.filter(({ contextNip }) => contextNip === principal.contextNip)
  if (mayAny(principal, ['CredentialsManage', 'CredentialsRead'])) return ofContext
  const { entity } = principal
  return entity.kind === 'token' ? ofContext.filter(({ reference }) => reference === entity.reference) : []
}

function listTokens(call: SignedInCall, kernel: Kernel): Answer {
  const pageSize = wholeNumberOf(call, 'pageSize', PAGE)
  const start = readContinuation(call.headers.get('x-continuation-token'), 'tokens')?.position ?? 0
  const statuses = call.query.getAll('status')
  const tokens = visibleTokens(call, kernel).filter(({ isRevoked }) => statuses.length === 0 || statuses.includes(isRevoked ? 'Revoked' : 'Active'))
  const more = start + pageSize < tokens.length ? { continuationToken: writeContinuation('tokens', start + pageSize) } : {}
  return jsonAnswer(200, { ...more, tokens: tokens.slice(start, start + pageSize).map(tokenJson) })
}

function oneToken(call: SignedInCall, kernel: Kernel): Answer {
  const reference = referenceOf(call, 'referenceNumber')
  const token = visibleTokens(call, kernel).find((candidate) => candidate.reference === reference)
  if (token === undefined) throw invalidInput(`Token o numerze referencyjnym ${reference} nie został znaleziony.`)
  return jsonAnswer(200, tokenJson(token))
}

/** Grants of the caller in this context; an owner holds everything without a grant, so the list may be empty. */
function personalGrants(call: SignedInCall, kernel: Kernel): Answer {
  const { principal } = call
  const pageSize = wholeNumberOf(call, 'pageSize', PAGE)
  const pageOffset = wholeNumberOf(call, 'pageOffset', { least: 0, most: 1_000_000, usual: 0 })
  const grants = (principal.isOwner ? [] : principal.permissions).map((permission, position) => ({
    id: `00000000-0000-4000-8000-${toHex(draw(kernel.seed, position, 170), 12).toLowerCase()}`,
    contextIdentifier: { type: 'Nip', value: principal.contextNip },
    permissionScope: permission,
    description: 'Uprawnienie nadane na potrzeby symulatora',
    permissionState: 'Active',
    startDate: toKsefTime(TOKENS_CREATED_AT),
    canDelegate: false,
  }))
  const page = grants.slice(pageOffset * pageSize, (pageOffset + 1) * pageSize)
  return jsonAnswer(200, { permissions: page, hasMore: (pageOffset + 1) * pageSize < grants.length })
}

function listSignIns(call: SignedInCall, kernel: Kernel): Answer {
  const pageSize = wholeNumberOf(call, 'pageSize', PAGE)
  const start = readContinuation(call.headers.get('x-continuation-token'), 'signins')?.position ?? 0
  const all = kernel.signIns.ofContext(call.principal.contextNip).toSorted((left, right) => right.startedAt - left.startedAt)
  const items = all.slice(start, start + pageSize).map((operation) => ({
    ...signInFields(operation),
    status: operation.outcome,
    referenceNumber: operation.reference,
    isCurrent: operation.reference === call.principal.operation,
  }))
  return jsonAnswer(200, { ...(start + pageSize < all.length ? { continuationToken: writeContinuation('signins', start + pageSize) } : {}), items })
}

function endSignIn(reference: string, call: SignedInCall, kernel: Kernel): Answer {
  const operation = kernel.signIns.ofContext(call.principal.contextNip).find((candidate) => candidate.reference === reference)
  if (operation === undefined) throw invalidInput(`Sesja uwierzytelnienia ${reference} nie została znaleziona.`)
  kernel.signIns.revoke(operation)
  return emptyAnswer(204)
}

function route(id: string, method: ProtectedRoute['method'], path: string, handle: ProtectedRoute['handle']): ProtectedRoute {
  return { id, method, path, group: 'other', access: 'protected', permissions: [], handle }
}

export const ACCOUNT_ROUTES: readonly ProtectedRoute[] = [
  route('rateLimits', 'GET', '/rate-limits', (_, kernel) => jsonAnswer(200, kernel.limits.values())),
  route('tokens.list', 'GET', '/tokens', listTokens),
  route('tokens.one', 'GET', '/tokens/{referenceNumber}', oneToken),
  route('permissions.personal', 'POST', '/permissions/query/personal/grants', personalGrants),
  route('auth.sessions', 'GET', '/auth/sessions', listSignIns),
  { ...route('auth.endCurrent', 'DELETE', '/auth/sessions/current', (call, kernel) => endSignIn(call.principal.operation, call, kernel)), alsoAccepts: ['refresh'] },
  route('auth.end', 'DELETE', '/auth/sessions/{referenceNumber}', (call, kernel) => endSignIn(referenceOf(call, 'referenceNumber'), call, kernel)),
]
