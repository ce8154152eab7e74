import { expect, test } from 'vitest'
import type { AccessView } from '../../../../electron/shared/contract/clients.ts'
import { permissionRequestOf, type RequestFacts } from '../../../../renderer/features/diagnosis/permissionRequestOf.ts'

const taxpayer: RequestFacts['taxpayer'] = { displayName: 'Bąbel', context: { environment: 'production', identifier: { type: 'Nip', value: '5252248481' } }, credentialKind: 'certificate' }
const now = { since: '2026-03-01T08:00:00.000Z', confirmedAt: '2026-03-01T08:00:00.000Z', invoices: 'no', upo: 'none', permissions: ['InvoiceWrite'], error: null } as const satisfies AccessView['now']
const access: RequestFacts['access'] = { now, missing: ['InvoiceRead', 'Introspection'], holder: { name: 'Łucja Żółkiewska', identifiedBy: 'nip', identifier: '9991001010', isCompany: false } }
const refusedWith = (permissions: string) => ({ facts: [{ field: 'presentPermissions', value: permissions } as const] })

test('asks only for what is missing, and names to whom to give it', () => {
  const text = permissionRequestOf('pl', { taxpayer, diagnosis: refusedWith('InvoiceRead, InvoiceWrite'), access })
  expect(text).toContain('nadanie mi w KSeF uprawnienia w firmie Bąbel (NIP 5252248481)')
  expect(text).toContain('– przeglądanie historii sesji (Introspection).')
  expect(text).not.toContain('– przeglądanie faktur (InvoiceRead).')
  expect(text).toContain('Komu nadać: Łucja Żółkiewska, NIP 9991001010.')
  expect(text).toContain('Dziś w tej firmie mam: InvoiceRead, InvoiceWrite.')
})

test('where KSeF named nothing held, the last look at the access tells', () => {
  const text = permissionRequestOf('pl', { taxpayer, diagnosis: { facts: [] }, access: { ...access, now: { ...now, permissions: ['InvoiceRead'] }, missing: ['Introspection'] } })
  expect(text).toContain('– przeglądanie historii sesji (Introspection).')
  expect(text).toContain('Dziś w tej firmie mam: InvoiceRead.')
})

test('where nothing is known, both are asked for, to nobody by name', () => {
  const text = permissionRequestOf('en', { taxpayer: { ...taxpayer, displayName: '5252248481' }, diagnosis: { facts: [] }, access: null })
  expect(text).toContain('two permissions in KSeF for the company NIP 5252248481:')
  expect(text).not.toContain('To whom')
})

test.each([
  ['a sign-in that found no permissions at all', { field: 'signInStatus', value: '415' }],
  ['a refusal that names nothing held', { field: 'reasonCode', value: 'insufficient-resource-access' }],
] as const)('%s outweighs an older look at the access: both are asked for, and neither is named as held', (_, fact) => {
  const text = permissionRequestOf('pl', { taxpayer, diagnosis: { facts: [fact] }, access: { ...access, now: { ...now, permissions: ['InvoiceRead', 'Introspection'] }, missing: [] } })
  expect(text).toContain('dwóch uprawnień')
  expect(text).not.toContain('Dziś w tej firmie mam')
})

test('after a sign-in that found no permissions at all, both are asked for, whatever an older look found missing', () => {
  const text = permissionRequestOf('pl', { taxpayer, diagnosis: { facts: [{ field: 'signInStatus', value: '415' }] }, access: { ...access, now: { ...now, permissions: ['InvoiceRead'] }, missing: ['Introspection'] } })
  expect(text).toContain('dwóch uprawnień')
  expect(text).not.toContain('Dziś w tej firmie mam')
})

test('what was refused although nothing seems to be missing is asked for anew', () => {
  const text = permissionRequestOf('pl', { taxpayer, diagnosis: refusedWith('InvoiceRead, Introspection'), access })
  expect(text).toContain('dwóch uprawnień')
  expect(text).not.toContain('Dziś w tej firmie mam')
})
