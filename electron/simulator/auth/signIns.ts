import { Refused } from '../http/problemDetails.ts'
import { composeReference, digitsOf } from '../references.ts'
import { warsawDayAt } from '../time.ts'
import type { StatusInfo } from '../world/kinds.ts'
import type { TokenMint, TokenUse } from './jwt.ts'
import type { Principal } from './principal.ts'

const AUTHENTICATION_LIFE_MS = 30 * 60_000
const ACCESS_LIFE_MS = 15 * 60_000
const REFRESH_LIFE_MS = 7 * 86_400_000

/** Codes and texts as in open-api.json (AuthenticationOperationStatusResponse.status). */
const SIGN_IN_STATUS = {
  100: 'Uwierzytelnianie w toku',
  200: 'Uwierzytelnianie zakończone sukcesem',
  415: 'Uwierzytelnianie zakończone niepowodzeniem',
  425: 'Uwierzytelnienie unieważnione',
  450: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu',
  460: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędu certyfikatu',
  470: 'Uwierzytelnianie zakończone niepowodzeniem',
  480: 'Uwierzytelnienie zablokowane',
  500: 'Nieznany błąd',
  550: 'Operacja została anulowana przez system',
} as const
export type SignInCode = keyof typeof SIGN_IN_STATUS
export const SIGN_IN_CODES: readonly SignInCode[] = [100, 200, 415, 425, 450, 460, 470, 480, 500, 550]

export function signInStatus(code: SignInCode, ...details: readonly string[]): StatusInfo {
  return { code, description: SIGN_IN_STATUS[code], ...(details.length === 0 ? {} : { details }) }
}

export interface SignInOperation {
  readonly reference: string
  readonly startedAt: number
  readonly method: Principal['method']
  /** Who signed in, or null where it failed. */
  readonly principal: Principal | null
  outcome: StatusInfo
  pollsLeft: number
  isRedeemed: boolean
  isRevoked: boolean
  lastRefreshAt: number | null
  refreshUntil: number | null
}

export interface IssuedToken {
  readonly token: string
  readonly validUntil: number
}

/** What a sign-in comes to: a principal, or the status that says why not. */
export type SignInOutcome = { readonly principal: Omit<Principal, 'operation'> } | { readonly failure: StatusInfo }

/** Sign-in operations from their start to the end of their tokens. */
export interface SignIns {
  readonly begin: (method: Principal['method'], outcome: SignInOutcome) => { readonly reference: string; readonly token: IssuedToken }
  /** The operation whose token this is; 401 for any other token. */
  readonly operationOf: (token: string | null, ...uses: readonly TokenUse[]) => SignInOperation
  readonly statusOf: (operation: SignInOperation) => StatusInfo
  readonly redeem: (operation: SignInOperation) => { readonly access: IssuedToken; readonly refresh: IssuedToken }
  readonly refresh: (operation: SignInOperation) => IssuedToken
  readonly revoke: (operation: SignInOperation) => void
  readonly ofContext: (contextNip: string) => readonly SignInOperation[]
}

export interface SignInsOptions {
  readonly seed: number
  readonly now: () => number
  readonly mint: TokenMint
  /** How many polls answer 100 before the outcome. */
  readonly pollsBeforeOutcome: number
  /** In access tokens. */
  readonly namesPermissions: boolean
}

function noAuthorisation(detail: string): Refused {
  return new Refused({ status: 400, code: 21301, description: 'Brak autoryzacji.', details: [detail] })
}

export function createSignIns({ seed, now, mint, pollsBeforeOutcome, namesPermissions }: SignInsOptions): SignIns {
  const operations = new Map<string, SignInOperation>()
  const issue = (use: TokenUse, operation: SignInOperation, lifeMs: number): IssuedToken => ({
    token: mint.issue(use, operation.reference, now(), lifeMs, use === 'access' && namesPermissions ? operation.principal?.permissions : undefined),
    validUntil: now() + lifeMs,
  })

  return {
    begin: (method, outcome) => {
      const digits = digitsOf(`sign-in ${seed} ${operations.size}`)
      const reference = composeReference(warsawDayAt(now()), 'AU', digits.slice(0, 10), digits.slice(10, 20))
      const operation: SignInOperation = {
        reference,
        startedAt: now(),
        method,
        principal: 'principal' in outcome ? { ...outcome.principal, operation: reference } : null,
        outcome: 'failure' in outcome ? outcome.failure : signInStatus(200),
        pollsLeft: pollsBeforeOutcome,
        isRedeemed: false,
        isRevoked: false,
        lastRefreshAt: null,
        refreshUntil: null,
      }
      operations.set(reference, operation)
      return { reference, token: issue('authentication', operation, AUTHENTICATION_LIFE_MS) }
    },
    operationOf: (token, ...uses) => {
      const claims = token === null ? null : mint.read(token, now())
      const operation = claims === null || !uses.includes(claims.use) ? undefined : operations.get(claims.operation)
      if (operation === undefined) throw new Refused({ status: 401, detail: 'Wymagane jest uwierzytelnienie.' })
      return operation
    },
    statusOf: (operation) => {
      if (operation.isRevoked) return signInStatus(425, 'Uwierzytelnienie i powiązane refresh tokeny zostały unieważnione przez użytkownika')
      if (operation.pollsLeft === 0) return operation.outcome
      operation.pollsLeft -= 1
      return signInStatus(100)
    },
    redeem: (operation) => {
      if (operation.isRedeemed) throw noAuthorisation(`Tokeny dla operacji uwierzytelniania ${operation.reference} zostały już pobrane.`)
      if (operation.outcome.code !== 200 || operation.pollsLeft > 0 || operation.isRevoked) {
        throw noAuthorisation(`Status uwierzytelniania (${operation.pollsLeft > 0 ? 100 : operation.outcome.code}) nie pozwala na pobranie tokenów.`)
      }
      operation.isRedeemed = true
      const refresh = issue('refresh', operation, REFRESH_LIFE_MS)
      operation.refreshUntil = refresh.validUntil
      return { access: issue('access', operation, ACCESS_LIFE_MS), refresh }
    },
    refresh: (operation) => {
      if (operation.isRevoked) throw noAuthorisation('Status uwierzytelniania (425) nie pozwala na odświeżenie tokenu dostępowego.')
      operation.lastRefreshAt = now()
      return issue('access', operation, ACCESS_LIFE_MS)
    },
    revoke: (operation) => {
      operation.isRevoked = true
    },
    ofContext: (contextNip) => [...operations.values()].filter(({ principal, isRevoked }) => principal?.contextNip === contextNip && !isRevoked),
  }
}
