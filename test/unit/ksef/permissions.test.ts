import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import { whatMayThisCredentialDo } from '../../../electron/ksef/permissions.ts'
import type { CredentialAbilities } from '../../../electron/ksef/permissions.ts'
import { testClient, TOKEN } from '../../support/ksefClient.ts'
import { jwt, startScriptedKsef } from '../../support/scriptedKsef.ts'
import type { ScriptedAnswer, ScriptedKsef } from '../../support/scriptedKsef.ts'

const signal = new AbortController().signal
const REFUSED: ScriptedAnswer = {
  status: 403,
  json: { reasonCode: 'missing-permissions', security: { requiredAnyOfPermissions: ['Introspection'], presentPermissions: ['InvoiceRead'] } },
}

let ksef: ScriptedKsef
let client: KsefClient

beforeEach(async () => {
  ksef = await startScriptedKsef()
  client = testClient(ksef.apiBase)
})

afterEach(async () => {
  await client.close()
  await ksef.close()
})

interface Knowledge {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly tokens?: ScriptedAnswer
  readonly grants?: ScriptedAnswer
  readonly sessions?: ScriptedAnswer
}

async function ask({ claims = {}, tokens = { json: { tokens: [] } }, grants = { json: { permissions: [], hasMore: false } }, sessions = REFUSED }: Knowledge): Promise<CredentialAbilities> {
  ksef.script = ({ path }) => {
    if (path === '/auth/token/redeem') return { json: { accessToken: { token: jwt(claims), validUntil: null }, refreshToken: { token: 'r', validUntil: null } } }
    if (path.startsWith('/tokens')) return tokens
    if (path.startsWith('/permissions/query/personal/grants')) return grants
    if (path.startsWith('/sessions')) return sessions
    return undefined
  }
  return whatMayThisCredentialDo(client, await client.signIn(signal), signal)
}

function token(referenceNumber: string, ...requestedPermissions: readonly string[]): Readonly<Record<string, unknown>> {
  return { referenceNumber, requestedPermissions, status: 'Active', description: 'd' }
}

const OWN = TOKEN.split('|')[0] ?? ''

describe('what a credential may do', () => {
  test('is read from the access token where it tells', async () => {
    expect(await ask({ claims: { pep: '["InvoiceRead","InvoiceWrite"]' } })).toEqual({
      permissions: ['InvoiceRead', 'InvoiceWrite'],
      invoices: true,
      upo: 'own-sessions',
      source: 'access-token',
    })
    expect(ksef.requests.some(({ path }) => path.startsWith('/tokens'))).toBe(false)
  })

  test('is read from the description of the KSeF token in use, found among others by its reference', async () => {
    const tokens = { json: { tokens: [token('20260101-EC-OTHER', 'Introspection'), token(OWN, 'InvoiceRead')] } }

    expect(await ask({ tokens })).toEqual({ permissions: ['InvoiceRead'], invoices: true, upo: 'none', source: 'ksef-token' })
  })

  test('is read from the active personal grants when no token is described', async () => {
    const grants = {
      json: {
        permissions: [
          { permissionScope: 'Introspection', permissionState: 'Active' },
          { permissionScope: 'InvoiceRead', permissionState: 'Inactive' },
        ],
      },
    }

    expect(await ask({ tokens: REFUSED, grants })).toEqual({ permissions: ['Introspection'], invoices: false, upo: 'all', source: 'grants' })
  })

  test('is at last read from the refusal of a look at the sessions', async () => {
    expect(await ask({ tokens: REFUSED, grants: REFUSED })).toEqual({ permissions: ['InvoiceRead'], invoices: true, upo: 'none', source: 'probe' })
  })

  test('stays unknown when sessions may be listed and nothing says whose', async () => {
    expect(await ask({ sessions: { json: { sessions: [] } } })).toEqual({ permissions: [], invoices: null, upo: 'unknown', source: 'none' })
  })

  test('is no answer when KSeF is down', async () => {
    await expect(ask({ tokens: { status: 503 } })).rejects.toMatchObject({ code: 'api-unavailable' })
  })
})
