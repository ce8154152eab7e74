import { describe, expect, test } from 'vitest'
import { accessMarks, describeAccess, describeAccessChanges } from '../../../../electron/shared/messages/access.ts'
import { missingPermissions, tellsOfAccess } from '../../../../electron/shared/model/access.ts'
import type { AccessAnswer } from '../../../../electron/shared/model/access.ts'

const ANSWER: AccessAnswer = { invoices: 'yes', upo: 'all', permissions: [], error: null }
const at = (answer: AccessAnswer) => ({ ...answer, since: '2026-11-12T10:00:00.000Z', confirmedAt: '2026-11-12T10:00:00.000Z' })
const said = (part: Partial<AccessAnswer>): string => describeAccess('pl', { now: at({ ...ANSWER, ...part }), failure: null, missing: missingPermissions({ ...ANSWER, ...part }) })

describe('what the access table says', () => {
  test.each([
    [{}, [], '✔ ✔', 'Faktury i wszystkie UPO'],
    [{ upo: 'own-sessions' }, ['Introspection'], '✔ ½', 'UPO tylko z własnych wysyłek; brakuje: historia sesji (Introspection)'],
    [{ upo: 'none' }, ['Introspection'], '✔ ✘', 'Brakuje: historia sesji (Introspection) – bez niej nie ma UPO'],
    [{ invoices: 'no' }, ['InvoiceRead'], '✘ ✔', 'Brakuje: przeglądanie faktur (InvoiceRead)'],
    [{ invoices: 'no', upo: 'none' }, ['InvoiceRead', 'Introspection'], '✘ ✘', 'Brakuje: faktury (InvoiceRead) i historia sesji (Introspection)'],
    [{ invoices: 'unknown', upo: 'unknown' }, [], '? ?', 'Zalogowano; co wolno, okaże się przy odświeżaniu'],
    [{ error: { code: 'certificate-other-nip', details: {} } }, ['InvoiceRead', 'Introspection'], '✘ ✘', 'Ta firma nie nadała posiadaczowi certyfikatu żadnych uprawnień'],
  ] as const satisfies readonly (readonly [Partial<AccessAnswer>, readonly string[], string, string])[])('of %j', (part, missing, marks, sentence) => {
    const answer = { ...ANSWER, ...part }
    const { invoices, upo } = accessMarks(at(answer))
    expect([missingPermissions(answer), `${invoices} ${upo}`, said(part)]).toEqual([missing, marks, sentence])
  })

  test('a permission mends no wrong password, and a dead network tells nothing', () => {
    expect(missingPermissions({ ...ANSWER, error: { code: 'certificate-expired', details: {} } })).toEqual([])
    expect([tellsOfAccess(null), tellsOfAccess({ code: 'sign-in-no-permission', details: {} }), tellsOfAccess({ code: 'network-unreachable', details: {} })]).toEqual([true, true, false])
    expect(describeAccess('pl', { now: at(ANSWER), failure: { at: '', error: { code: 'network-unreachable', details: {} } }, missing: [] })).toMatch(/^Ostatnie sprawdzenie się nie udało: /)
    expect(describeAccess('en', { now: null, failure: null, missing: [] })).toBe('Not checked yet')
  })

  test('changes are told with the day since when', () => {
    const change = (before: Partial<AccessAnswer>, now: Partial<AccessAnswer>) => describeAccessChanges('pl', { before: at({ ...ANSWER, ...before }), now: at({ ...ANSWER, ...now }) })
    expect(change({ upo: 'none' }, {})).toEqual(['UPO: ✘ → ✔ od 12.11.2026'])
    expect(change({ upo: 'own-sessions', invoices: 'no' }, {})).toEqual(['Faktury: ✘ → ✔ od 12.11.2026', 'UPO: część → ✔ od 12.11.2026'])
    expect(change({ error: { code: 'sign-in-no-permission', details: {} } }, { upo: 'none' })).toEqual(['Logowanie: ✘ → ✔ od 12.11.2026'])
    expect(describeAccessChanges('pl', { before: null, now: at(ANSWER) })).toEqual([])
  })
})
