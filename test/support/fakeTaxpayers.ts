import { TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { ConnectionReport, TaxpayerSummary } from '../../electron/shared/contract/taxpayers.ts'
import { composePermissionRequest } from '../../electron/shared/messages/permissionRequest.ts'
import { fakeClients } from './fakeClients.ts'
import type { FakeOptions } from './fakeOptions.ts'

export function taxpayer(number: number): TaxpayerSummary {
  return {
    id: TaxpayerId.parse(number),
    context: { environment: 'production', identifier: { type: 'Nip', value: '5252248481' } },
    displayName: 'Pracownia Stolarska Dąb i Syn',
    apiBase: null,
    archivePath: '/home/anna/Dokumenty/Teczka UPO/5252248481-produkcja.upo',
    isDemo: false,
    credentialKind: 'certificate',
    credentialKept: 'key-store',
    certificateValidUntil: '2028-03-14T10:00:00.000Z',
    credentialSharedBy: 1,
    lastRefreshAt: '2026-03-31T07:42:00.000Z',
    leftAt: null,
  }
}

export function taxpayersOf({ taxpayers, firstRefresh }: FakeOptions): readonly TaxpayerSummary[] {
  const one = firstRefresh ? { ...taxpayer(1), lastRefreshAt: null } : taxpayer(1)
  if (taxpayers === 'none') return []
  if (taxpayers === 'one') return [one]
  if (taxpayers === 'forty') return fakeClients(taxpayer(1))
  if (taxpayers === 'demo') return [{ ...one, isDemo: true, displayName: 'Pracownia Przykład Sp. z o.o.' }]
  return [one, { ...taxpayer(2), displayName: 'Biuro Rachunkowe Łęcka, Żółtowska i Wspólnicy spółka komandytowa', context: { environment: 'test', identifier: { type: 'Nip', value: '7010002137' } }, credentialKind: 'token' }]
}

export function reportOf({ connection, language }: FakeOptions): ConnectionReport {
  const base: ConnectionReport = { ok: true, error: null, invoices: 'yes', upo: 'all', permissions: ['InvoiceRead', 'Introspection'], requestText: null, certificate: { subject: 'Anna Dąb', serial: '0A1B', validUntil: '2028-03-14T10:00:00.000Z', purpose: 'authentication', opensEverything: true } }
  if (connection === 'all') return base
  if (connection === 'wrong-token') return { ...base, ok: false, error: { code: 'sign-in-token-invalid', details: { statusCode: 450, description: 'Nieprawidłowy token' } }, invoices: 'unknown', upo: 'unknown', permissions: [], certificate: null }
  const requestText = composePermissionRequest(language, { companyName: 'Pracownia Stolarska Dąb i Syn', identifier: { type: 'Nip', value: '5252248481' }, presentPermissions: ['InvoiceRead', 'InvoiceWrite'], missing: ['Introspection'], way: 'certificate', holder: null })
  return { ...base, upo: 'none', permissions: ['InvoiceRead', 'InvoiceWrite'], requestText }
}
