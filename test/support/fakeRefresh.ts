import type { DiagnosisView } from '../../electron/shared/contract/diagnosis.ts'
import type { RefreshProgress } from '../../electron/shared/contract/jobs.ts'
import type { ErrorReport } from '../../electron/shared/errors.ts'

export const REFUSED_SIGN_IN: DiagnosisView = { cause: 'sign-in-refused', move: 'user', actions: ['replace-credential'], avoid: 'sign-in-again', matterBy: null, undatedSince: null, duplicateCase: null, originalKsefNumber: null, facts: [{ field: 'signInStatus', value: '450' }] }

/** How a refresh fails without a network, and while KSeF is down. */
export const NO_WAY: Readonly<Record<'none' | 'ksef-down', { readonly error: ErrorReport; readonly account: DiagnosisView }>> = {
  none: {
    error: { code: 'network-unreachable', details: { host: 'api.ksef.mf.gov.pl', systemCode: 'ENOTFOUND', reason: 'dns' } },
    account: { ...REFUSED_SIGN_IN, cause: 'no-network', move: 'user', actions: ['refresh'], avoid: null, facts: [] },
  },
  'ksef-down': {
    error: { code: 'api-unavailable', details: { httpStatus: 503, route: 'GET /sessions' } },
    account: { ...REFUSED_SIGN_IN, cause: 'ksef-is-down', move: 'ksef', actions: ['refresh'], avoid: null, facts: [{ field: 'errorAt', value: '2026-04-02T09:30:00.000Z' }] },
  },
}

export const AT_START: RefreshProgress = { step: 'signing-in', sessionsRead: 0, sessionsToRead: null, invoicesSeen: 0, uposStored: 0, uposWanted: null, xmlStored: 0, xmlWanted: null, forecast: null }

export const REFRESH_STORY: readonly RefreshProgress[] = [
  AT_START,
  { ...AT_START, step: 'sessions', sessionsRead: 6, sessionsToRead: 24 },
  { ...AT_START, step: 'invoices', sessionsRead: 24, sessionsToRead: 24, invoicesSeen: 2_000 },
  { ...AT_START, step: 'upos', sessionsRead: 24, sessionsToRead: 24, invoicesSeen: 2_000, uposStored: 412, uposWanted: 2_000 },
  { ...AT_START, step: 'upos', sessionsRead: 24, sessionsToRead: 24, invoicesSeen: 2_000, uposStored: 1_412, uposWanted: 2_000 },
  { ...AT_START, step: 'xml', sessionsRead: 24, sessionsToRead: 24, invoicesSeen: 2_000, uposStored: 2_000, uposWanted: 2_000, xmlStored: 64, xmlWanted: 2_000 },
]

/** Most is proven after an hour, the rest must wait for the next. */
export function heldUpStory(): readonly RefreshProgress[] {
  const forecast = { accepted: 2_000, proven: 740, doneAt: minutesFromNow(75) }
  return [
    AT_START,
    { ...AT_START, step: 'invoices', sessionsRead: 740, sessionsToRead: 2_000, forecast },
    { ...AT_START, step: 'invoices', sessionsRead: 1_412, sessionsToRead: 2_000, uposStored: 1_412, forecast: { ...forecast, proven: 1_412 } },
  ]
}

export function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}
