import { expect, test } from 'vitest'
import { sessionLines } from '../../../electron/commandLine/showSession.ts'
import type { SessionDetail } from '../../../electron/shared/contract/sessions.ts'
import { fakeSessionDetail } from '../../support/fakeSessions.ts'

const failed: SessionDetail = { ...fakeSessionDetail(1), statusDetails: ['Część 2'] }
const batch: SessionDetail = { ...failed, summary: { ...failed.summary, sessionType: 'Batch', statusCode: 435, statusDescription: 'Błąd odszyfrowania pliku' } }

test('a session says its status, what it means, what to do, and the words of KSeF', () => {
  expect(sessionLines('pl', batch).slice(0, 4).map((line) => line.slice(39))).toEqual([
    'Błąd odszyfrowania',
    'KSeF nie mógł odszyfrować części paczki – to błąd programu wysyłającego; żadna faktura nie została przyjęta.',
    'Zaktualizuj program wysyłający albo zgłoś błąd jego dostawcy, a potem wyślij z niego faktury jeszcze raz, o ile nie wysłano ich już ponownie.',
    '435 – Błąd odszyfrowania pliku – Część 2',
  ])
})
