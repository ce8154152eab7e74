import { describe, expect, onTestFinished, test } from 'vitest'
import { archiveOperations } from '../../../../electron/core/archiveOperations.ts'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import { scheduledRefresh } from '../../../../electron/composition/scheduledRefresh.ts'
import { runUnattended } from '../../../../electron/composition/unattendedRun.ts'
import { createAttentionIndex } from '../../../../electron/core/attention/attentionIndex.ts'
import { createJobs } from '../../../../electron/core/jobs.ts'
import { openArchiveFolder } from '../../../../electron/core/openArchiveFolder.ts'
import { endOfRun, factsOf } from '../../../../electron/core/schedule/refreshEveryone.ts'
import type { TaxpayerRun } from '../../../../electron/core/schedule/refreshEveryone.ts'
import { createChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import { createWorkspace } from '../../../../electron/core/workspace.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { createMemorySecrets } from '../../../../electron/platform/secrets.ts'
import type { RefreshResult } from '../../../../electron/shared/contract/jobs.ts'
import type { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import { REFRESH_BEGINNING } from '../../../../electron/core/jobs.ts'
import { contextKey } from '../../../../electron/shared/model/context.ts'
import { startSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

/** A simulator, and a folder with some of its companies, the first `begun` of which were refreshed before. */
async function office(companies: number, { begun = companies, invoices = 12 } = {}) {
  const simulator = await startSimulator({ seed: 1, invoices, limits: 'off' })
  const folder = temporaryFolder()
  const secrets = createMemorySecrets()
  const workspace = createWorkspace({
    folder,
    catalogue: openArchiveFolder({ folder, mayMake: true }),
    thread: { ...callOperationsHere(archiveOperations), close: () => Promise.resolve() },
    secrets,
    chosenFiles: createChosenFiles(),
    connection: () => ({}),
    clock: systemClock,
    log: () => undefined,
    language: () => 'pl',
    isDemo: false,
    idOffset: 0,
  })
  const jobs = createJobs({ now: () => new Date(), onProgress: () => undefined, logFailure: () => undefined })
  onTestFinished(async () => {
    await workspace.close()
    await simulator.close()
  })
  const ids: TaxpayerId[] = []
  for (const { nip } of simulator.taxpayers.slice(0, companies)) {
    const credential = { kind: 'token', token: simulator.credentials.tokens.archive } as const
    const { id } = await workspace.taxpayers.add({ context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, displayName: `Firma ${nip}`, apiBase: simulator.apiBase, credential })
    if (ids.length < begun) await workspace.archiveOf(id).writeSyncState({ key: 'from', value: new Date(Date.now() - 330 * 86_400_000).toISOString().slice(0, 10) })
    ids.push(id)
  }
  const news: unknown[] = []
  const indexes = new Map(ids.map((id) => [id, createAttentionIndex({ archive: workspace.archiveOf(id), context: workspace.taxpayers.recordOf(id).context.identifier, clock: systemClock, isBusy: () => false })]))
  const refresh = (): Promise<readonly TaxpayerRun[]> =>
    scheduledRefresh({
      jobs,
      workspace,
      fetchInvoiceXml: false,
      clock: systemClock,
      log: () => undefined,
      attentionOf: (id) => indexes.get(id)!,
      onNews: (told) => news.push(told),
      onFailure: (cause) => news.push(cause),
    })
  const fault = (route: string, effect: unknown) => fetch(`${simulator.controlUrl}/faults`, { method: 'POST', body: JSON.stringify({ route, effect }), headers: { 'content-type': 'application/json' } })
  return { secrets, workspace, jobs, ids, news, refresh, fault }
}

describe('a refresh of everyone', { timeout: 60_000 }, () => {
  test('tells what came to need attention, once, and nothing when nothing did', async () => {
    const { refresh, news, ids, fault } = await office(1, { invoices: 60 })
    expect(await refresh()).toMatchObject([{ passedOver: null, result: { outcome: 'done' } }])
    expect(news).toMatchObject([[{ id: ids[0], noAccess: false }]])
    await refresh()
    expect(news).toHaveLength(1)
    await fault('sign-in-outcome', { kind: 'sign-in-status', code: 450 })
    await refresh()
    await refresh()
    expect(news.slice(1)).toMatchObject([[{ id: ids[0], rejected: 0, missingUpo: 0, noAccess: true }]])
  })

  test('passes over who has no secret, and who was never refreshed', async () => {
    const { refresh, workspace, secrets, ids, jobs } = await office(3, { begun: 2 })
    await secrets.remove(contextKey(workspace.taxpayers.recordOf(ids[1]!).context))
    expect((await refresh()).map(({ passedOver }) => passedOver)).toEqual([null, 'no-credential', 'needs-first-day'])
    expect(jobs.list().filter(({ kind }) => kind === 'refresh')).toHaveLength(1)
  })

  test('shares the refresh that a person began, and never runs two of one taxpayer', async () => {
    const { refresh, jobs } = await office(1)
    const [one, other] = await Promise.all([refresh(), refresh()])
    expect(jobs.list().filter(({ kind }) => kind === 'refresh')).toHaveLength(1)
    expect(one).toEqual(other)
  })

  test('ends when it is stopped, with all that had begun', async () => {
    const { refresh, jobs, fault } = await office(3)
    await fault('*', { kind: 'slow', ms: 300 })
    const running = refresh()
    await expect.poll(() => jobs.isRunning()).toBe(true)
    await jobs.cancelAll()
    expect(new Set((await running).map(({ result }) => result?.outcome))).toEqual(new Set(['cancelled']))
  })
})

function ended(part: Partial<RefreshResult>): TaxpayerRun {
  const taxpayer = { context: { environment: 'production', identifier: { type: 'Nip', value: '5252248481' } } } as TaxpayerRun['taxpayer']
  return { taxpayer, passedOver: null, result: { outcome: 'failed', error: null, progress: REFRESH_BEGINNING, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [], ...part } }
}
const failed = (code: NonNullable<RefreshResult['error']>['code']): TaxpayerRun => ended({ error: { code, details: { token: 'not to be shown' } } })
const DONE = ended({ outcome: 'done' })
const PAUSED = ended({ outcome: 'paused', resumesAt: '2026-03-01T11:00:00.000Z' })

describe('how a run of all ended', () => {
  test.each([
    ['all went well', [DONE, DONE], { outcome: 'done', resumesAt: null }],
    ['nobody is there', [], { outcome: 'done', resumesAt: null }],
    ['a limit is spent', [DONE, PAUSED], { outcome: 'waits', resumesAt: Date.parse('2026-03-01T11:00:00.000Z') }],
    ['KSeF is down', [PAUSED, failed('api-unavailable')], { outcome: 'unreachable', resumesAt: null }],
    ['no network is here', [failed('network-unreachable')], { outcome: 'unreachable', resumesAt: null }],
    ['a person must settle it: trying again would not help', [DONE, failed('sign-in-token-revoked')], { outcome: 'needs-person', resumesAt: null }],
    ['one was never refreshed', [DONE, { ...DONE, result: null, passedOver: 'needs-first-day' as const }], { outcome: 'needs-person', resumesAt: null }],
  ])('%s', (_what, runs, expected) => {
    expect(endOfRun(runs)).toEqual(expected)
  })

  test.each([
    ['all went well', [DONE], 0],
    ['a limit is spent', [DONE, PAUSED], 5],
    ['KSeF is down for one', [DONE, failed('api-unavailable'), PAUSED], 4],
    ['one was refused', [failed('network-timeout'), failed('sign-in-token-revoked')], 3],
    ['an archive cannot be opened', [failed('sign-in-token-revoked'), failed('archive-damaged')], 6],
    ['one was never refreshed', [DONE, { ...DONE, result: null, passedOver: 'needs-first-day' as const }], 2],
  ])('gives the exit code for the system’s scheduler: %s', async (_what, runs, expected) => {
    const lines: string[] = []
    const write = (line: string): Promise<void> => Promise.resolve(void lines.push(line))
    expect(await runUnattended({ problem: null, refresh: () => Promise.resolve(runs), language: 'pl', today: '2026-03-01', writeLine: write, writeNote: write })).toBe(expected)
    expect(lines.join('\n')).not.toContain('not to be shown')
    expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(runs.length)
  })

  test('warns ahead of the end of what is kept to sign in with', async () => {
    const [notes, lines]: [string[], string[]] = [[], []]
    const certificate = { ...DONE, taxpayer: { ...DONE.taxpayer, isDemo: false, leftAt: null, credentialKind: 'certificate', credentialKept: 'key-store', certificateValidUntil: '2026-03-20T10:00:00Z' } } as const
    const token = { ...DONE, taxpayer: { ...DONE.taxpayer, isDemo: false, leftAt: null, credentialKind: 'token', credentialKept: 'key-store', certificateValidUntil: null } } as const
    await runUnattended({ problem: null, refresh: () => Promise.resolve([certificate, token]), language: 'pl', today: '2026-03-01', writeLine: (line) => Promise.resolve(void lines.push(line)), writeNote: (note) => Promise.resolve(void notes.push(note)) })
    expect(notes).toEqual([`${DONE.taxpayer.context.identifier.value}: Certyfikat traci ważność 20.03.2026 – przygotuj następny.`])
    expect(lines.map((line) => (JSON.parse(line) as { readonly credentialEnd: unknown }).credentialEnd)).toEqual([{ kind: 'certificate-expires', lastDay: '2026-03-20' }, null])
  })

  test('what is told of one has no more than counts and codes', () => {
    expect(factsOf(PAUSED)).toEqual({ taxpayer: '5252248481', environment: 'production', outcome: 'paused', error: null, invoicesSeen: 0, uposStored: 0, xmlStored: 0, quarantined: 0, resumesAt: '2026-03-01T11:00:00.000Z' })
  })
})
