import { describe, expect, test } from 'vitest'
import { describeError } from '../../../../electron/shared/messages/errors.ts'
import type { ErrorReport } from '../../../../electron/shared/errors.ts'
import { describeNews } from '../../../../electron/shared/messages/attentionNotice.ts'

const host = 'api.ksef.mf.gov.pl'
const unreachable = (reason: string): ErrorReport => ({ code: 'network-unreachable', details: { host, reason } })

describe('why KSeF was not reached is told by its cause', () => {
  test.each<[string, ErrorReport, RegExp, RegExp]>([
    ['no name is found', unreachable('dns'), /Ten komputer nie ma teraz połączenia z internetem/, /to nie awaria KSeF/],
    ['no way leads out', unreachable('no-route'), /Ten komputer nie ma teraz połączenia z internetem/, /to nie awaria KSeF/],
    ['a proxy refuses', unreachable('proxy'), /Serwer pośredniczący/, /administratora/],
    ['nobody listens', unreachable('refused'), /odrzucił je KSeF, zapora albo serwer pośredniczący/, /KSeF może mieć przerwę/],
    ['the line is cut', unreachable('reset'), /zostało przerwane/, /Odśwież jeszcze raz/],
    ['anything else', unreachable('unknown'), /Nie ma połączenia/, /Sprawdź połączenie/],
    ['no connection in time', { code: 'network-timeout', details: { host, reason: 'connecting' } }, /Nie udało się na czas połączyć/, /zawodzi KSeF, nie Twoja sieć/],
    ['no answer in time', { code: 'network-timeout', details: { host, reason: 'answering' } }, /nie odpowiedział na czas/, /zawodzi KSeF, nie Twoja sieć/],
    ['a company’s certificate', { code: 'network-tls', details: { host, reason: 'untrusted' } }, /nie jest zaufany/, /dodaj go w Ustawieniach, „Sieć”/],
    ['a wrong clock', { code: 'network-tls', details: { host, reason: 'not-yet-valid' } }, /nie jest jeszcze ważny/, /Sprawdź datę/],
    ['a 5xx or a page of maintenance', { code: 'api-unavailable', details: { httpStatus: 503 } }, /KSeF nie działa w tej chwili.*503/, /To nie wina Twojej sieci/],
    ['a page of a Wi-Fi instead of KSeF', { code: 'api-answer-unreadable', details: { reason: 'html' } }, /strona internetowa/, /czy sieć nie wymaga logowania/],
  ])('%s', (_what, report, what, next) => {
    const { whatHappened, nextStep } = describeError('pl', report)
    expect(whatHappened).toMatch(what)
    expect(nextStep).toMatch(next)
    const english = describeError('en', report)
    expect(`${english.whatHappened}${english.nextStep}`).not.toMatch(/[{}]/)
  })
})

test('a notification has one line a company, the gravest first, and says how many more there are', () => {
  const quiet = { rejected: 0, missingUpo: 0, noAccess: false }
  expect(describeNews('pl', [{ ...quiet, name: 'Dąb', rejected: 2, missingUpo: 5 }])).toEqual({ title: 'Wymaga uwagi – Teczka UPO', body: 'Dąb: 2 odrzucone faktury, 5 faktur bez UPO' })
  const many = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ ...quiet, name, noAccess: true, rejected: 1 }))
  expect(describeNews('en', many).body.split('\n')).toEqual(['A: no access to KSeF, 1 rejected invoice', 'B: no access to KSeF, 1 rejected invoice', 'C: no access to KSeF, 1 rejected invoice', 'and 2 more businesses'])
})
