import type { Api, Reply } from '../../electron/shared/contract/api.ts'
import type { AttentionItem, AttentionList, AttentionRow } from '../../electron/shared/contract/attention.ts'
import { JobId, TaxpayerId, type InvoiceId } from '../../electron/shared/contract/common.ts'
import type { HandledView } from '../../electron/shared/contract/diagnosis.ts'
import type { InputOf } from '../../electron/shared/contract/index.ts'
import type { EventName, Events } from '../../electron/shared/contract/events.ts'
import type { IdentifyAnswer } from '../../electron/shared/contract/identify.ts'
import type { ImportedFile } from '../../electron/shared/contract/imports.ts'
import type { InvoiceFilter } from '../../electron/shared/contract/invoices.ts'
import type { JobView } from '../../electron/shared/contract/jobs.ts'
import type { ProgramInfo, Settings } from '../../electron/shared/contract/program.ts'
import type { SessionSummary } from '../../electron/shared/contract/sessions.ts'
import type { KeptReceived, TaxpayerSummary } from '../../electron/shared/contract/taxpayers.ts'
import type { TrustedCertificateView } from '../../electron/shared/contract/trust.ts'
import type { AppErrorCode, ErrorDetails } from '../../electron/shared/errors.ts'
import { CAUSES, matterOf, urgencyOf } from '../../electron/shared/model/diagnosis.ts'
import { readClientList } from '../../electron/shared/model/clientList.ts'
import { identifyNumber } from '../../electron/shared/model/identifyNumber.ts'
import type { Identified } from '../../electron/shared/model/identified.ts'
import { INVOICE_STATES, type InvoiceState } from '../../electron/shared/model/invoiceStatus.ts'
import { hasFailedAlone } from '../../electron/shared/model/sessionFailures.ts'
import { countsOf, FAKE_UNLISTED, fakeImportedFiles } from './fakeImports.ts'
import { fakeDetail, fakeDocumentText, fakePurchaseDetail, fakePurchases } from './fakeDetails.ts'
import { fakeInvoice } from './fakeInvoices.ts'
import { fakeQuarantine } from './fakeQuarantine.ts'
import { allIndexes, bySort, isEmpty, matches } from './fakeFilter.ts'
import type { FakeOptions } from './fakeOptions.ts'
import { AT_START, heldUpStory, minutesFromNow, NO_WAY, REFRESH_STORY, REFUSED_SIGN_IN } from './fakeRefresh.ts'
import { fakeSession, fakeSessionDetail } from './fakeSessions.ts'
import { reportOf, taxpayer, taxpayersOf } from './fakeTaxpayers.ts'
import { fakeSelfChecks } from './fakeSelfCheck.ts'
import { fakeComparison } from './fakeComparison.ts'
import { fakeAccess, fakeRefreshRows } from './fakeClients.ts'

type Refusal = Extract<Reply<never>, { ok: false }>

const FAKE_TRUSTED: readonly TrustedCertificateView[] = [
  { subject: 'CN=CCK KSeF, O=Ministerstwo Finansów, C=PL', issuer: 'CN=Narodowe Centrum Certyfikacji, O=Narodowy Bank Polski, C=PL', serialNumber: '0186B1A2C3D4E5F6', fingerprintSha256: '3f'.repeat(32), notBefore: '2025-10-01T00:00:00.000Z', notAfter: '2035-10-01T00:00:00.000Z', addedAt: '2026-04-02T09:00:00.000Z' },
  { subject: 'CN=Dawne CCK KSeF, O=Ministerstwo Finansów, C=PL', issuer: 'CN=Dawne CCK KSeF, O=Ministerstwo Finansów, C=PL', serialNumber: '01', fingerprintSha256: '7c'.repeat(32), notBefore: '2021-01-01T00:00:00.000Z', notAfter: '2025-12-31T00:00:00.000Z', addedAt: '2026-04-02T09:01:00.000Z' },
]

const ANSWER_MS = 15
const STEP_MS = 350

/** `window.api` without a main process: believable answers, made from numbers, the same each time. */
export function fakeApi(options: FakeOptions): Api {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const emit = <E extends EventName>(event: E, payload: Events[E]): void => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  }
  let settings: Settings = { language: options.language, theme: options.theme, fetchInvoiceXml: true, schedule: { kind: 'off' }, isSchedulePaused: false, tray: 'off', startAtLogin: false, invoiceColumns: [] }
  let taxpayers = taxpayersOf(options)
  let kept: KeptReceived = 'none'
  let jobs: readonly JobView[] = []
  let lastJob = 0

  const fail = (code: AppErrorCode, details: ErrorDetails = {}): Refusal => ({ ok: false, error: { code, details, incidentId: '6f1c2a9e-0b7d-4e0e-9f5a-2f8b7f3c1d20' } })
  const answer = <Input, Output>(channel: string, give: (input: Input) => Output | Refusal) => async (input: Input): Promise<Reply<Output>> => {
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS))
    if (options.silent === channel) return new Promise(() => undefined)
    if (options.failing === channel) return fail('archive-busy')
    const given = give(input)
    return isRefusal(given) ? given : { ok: true, value: given }
  }

  const tell = (job: JobView): void => {
    jobs = [...jobs.filter(({ jobId }) => jobId !== job.jobId), job]
    emit('job.progressed', job)
  }

  const refresh = async (taxpayerId: TaxpayerId, jobId: JobId): Promise<void> => {
    const startedAt = new Date().toISOString()
    const steps = options.limits === 'wide' ? REFRESH_STORY : heldUpStory()
    if (options.network !== 'here') {
      const { error } = NO_WAY[options.network]
      tell({ kind: 'refresh', purpose: 'refresh', jobId, taxpayerId, startedAt, progress: AT_START, result: { outcome: 'failed', error, progress: AT_START, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] } })
      return
    }
    for (const progress of steps) {
      if (jobs.some((job) => job.jobId === jobId && job.result !== null)) return
      tell({ kind: 'refresh', purpose: 'refresh', jobId, taxpayerId, startedAt, progress, result: null })
      await new Promise((resolve) => setTimeout(resolve, STEP_MS))
    }
    const progress = steps.at(-1)!
    taxpayers = taxpayers.map((one) => (one.id === taxpayerId ? { ...one, lastRefreshAt: new Date().toISOString() } : one))
    if (options.limits === 'narrow') {
      const warnings = ['ksef:[PRACE]: Przerwa techniczna w niedzielę 29.11.2026 w godzinach 2:00–6:00.', 'rate-limits-unread']
      tell({ kind: 'refresh', purpose: 'refresh', jobId, taxpayerId, startedAt, progress, result: { outcome: 'paused', error: null, progress, resumesAt: minutesFromNow(41), waitingFor: ['invoices', 'session-upos'], quarantined: 0, limitedCalls: {}, warnings } })
      return
    }
    tell({ kind: 'refresh', purpose: 'refresh', jobId, taxpayerId, startedAt, progress, result: { outcome: 'paused', error: null, progress, resumesAt: minutesFromNow(41), waitingFor: ['xml'], quarantined: 1, limitedCalls: { sessionList: 2 }, warnings: [] } })
    emit('archive.changed', { taxpayerId })
  }

  let imported: readonly ImportedFile[] = []
  const startImport = (taxpayerId: TaxpayerId): { readonly jobId: JobId } => {
    const jobId = JobId.parse(`job-${String(++lastJob)}`)
    const files = fakeImportedFiles(taxpayerId)
    const job = { kind: 'import', jobId, taxpayerId, startedAt: new Date().toISOString(), result: null } as const
    const half = files.slice(0, files.length / 2)
    imported = half
    tell({ ...job, progress: { done: half.length, counts: countsOf(half), changed: [] } })
    setTimeout(() => {
      imported = files
      tell({ ...job, progress: { done: files.length, counts: countsOf(files), changed: [taxpayerId] }, result: { outcome: 'done', error: null } })
      emit('archive.changed', { taxpayerId })
    }, STEP_MS)
    return { jobId }
  }

  const selfChecks = fakeSelfChecks(options.archive === 'damaged')
  const startSelfCheck = (taxpayerId: TaxpayerId, scope: 'incremental' | 'full'): { readonly jobId: JobId } => {
    const jobId = JobId.parse(`job-${String(++lastJob)}`)
    const job = { kind: 'self-check', jobId, taxpayerId, startedAt: new Date().toISOString() } as const
    tell({ ...job, progress: { step: 'documents', documentsChecked: 300, documentsToCheck: 812 }, result: null })
    setTimeout(() => {
      const found = selfChecks.check(scope)
      tell({ ...job, progress: { step: 'journal', documentsChecked: 812, documentsToCheck: 812 }, result: { outcome: 'done', error: null, found } })
      emit('archive.changed', { taxpayerId })
    }, STEP_MS)
    return { jobId }
  }
  const startRepair = (taxpayerId: TaxpayerId): { readonly jobId: JobId } => {
    const jobId = JobId.parse(`job-${String(++lastJob)}`)
    const job = { kind: 'refresh', purpose: 'repair', jobId, taxpayerId, startedAt: new Date().toISOString(), progress: { ...AT_START, step: 'upos' } } as const
    tell({ ...job, result: null })
    setTimeout(() => {
      selfChecks.repair()
      tell({ ...job, result: { outcome: 'done', error: null, progress: job.progress, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] } })
      emit('archive.changed', { taxpayerId })
    }, STEP_MS)
    return { jobId }
  }

  const found = (filter: InvoiceFilter): readonly number[] | null => (isEmpty(filter) ? null : allIndexes(options.invoices).filter((index) => matches(fakeInvoice(index), filter)))

  let trusted: readonly TrustedCertificateView[] = []
  let networkCertificates: readonly TrustedCertificateView[] = []
  const handled = new Map<InvoiceId, HandledView>()
  const handledSessions = new Map<number, Pick<SessionSummary, 'handledAt' | 'handledNote'>>()
  const listOf = ({ diagnosis, handled: mark }: AttentionItem): AttentionList => {
    const urgency = urgencyOf(diagnosis)
    return mark?.cause === matterOf(diagnosis) ? 'handled' : urgency === 'quiet' ? 'waiting' : urgency
  }
  const attention = (): readonly AttentionItem[] =>
    allIndexes(Math.min(options.invoices, 5_000))
      .flatMap((index): readonly AttentionItem[] => {
        const { summary, sessionId, sessionReference, invoiceReference, diagnosis } = fakeDetail(index)
        return diagnosis === null || urgencyOf(diagnosis) === 'quiet' ? [] : [{ kind: 'item', summary, sessionId, sessionReference, invoiceReference, diagnosis, handled: handled.get(summary.id) ?? null }]
      })
      .toSorted((one, other) => (one.diagnosis.matterBy ?? '9').localeCompare(other.diagnosis.matterBy ?? '9'))

  return {
    pathOf: ({ name }) => `/home/anna/${name}`,
    listen: (event, listener) => {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => void set.delete(listener)
    },
    program: {
      info: answer('program.info', (): ProgramInfo => ({ version: '0.1.0', electronVersion: '45.4.1', language: settings.language === 'system' ? options.language : settings.language, archiveFolder: '/home/anna/Dokumenty/Teczka UPO', archiveProblem: null, keyStoreAvailable: options.keyStore, developerMode: true, startInDemo: false })),
      settings: answer('program.settings', () => settings),
      changeSettings: answer('program.changeSettings', (change: InputOf<'program.changeSettings'>) => (settings = changed(settings, change))),
      chooseArchiveFolder: answer('program.chooseArchiveFolder', (): { archiveFolder: string } | Refusal => fail('folder-synchronised', { service: 'OneDrive' })),
      copyText: answer('program.copyText', () => null),
      showInFolder: answer('program.showInFolder', () => null),
      openExternal: answer('program.openExternal', () => null),
    },
    taxpayers: {
      list: answer('taxpayers.list', () => taxpayers),
      chooseCredentialFile: answer('taxpayers.chooseCredentialFile', ({ purpose }: { purpose: 'certificate' | 'key' }) => ({ handle: purpose, fileName: purpose === 'key' ? 'uwierzytelnianie.key' : 'uwierzytelnianie.crt', looksLike: purpose })),
      testDraft: answer('taxpayers.testDraft', () => reportOf(options)),
      test: answer('taxpayers.test', () => reportOf(options)),
      add: answer('taxpayers.add', (draft) => {
        const added = { ...taxpayer(taxpayers.length + 1), displayName: draft.displayName, context: draft.context, credentialKind: draft.credential.kind, lastRefreshAt: null }
        taxpayers = [...taxpayers, added]
        return added
      }),
      replaceCredential: answer('taxpayers.replaceCredential', ({ id }) => taxpayers.find((one) => one.id === id) ?? fail('not-found')),
      leave: answer('taxpayers.leave', ({ id }) => {
        const leaving = taxpayers.find((one) => one.id === id)
        taxpayers = taxpayers.flatMap((one) => (one.id !== id ? [one] : one.isDemo ? [] : [{ ...one, leftAt: new Date().toISOString(), credentialKept: 'none' }]))
        return leaving === undefined ? fail('not-found') : { archivePath: leaving.archivePath }
      }),
      comeBack: answer('taxpayers.comeBack', ({ id }) => {
        taxpayers = taxpayers.map((one) => (one.id === id ? { ...one, leftAt: null } : one))
        return taxpayers.find((one) => one.id === id) ?? fail('not-found')
      }),
      keptReceived: answer('taxpayers.keptReceived', () => kept),
      setKeptReceived: answer('taxpayers.setKeptReceived', ({ id, kept: chosen }) => {
        kept = chosen
        emit('archive.changed', { taxpayerId: id })
        return chosen
      }),
      startDemo: answer('taxpayers.startDemo', () => {
        const demo = { ...taxpayer(9), isDemo: true, displayName: 'Pracownia Przykład Sp. z o.o.', lastRefreshAt: null }
        taxpayers = [...taxpayers, demo]
        return demo
      }),
    },
    clients: {
      access: answer('clients.access', () => taxpayers.flatMap((one, index) => fakeAccess(settings.language === 'en' ? 'en' : options.language, one, index))),
      addMany: answer('clients.addMany', ({ text, environment }) => {
        const { clients, problems } = readClientList(text, () => false)
        const added = clients.map(({ identifier, name }, index): TaxpayerSummary => ({ ...taxpayer(taxpayers.length + index + 1), context: { environment, identifier }, displayName: name === '' ? identifier.value : name, lastRefreshAt: null }))
        taxpayers = [...taxpayers, ...added]
        return { added: added.map(({ id }) => id), refused: problems.map(({ line, text: found, problem }) => ({ line, text: found, reason: { problem } })), jobId: null }
      }),
      startLook: answer('clients.startLook', ({ taxpayerIds }) => {
        const jobId = JobId.parse(`job-${String(++lastJob)}`)
        const total = taxpayerIds?.length ?? taxpayers.length
        const job = { kind: 'access', jobId, taxpayerId: null, startedAt: new Date().toISOString() } as const
        tell({ ...job, progress: { done: Math.floor(total / 2), total }, result: null })
        setTimeout(() => tell({ ...job, progress: { done: total, total }, result: { outcome: 'done', error: null } }), 4 * STEP_MS)
        return { jobId }
      }),
      startRefreshAll: answer('clients.startRefreshAll', () => {
        const jobId = JobId.parse(`job-${String(++lastJob)}`)
        const startedAt = new Date().toISOString()
        for (const { id } of taxpayers.slice(7, 11)) tell({ kind: 'refresh', purpose: 'refresh-all', jobId: JobId.parse(`job-${String(++lastJob)}`), taxpayerId: id, startedAt, progress: REFRESH_STORY[2]!, result: null })
        tell({ kind: 'refresh-all', jobId, taxpayerId: null, startedAt, progress: { rows: fakeRefreshRows(taxpayers, REFRESH_STORY.at(-1)!) }, result: null })
        return { jobId }
      }),
      handOver: answer('clients.handOver', ({ taxpayerId }) => {
        const jobId = JobId.parse(`job-${String(++lastJob)}`)
        const job = { kind: 'hand-over', jobId, taxpayerId, startedAt: new Date().toISOString(), progress: { done: 420, total: 420 } } as const
        setTimeout(() => tell({ ...job, result: { outcome: 'done', error: null, bundle: { path: '/home/anna/Pobrane/Hurtownia', invoices: 420, upos: 400, xmls: 420, missing: 20 } } }), STEP_MS)
        return { jobId }
      }),
      files: answer('clients.files', ({ taxpayerId }) => {
        const one = taxpayers.find(({ id }) => id === taxpayerId)
        const fileName = one?.archivePath.split('/').at(-1) ?? ''
        return one === undefined ? fail('not-found') : { taxpayerId, context: one.context, archivePath: one.archivePath, archiveBytes: 48_234_496, backups: [{ fileName: `${fileName}.v2-20260714T080000000Z.backup`, bytes: 31_000_000, madeAt: '2026-07-14T08:00:00.000Z' }], forgetsSecret: false }
      }),
      deleteForGood: answer('clients.deleteForGood', ({ taxpayerId }) => {
        taxpayers = taxpayers.filter(({ id }) => id !== taxpayerId)
        return { deleted: 3, leftBackups: [] }
      }),
    },
    invoices: {
      search: answer('invoices.search', ({ filter, sort, offset, limit }) => {
        if (filter.states.includes('received')) return { total: kept === 'none' ? 0 : fakePurchases().length, rows: kept === 'none' ? [] : fakePurchases() }
        const indexes = found(filter)
        if (indexes === null) {
          const count = Math.max(0, Math.min(limit, options.invoices - offset))
          const at = (index: number): number => (sort.descending ? offset + index : options.invoices - 1 - offset - index)
          return { total: options.invoices, rows: Array.from({ length: count }, (_, index) => fakeInvoice(at(index))) }
        }
        const rows = indexes.map((index) => fakeInvoice(index)).toSorted(bySort(sort))
        return { total: rows.length, rows: rows.slice(offset, offset + limit) }
      }),
      counts: answer('invoices.counts', () => {
        const counts = Object.fromEntries(INVOICE_STATES.map((state) => [state, 0])) as Record<InvoiceState, number>
        for (const index of allIndexes(Math.min(options.invoices, 5_000))) counts[fakeInvoice(index).state] += 1
        return { ...counts, received: kept === 'none' ? 0 : fakePurchases().length }
      }),
      detail: answer('invoices.detail', ({ id }) => fakePurchaseDetail(id) ?? { ...fakeDetail(id - 1), handled: handled.get(id) ?? null }),
      compareDuplicate: answer('invoices.compareDuplicate', ({ id }) => fakeComparison(id - 1)),
      findByKsefNumber: answer('invoices.findByKsefNumber', () => fakeInvoice(0).id),
      readDocument: answer('invoices.readDocument', ({ documentId }) => fakeDocumentText(documentId)),
      saveDocument: answer('invoices.saveDocument', () => ({ path: '/home/anna/Pobrane/5252248481-FV-2026-03-0007-upo.xml' })),
      handOver: answer('invoices.handOver', ({ taxpayerId, selection }) => {
        const jobId = JobId.parse(`job-${String(++lastJob)}`)
        const total = selection.kind === 'ids' ? selection.ids.length : options.invoices
        const startedAt = new Date().toISOString()
        tell({ kind: 'hand-over', jobId, taxpayerId, startedAt, progress: { done: 0, total }, result: null })
        setTimeout(() => tell({ kind: 'hand-over', jobId, taxpayerId, startedAt, progress: { done: total, total }, result: { outcome: 'done', error: null, bundle: { path: '/home/anna/Pobrane/przekazanie.zip', invoices: total, upos: total - 1, xmls: total, missing: 1 } } }), STEP_MS)
        return { jobId }
      }),
    },
    identify: {
      number: answer('identify.number', ({ taxpayerId, text }): IdentifyAnswer => fakeIdentify(taxpayers.find(({ id }) => id === taxpayerId) ?? taxpayer(1), identifyNumber(text))),
    },
    attention: {
      summary: answer('attention.summary', () => {
        const counts = { todo: 0, waiting: 0, handled: 0 }
        for (const item of attention()) counts[listOf(item)] += 1
        return { counts, account: options.connection === 'wrong-token' ? REFUSED_SIGN_IN : options.network === 'here' ? null : NO_WAY[options.network].account }
      }),
      list: answer('attention.list', ({ list, byCause, offset, limit }) => {
        const items = attention().filter((item) => listOf(item) === list)
        const rows = byCause ? CAUSES.flatMap((cause): readonly AttentionRow[] => {
              const group = items.filter(({ diagnosis }) => diagnosis.cause === cause)
              return group.length === 0 ? [] : [{ kind: 'group', cause, count: group.length }, ...group]
            }) : items
        return { total: rows.length, headings: rows.flatMap(({ kind }, index) => (kind === 'group' ? [index] : [])), rows: rows.slice(offset, offset + limit) }
      }),
      markHandled: answer('attention.markHandled', ({ invoiceId, cause, note }) => {
        handled.set(invoiceId, { cause, note, at: '2026-04-02T09:30:00.000Z' })
        return null
      }),
      undoHandled: answer('attention.undoHandled', ({ invoiceId }) => {
        handled.delete(invoiceId)
        return null
      }),
    },
    imports: {
      choose: answer('imports.choose', ({ taxpayerId }) => startImport(taxpayerId)),
      startDropped: answer('imports.startDropped', ({ taxpayerId }) => startImport(taxpayerId)),
      assign: answer('imports.assign', ({ taxpayerId }) => startImport(taxpayerId)),
      results: answer('imports.results', ({ outcomes, offset, limit }: InputOf<'imports.results'>) => {
        const rows = imported.filter(({ outcome }) => outcomes.includes(outcome))
        return { total: rows.length, rows: rows.slice(offset, offset + limit) }
      }),
      unlisted: answer('imports.unlisted', () => ({ total: imported.length === 0 ? 0 : FAKE_UNLISTED.length, rows: imported.length === 0 ? [] : FAKE_UNLISTED })),
    },
    selfChecks: {
      view: answer('selfChecks.view', () => selfChecks.view()),
      start: answer('selfChecks.start', ({ taxpayerId, scope }) => startSelfCheck(taxpayerId, scope)),
      repair: answer('selfChecks.repair', ({ taxpayerId }) => startRepair(taxpayerId)),
    },
    sessions: {
      markHandled: answer('sessions.markHandled', ({ id, note }) => {
        handledSessions.set(id, { handledAt: '2026-04-02T09:30:00.000Z', handledNote: note })
        return null
      }),
      undoHandled: answer('sessions.undoHandled', ({ id }) => {
        handledSessions.delete(id)
        return null
      }),
      detail: answer('sessions.detail', ({ id }) => fakeSessionDetail(id - 1)),
      saveUpoPage: answer('sessions.saveUpoPage', () => ({ path: '/home/anna/Pobrane/20260331-SB-strona-1-upo-zbiorcze.xml' })),
      list: answer('sessions.list', ({ offset, limit, text, which, createdSince }) => {
        const isChosen = (session: SessionSummary): boolean => which === 'all' || (hasFailedAlone(session) && (which === 'failed' || session.handledAt === null))
        const isWanted = (session: SessionSummary): boolean =>
          session.referenceNumber.includes(text.toUpperCase()) && isChosen(session) && (createdSince === null || (session.createdAt !== null && session.createdAt >= createdSince))
        const rows = allIndexes(options.invoices === 0 ? 0 : 24).map((index) => ({ ...fakeSession(index), ...handledSessions.get(index + 1) })).filter(isWanted)
        return { total: rows.length, rows: rows.slice(offset, offset + limit) }
      }),
    },
    quarantine: {
      list: answer('quarantine.list', ({ offset, limit }) => {
        const rows = fakeQuarantine(options.invoices)
        return { total: rows.length, rows: rows.slice(offset, offset + limit) }
      }),
      save: answer('quarantine.save', () => ({ path: '/home/anna/Pobrane/2026-04-01-12-nierozpoznany.dat' })),
    },
    trust: {
      list: answer('trust.list', () => trusted),
      add: answer('trust.add', () => {
        const added = FAKE_TRUSTED.filter((one) => !trusted.includes(one)).slice(0, 1)
        trusted = [...trusted, ...added]
        return { added, known: 1 - added.length }
      }),
      remove: answer('trust.remove', ({ fingerprintSha256 }) => {
        trusted = trusted.filter((one) => one.fingerprintSha256 !== fingerprintSha256)
        return null
      }),
    },
    network: {
      view: answer('network.view', () => ({ proxy: options.proxy, certificates: networkCertificates })),
      addCertificates: answer('network.addCertificates', () => {
        const added = FAKE_TRUSTED.filter((one) => !networkCertificates.includes(one)).slice(0, 1)
        networkCertificates = [...networkCertificates, ...added]
        return { added, known: 1 - added.length }
      }),
      removeCertificate: answer('network.removeCertificate', ({ fingerprintSha256 }) => {
        networkCertificates = networkCertificates.filter((one) => one.fingerprintSha256 !== fingerprintSha256)
        return null
      }),
    },
    schedule: {
      view: answer('schedule.view', () => ({
        nextRunAt: settings.isSchedulePaused || settings.schedule.kind === 'off' ? null : '2026-04-03T01:30:00.000Z',
        isRunning: false,
        lastRun: options.lastRun === 'none' ? null : { at: '2026-04-02T01:30:00.000Z', outcome: options.lastRun },
      })),
    },
    jobs: {
      list: answer('jobs.list', () => jobs),
      forecast: answer('jobs.forecast', () => ({ from: options.firstRefresh ? null : '2026-02-01', sessionsPerHour: 1_400 })),
      startRefresh: answer('jobs.startRefresh', ({ taxpayerId }) => {
        const jobId = JobId.parse(`job-${String(++lastJob)}`)
        void refresh(taxpayerId, jobId)
        return { jobId }
      }),
      cancel: answer('jobs.cancel', ({ jobId }) => {
        const job = jobs.find((one) => one.jobId === jobId)
        if (job?.kind === 'refresh') tell({ ...job, result: { outcome: 'cancelled', error: null, progress: job.progress, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] } })
        return null
      }),
    },
  } satisfies Api
}

/** Sessions and right KSeF numbers are here, numbers with wrong check digits are not. */
function fakeIdentify({ id: taxpayerId, displayName: taxpayerName, lastRefreshAt }: TaxpayerSummary, identified: Identified): IdentifyAnswer {
  const whose = { taxpayerId, taxpayerName }
  if (identified.kind === 'session') return { identified, targets: [{ kind: 'session', ...whose, id: fakeSession(0).id, reference: identified.text }], remarks: [] }
  if (identified.kind === 'old-ksef-number') return { identified, targets: [], remarks: [{ remark: 'old-ksef', taxpayerName: null, lastRefreshAt: null }] }
  if (identified.checksum === 'wrong') return { identified, targets: [], remarks: [{ remark: 'wrong-checksum', taxpayerName: null, lastRefreshAt: null }] }
  const file = FAKE_UNLISTED.find(({ invoiceNumber }) => invoiceNumber === identified.text)
  if (file !== undefined) {
    const { documentId, fileName, invoiceNumber } = file
    return { identified, targets: [{ kind: 'file', ...whose, documentId, fileName, invoiceNumber }], remarks: [{ remark: 'file-alone', taxpayerName, lastRefreshAt }] }
  }
  const invoice = fakeInvoice(0)
  return { identified, targets: identified.kind === 'ksef-number' ? [{ kind: 'invoice', ...whose, id: invoice.id, invoice }] : [], remarks: identified.kind === 'ksef-number' ? [] : [{ remark: 'not-here', taxpayerName, lastRefreshAt }] }
}

/** The settings with those named put in. */
function changed(settings: Settings, change: InputOf<'program.changeSettings'>): Settings {
  return { ...settings, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
}

function isRefusal(given: unknown): given is Refusal {
  return typeof given === 'object' && given !== null && 'ok' in given && given.ok === false && 'error' in given
}
