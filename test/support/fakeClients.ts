import type { AccessAnswerView, AccessView } from '../../electron/shared/contract/clients.ts'
import { TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { ClientRefresh, RefreshProgress, RefreshResult } from '../../electron/shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../electron/shared/contract/taxpayers.ts'
import { composePermissionRequest } from '../../electron/shared/messages/permissionRequest.ts'
import { missingPermissions } from '../../electron/shared/model/access.ts'
import { nipFromNineDigits } from '../../electron/shared/model/nip.ts'

const NAMES = ['Piekarnia Złoty Kłos', 'Żuk Transport', 'Studio Łąka', 'Gabinet Dr Ćwik', 'Stolarnia Dąb', 'Auto-Serwis Mróz', 'Kwiaciarnia Róża', 'Biuro Podróży Świt', 'Apteka Pod Lwem', 'Hurtownia Śliwka'] as const
const LOOKED_AT = '2026-11-26T09:00:00.000Z'

/** Forty clients of an office, in their order. */
export function fakeClients(like: TaxpayerSummary): readonly TaxpayerSummary[] {
  return Array.from({ length: 40 }, (_, index): TaxpayerSummary => {
    const nip = nipFromNineDigits(String(631_000_010 + index * 37)) ?? nipFromNineDigits(String(631_000_011 + index * 37)) ?? ''
    return {
      ...like,
      id: TaxpayerId.parse(index + 1),
      displayName: `${NAMES[index % NAMES.length]!}${index < NAMES.length ? '' : ` ${String(Math.floor(index / NAMES.length) + 1)}`}`,
      context: { environment: index === 7 ? 'test' : 'production', identifier: { type: 'Nip', value: nip } },
      archivePath: `/home/anna/Dokumenty/Teczka UPO/archives/production-nip-${nip}.teczka`,
      credentialKind: index === 5 ? 'token' : 'certificate',
      certificateValidUntil: index === 3 ? '2026-12-05T10:00:00.000Z' : like.certificateValidUntil,
      credentialSharedBy: index === 5 ? 1 : 39,
      lastRefreshAt: index % 6 === 4 ? null : like.lastRefreshAt,
      leftAt: index >= 38 ? '2026-11-12T10:00:00.000Z' : null,
    }
  })
}

/** Access as an office meets it on its first days: most clients gave the usual grant, some everything, some nothing. */
export function fakeAccess(language: 'pl' | 'en', { id, displayName, context, leftAt }: TaxpayerSummary, index: number): readonly AccessView[] {
  if (leftAt !== null) return []
  const since = { since: LOOKED_AT, confirmedAt: LOOKED_AT }
  const usual: AccessAnswerView = { ...since, invoices: 'yes', upo: 'own-sessions', permissions: ['InvoiceRead', 'InvoiceWrite'], error: null }
  const full: AccessAnswerView = { ...since, invoices: 'yes', upo: 'all', permissions: ['InvoiceRead', 'Introspection'], error: null }
  const shut: AccessAnswerView = { ...since, invoices: 'unknown', upo: 'unknown', permissions: [], error: { code: 'sign-in-no-permission', details: {} } }
  const reading: AccessAnswerView = { ...usual, upo: 'none', permissions: ['InvoiceRead'] }
  const answers = [full, usual, full, reading, full, shut, full, full, usual, null] as const
  const now = answers[index % answers.length] ?? null
  const missing = now === null ? [] : missingPermissions(now)
  const holder = { name: 'Łucja Żółkiewska', identifiedBy: 'nip', identifier: '9991001010', isCompany: false } as const
  return [
    {
      taxpayerId: id,
      now,
      before: index === 2 ? usual : index === 6 ? shut : null,
      failure: index === 8 ? { at: LOOKED_AT, error: { code: 'network-unreachable', details: {} } } : null,
      missing,
      holder: now === null ? null : holder,
      requestText: missing.length === 0 || now === null ? null : composePermissionRequest(language, { companyName: displayName, identifier: context.identifier, presentPermissions: now.permissions, missing, way: 'certificate', holder }),
    },
  ]
}

/** A refresh of all in its middle: some done, one paused, one failed, four at work, the rest waiting. */
export function fakeRefreshRows(taxpayers: readonly TaxpayerSummary[], progress: RefreshProgress): readonly ClientRefresh[] {
  const result: RefreshResult = { outcome: 'done', error: null, progress, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] }
  const results: readonly (RefreshResult | null)[] = [
    result,
    { ...result, outcome: 'paused', resumesAt: '2026-11-27T18:40:00.000Z', waitingFor: ['xml'] },
    result,
    { ...result, outcome: 'failed', error: { code: 'api-forbidden', details: {} } },
    null,
    { ...result, outcome: 'failed', error: { code: 'sign-in-no-permission', details: {} } },
    result,
  ]
  return taxpayers
    .filter(({ leftAt }) => leftAt === null)
    .map(({ id }, index) => {
      if (index === 4) return { taxpayerId: id, state: 'needs-first-day', jobId: null, result: null }
      const ended = results[index] ?? null
      return { taxpayerId: id, state: ended !== null ? 'ended' : index < 11 ? 'running' : 'waiting', jobId: null, result: ended }
    })
}
