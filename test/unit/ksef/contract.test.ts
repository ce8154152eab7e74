import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inMemoryBudgetStore } from '../../../electron/ksef/budgetStore.ts'
import type { BudgetStore } from '../../../electron/ksef/budgetStore.ts'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import { testClient } from '../../support/ksefClient.ts'
import { contractMissing, readContract } from '../../support/openApi.ts'
import { startScriptedKsef } from '../../support/scriptedKsef.ts'
import type { ScriptedKsef } from '../../support/scriptedKsef.ts'

const missing = contractMissing()
const signal = new AbortController().signal

interface Content {
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
interface Examples {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>> }>>>>
}

/** What the contract itself shows as a good answer to this request, or undefined. */
function exampleFor(contract: Examples, method: string, path: string): unknown {
  const asked = path.split('?')[0] ?? ''
  const templates = Object.keys(contract.paths).filter(
    (candidate) => contract.paths[candidate]?.[method.toLowerCase()] !== undefined && new RegExp(`^${candidate.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  )
  // `…/invoices/failed` is no invoice of that name.
  const template = templates.find((candidate) => candidate.endsWith(asked.slice(asked.lastIndexOf('/')))) ?? templates[0]
  const content = contract.paths[template ?? '']?.[method.toLowerCase()]?.responses['200']?.content?.['application/json']
  return content?.example ?? Object.values(content?.examples ?? {})[0]?.value
}

const FILTERS = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from: '2026-02-01T00:00:00Z' } } as const

/** Every route with a JSON answer, once. */
async function readEverything(client: KsefClient) {
  return {
    sessions: await client.listSessions({ sessionType: 'Online', pageSize: 10 }, signal),
    session: await client.sessionStatus('S', signal),
    invoices: await client.sessionInvoices('S', { pageSize: 10 }, signal),
    failed: await client.failedInvoices('S', { pageSize: 10 }, signal),
    invoice: await client.invoiceStatus('S', 'I', signal),
    metadata: await client.queryMetadata(FILTERS, { pageOffset: 0, pageSize: 250, sortOrder: 'Asc' }, signal),
    limits: await client.rateLimits(signal),
    tokens: await client.tokens(signal),
    grants: await client.personalGrants(signal),
  }
}

describe.skipIf(missing !== null)(`the contract of the Ministry${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let store: BudgetStore
  let ksef: ScriptedKsef
  let client: KsefClient

  beforeEach(async () => {
    const shared = process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../../shared')
    const contract = JSON.parse(readFileSync(join(shared, 'ksef/open-api.json'), 'utf8')) as Examples
    ksef = await startScriptedKsef(({ method, path }) => {
      // Signing in is the script's own: examples hold no key that fits.
      if (method === 'DELETE') return { status: 204 }
      if (path.startsWith('/auth/') || path.startsWith('/security/')) return undefined
      const example = exampleFor(contract, method, path)
      return example === undefined ? { body: '<Potwierdzenie/>' } : { json: example }
    })
    store = inMemoryBudgetStore()
    client = testClient(ksef.apiBase, { store })
  })

  afterEach(async () => {
    await client.close()
    await ksef.close()
  })

  test('gives answers that are read without loss', async () => {
    const { sessions, session, invoices, failed, invoice, metadata, limits, tokens, grants } = await readEverything(client)

    expect([sessions, invoices, failed, metadata].flatMap(({ unreadable }) => unreadable)).toEqual([])
    expect([sessions, invoices, failed, metadata].map(({ items }) => items.length > 0)).toEqual([true, true, true, true])
    expect(sessions.items[0]).toMatchObject({ referenceNumber: expect.stringMatching(/-SO-/) as unknown, totalInvoiceCount: expect.any(Number) as unknown, dateUpdated: expect.any(String) as unknown })
    expect(session.upoPages[0]).toMatchObject({ downloadUrl: expect.stringMatching(/^https:/) as unknown, downloadUrlExpirationDate: expect.any(String) as unknown })
    expect(invoices.items[0]).toMatchObject({ ksefNumber: expect.any(String) as unknown, invoiceHash: expect.any(String) as unknown, upoDownloadUrl: expect.stringMatching(/^https:/) as unknown })
    expect(failed.items.every(({ status }) => status.code >= 400)).toBe(true)
    expect(invoice.status.code).toBeGreaterThan(0)
    expect(metadata.items[0]).toMatchObject({ seller: { identifier: expect.any(String) as unknown }, buyer: { identifier: expect.any(String) as unknown }, grossAmount: expect.any(Number) as unknown, formSystemCode: expect.any(String) as unknown })
    expect(limits).toEqual(PRODUCTION_LIMITS)
    expect(tokens[0]?.requestedPermissions).not.toEqual([])
    expect(grants[0]?.permissionScope).toEqual(expect.any(String))
  })

  test('counts every call in the group that the budget takes it from', async () => {
    await readEverything(client)
    await client.fetchUpoByInvoice('S', 'I', signal)
    await client.fetchUpoByKsefNumber('S', 'K', signal)
    await client.fetchSessionUpoPage('S', 'U', signal)
    await client.fetchInvoice('K', signal)
    await client.signOut(signal)
    const contract = readContract()
    const routes = new Map(store.loadCalls().map(({ group, route }) => [route, group]))

    expect(routes.size).toBe(14)
    for (const [route, group] of routes) {
      const [method = '', path = ''] = route.split(' ')
      expect([route, contract.limitsOf(method, path)]).toEqual([route, PRODUCTION_LIMITS[group]])
    }
  })
})
