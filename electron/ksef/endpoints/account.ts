import * as z from 'zod'
import { RATE_GROUPS } from '../../shared/model/rateLimits.ts'
import type { RateGroup, RateLimit, RateLimits } from '../../shared/model/rateLimits.ts'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall } from '../http/apiConnection.ts'
import { optionalText, readAnswer, texts } from '../http/readAnswer.ts'
import { readItems } from './page.ts'
import type { SendAuthorised } from './sendAuthorised.ts'

/** A KSeF token as `GET /tokens` describes it; never the secret itself. */
export interface TokenDescription {
  readonly referenceNumber: string
  readonly description: string | null
  readonly requestedPermissions: readonly string[]
  readonly status: string | null
}

/** One permission of the person signed in, in this context (`POST /permissions/query/personal/grants`). */
export interface PersonalGrant {
  readonly permissionScope: string
  readonly permissionState: string | null
}

// A limit that lets nothing through would also keep back the call that reads the next one.
const allowed = z.number().min(1)
const rateLimit = z.object({ perSecond: allowed, perMinute: allowed, perHour: allowed })
const rateLimitsAnswer = z.record(z.string(), z.unknown())

const token = z.object({ referenceNumber: z.string(), description: optionalText, requestedPermissions: texts, status: optionalText })
const tokensAnswer = z.object({ tokens: z.array(z.unknown()) })

const grant = z.object({ permissionScope: z.string(), permissionState: optionalText })
const grantsAnswer = z.object({ permissions: z.array(z.unknown()) })

/** `GET /rate-limits`: the limits in force; a group that vanished, or whose limit cannot be one, keeps what `known` has. Group other. */
export async function readRateLimits(send: SendAuthorised, known: RateLimits, signal: AbortSignal): Promise<RateLimits> {
  const call: ApiCall = { method: 'GET', template: '/rate-limits', group: 'other' }
  const answer = readAnswer(await send(call, signal), rateLimitsAnswer, routeOf(call))
  const told = (group: RateGroup): RateLimit => {
    const parsed = rateLimit.safeParse(answer[group])
    return parsed.success ? parsed.data : known[group]
  }
  return { ...known, ...Object.fromEntries(RATE_GROUPS.map((group) => [group, told(group)])) }
}

/** `GET /tokens`, one page of at most 100: without special permissions only the token in use. Group other. */
export async function listTokens(send: SendAuthorised, signal: AbortSignal): Promise<readonly TokenDescription[]> {
  const call: ApiCall = { method: 'GET', template: '/tokens', query: { pageSize: 100 }, group: 'other' }
  const { tokens } = readAnswer(await send(call, signal), tokensAnswer, routeOf(call))
  return (await readItems(tokens, token)).items
}

/** `POST /permissions/query/personal/grants`, one page of at most 100. Group other. */
export async function listPersonalGrants(send: SendAuthorised, signal: AbortSignal): Promise<readonly PersonalGrant[]> {
  const call: ApiCall = {
    method: 'POST',
    template: '/permissions/query/personal/grants',
    query: { pageOffset: 0, pageSize: 100 },
    body: { contentType: 'application/json', content: '{}' },
    group: 'other',
  }
  const { permissions } = readAnswer(await send(call, signal), grantsAnswer, routeOf(call))
  return (await readItems(permissions, grant)).items
}

/** `DELETE /auth/sessions/current`: the refresh token stops working; access tokens live on to their end. Group other. */
export async function revokeCurrentSignIn(send: SendAuthorised, signal: AbortSignal): Promise<void> {
  await send({ method: 'DELETE', template: '/auth/sessions/current', group: 'other' }, signal)
}
