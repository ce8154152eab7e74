import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../../electron/shared/contract/program.ts'
import { APP_ERROR_CODES } from '../../../../electron/shared/errors.ts'
import { describeCause, describeGroup } from '../../../../electron/shared/messages/causes.ts'
import { describeComparison } from '../../../../electron/shared/messages/comparison.ts'
import { describeFact } from '../../../../electron/shared/messages/diagnosis.ts'
import { describeError } from '../../../../electron/shared/messages/errors.ts'
import { describeHistoryReason } from '../../../../electron/shared/messages/history.ts'
import { labelOfInvoiceType } from '../../../../electron/shared/messages/invoiceKinds.ts'
import { describeInvoiceStatus, type InvoiceStatusFacts } from '../../../../electron/shared/messages/invoiceStatus.ts'
import { composePermissionRequest } from '../../../../electron/shared/messages/permissionRequest.ts'
import { describeRefreshResult } from '../../../../electron/shared/messages/refresh.ts'
import { describeSessionStatus } from '../../../../electron/shared/messages/sessionStatus.ts'
import { labelOfRoute } from '../../../../electron/shared/messages/labels.ts'
import { CAUSES, type Cause, type FactField } from '../../../../electron/shared/model/diagnosis.ts'
import { INVOICE_STATUS_CODES, isRejected } from '../../../../electron/shared/model/invoiceStatus.ts'
import { QUARANTINE_REASONS } from '../../../../electron/shared/model/upoInspection.ts'
import { fakeComparison } from '../../../support/fakeComparison.ts'

const NOTHING_KNOWN: InvoiceStatusFacts = {
  statusCode: null,
  statusDescription: null,
  invoiceNumber: null,
  ksefNumber: null,
  sellerNip: null,
  acquiredAt: null,
  hasUpo: false,
  isOnlyFromFile: false,
  duplicateCase: null,
  originalKsefNumber: null,
  matterBy: null,
  isOffline: false,
}

const UNFORMED = /[{}]|\bnone\b|undefined|null/

describe('describeInvoiceStatus', () => {
  it('has a sentence and a next step for every code, whatever is not known', () => {
    for (const language of LANGUAGES) {
      for (const statusCode of INVOICE_STATUS_CODES.filter((code) => code !== 200)) {
        const { sentence, nextStep } = describeInvoiceStatus(language, { ...NOTHING_KNOWN, statusCode })
        expect(`${sentence} ${nextStep}`).not.toMatch(UNFORMED)
      }
    }
  })

  it('says under rejected codes, and only there, that the invoice is not issued', () => {
    for (const statusCode of INVOICE_STATUS_CODES) {
      const { notIssued } = describeInvoiceStatus('pl', { ...NOTHING_KNOWN, statusCode })
      expect(notIssued !== null, String(statusCode)).toBe(isRejected(statusCode))
    }
    expect(describeInvoiceStatus('pl', { ...NOTHING_KNOWN, statusCode: 450, matterBy: '2026-03-15' }).notIssued).toBe(
      'Ta faktura nie jest wystawiona w KSeF. Zwykły termin wystawienia: 15.03.2026 (15. dzień następnego miesiąca); faktury wydanej offline: krótszy, zależny od trybu (offline24: następny dzień roboczy).',
    )
  })

  it('tells the acceptance in Warsaw time', () => {
    const facts = { ...NOTHING_KNOWN, statusCode: 200, ksefNumber: '5252248481-20260401-0123456789AB-CD', acquiredAt: '2026-03-31T22:30:00.000Z' }
    expect(describeInvoiceStatus('pl', facts).sentence).toBe(
      'Faktura przyjęta: numer KSeF 5252248481-20260401-0123456789AB-CD nadano 01.04.2026, 00:30; to zarazem data otrzymania faktury przez nabywcę, który odbiera ją w KSeF.',
    )
  })

  it('tells the three cases of a duplicate apart', () => {
    const sentenceOf = (duplicateCase: InvoiceStatusFacts['duplicateCase']) => describeInvoiceStatus('pl', { ...NOTHING_KNOWN, statusCode: 440, duplicateCase, invoiceNumber: 'FV/7' }).sentence
    expect(sentenceOf('same-file')).toBe(sentenceOf('same-invoice'))
    expect(sentenceOf('another-invoice')).toBe('Numer FV/7 ma już w KSeF inna faktura; tej nie przyjęto i nabywca jej nie dostał.')
    expect(sentenceOf('cannot-tell')).toBe(sentenceOf(null))
    expect(new Set([sentenceOf('same-file'), sentenceOf('another-invoice'), sentenceOf('cannot-tell')]).size).toBe(3)
  })

  it('names a code it does not know, and KSeF’s own description', () => {
    expect(describeInvoiceStatus('en', { ...NOTHING_KNOWN, statusCode: null, ksefNumber: 'N', isOnlyFromFile: true }).sentence).toBe('By the UPO added from a file the invoice is in KSeF under number N; it is on no list fetched from KSeF.')
    expect(describeInvoiceStatus('en', { ...NOTHING_KNOWN, statusCode: 1450, statusDescription: 'Nowy stan' }).sentence).toBe('KSeF gave this invoice code 1450, which this version of Teczka does not know (“Nowy stan”).')
  })
})

describe('describeSessionStatus', () => {
  it('reads the same number by the table of its session type', () => {
    expect(describeSessionStatus('pl', { sessionType: 'Online', statusCode: 100, statusDescription: null, rejectedCount: null, knownCount: 0 }).label).toBe('Otwarta')
    expect(describeSessionStatus('pl', { sessionType: 'Batch', statusCode: 100, statusDescription: null, rejectedCount: null, knownCount: 0 }).label).toBe('Rozpoczęta')
    expect(describeSessionStatus('pl', { sessionType: 'Online', statusCode: 420, statusDescription: null, rejectedCount: null, knownCount: 0 }).label).toBe('Kod 420')
    expect(describeSessionStatus('pl', { sessionType: 'Batch', statusCode: 420, statusDescription: null, rejectedCount: null, knownCount: 0 }).label).toBe('Za dużo faktur')
  })

  it('asks for what failed to be sent again only if that has not been done since', () => {
    const failed = [...[415, 440].map((statusCode) => ({ sessionType: 'Online', statusCode }) as const), ...[405, 415, 420, 430, 435, 440].map((statusCode) => ({ sessionType: 'Batch', statusCode }) as const)]
    for (const session of failed) {
      const nextStep = (language: 'pl' | 'en') => describeSessionStatus(language, { ...session, statusDescription: null, rejectedCount: null, knownCount: 0 }).nextStep
      expect(nextStep('pl'), JSON.stringify(session)).toMatch(/o ile nie wysłano (jej|ich) już/)
      expect(nextStep('en'), JSON.stringify(session)).toMatch(/unless (it has|they have) been sent .*since/)
    }
  })

  it('points to the invoices of a submission only where they are here', () => {
    const nextStep = (sessionType: 'Online' | 'Batch', statusCode: number, knownCount: number) => describeSessionStatus('en', { sessionType, statusCode, statusDescription: null, rejectedCount: null, knownCount }).nextStep
    for (const sessionType of ['Online', 'Batch'] as const) {
      expect(nextStep(sessionType, 445, 3)).toBe('Open its invoices: each names the reason for its rejection and what to do next.')
      expect(nextStep(sessionType, 445, 0)).toBe('Its invoices are not here: refresh, and if they still do not come, look for the reasons in the program they were sent from.')
      expect(nextStep('Batch', 500, 3)).toMatch(/^Open its invoices: each says what to do next\./)
      expect(nextStep('Batch', 500, 0)).toMatch(/do not send them again\.$/)
      expect(nextStep(sessionType, 999, 3)).toContain('beside the invoice itself')
      expect(nextStep(sessionType, 999, 0)).toBe('Refresh later.')
    }
  })
})

describe('describeCause', () => {
  it('has a label, a sentence and a next step for every cause, whatever is not known', () => {
    for (const language of LANGUAGES) {
      for (const cause of CAUSES) expect(Object.values(describeCause(language, cause)).join(' '), cause).not.toMatch(UNFORMED)
    }
  })

  it('calls KSeF down only where it was, and a group of both by what holds for both', () => {
    const label = (errorCode?: string) => LANGUAGES.map((language) => describeCause(language, 'ksef-is-down', errorCode === undefined ? {} : { errorCode }).label)
    expect(label('api_unavailable')).toEqual(['KSeF nie działa', 'KSeF is down'])
    expect(label('sign_in_timeout')).toEqual(['KSeF nie dokończył logowania', 'KSeF did not finish the sign-in'])
    expect(label()).toEqual(['KSeF nie odpowiada, jak powinien', 'KSeF does not answer as it should'])
  })

  it('counts working days by the rules of Polish', () => {
    const late = (days: number) => describeCause('pl', 'sent-late', { days }).sentence
    expect([late(1), late(3), late(5)].map((sentence) => /ją (.*) po/.exec(sentence)?.[1])).toEqual(['1 dzień roboczy', '3 dni robocze', '5 dni roboczych'])
  })

  it('of an invoice sent late before the next working day it counts none, and says what day it was', () => {
    expect(describeCause('pl', 'sent-late', { days: 0, day: '11.09.2026' }).sentence).toContain('przesłano ją w dniu wolnym od pracy po terminie, który dla offline24 minął 11.09.2026')
    expect(describeCause('en', 'sent-late', { days: 0 }).sentence).toContain('it was sent on a day off after the deadline')
  })

  it('says above many invoices that need a look only what holds for each of them', () => {
    const said = (cause: Cause) => LANGUAGES.map((language) => describeGroup(language, cause))
    expect(said('sent-late').map(({ sentence }) => sentence)).toEqual(['Faktura jest w KSeF, ale przesłano ją po terminie.', 'The invoice is in KSeF, but it was sent after the deadline.'])
    // Where another sends, nothing is to be done, and such an invoice is in no list.
    for (const { nextStep } of said('upo-is-the-senders')) expect(nextStep).not.toMatch(/^(Nic nie|Nothing)/)
    expect(said('no-network').map(({ label }) => label)).toEqual(['kłopot z połączeniem', 'connection trouble'])
    for (const { sentence } of said('no-network')) expect(sentence).not.toMatch(/nie dostał|got no answer/)
  })
})

describe('describeFact', () => {
  const said = (field: FactField, value: string): string => describeFact('pl', { field, value }).value

  it('says the codes of closed lists in words, and leaves the others as they are', () => {
    expect([said('lastTryOutcome', 'quarantined'), said('lastTryOutcome', 'failed')]).toEqual(['Plik odłożony jako nieprawidłowy', 'Próba nieudana'])
    expect([said('lastTryCode', 'link-expired'), said('lastTryCode', '21178')]).toEqual(['odnośnik stracił ważność', 'kod KSeF 21178'])
    expect(said('errorCode', 'network-unreachable')).not.toContain('network')
    expect([said('invoicingMode', 'Offline'), said('buyerIdentifierType', 'None'), said('buyerIdentifierType', 'Later')]).toEqual(['tryb offline', 'brak identyfikatora', 'Later'])
  })
})

it('says each kind of KSeF’s invoices in words, and leaves one that it does not know', () => {
  const kinds = ['Vat', 'Zal', 'Kor', 'Roz', 'Upr', 'KorZal', 'KorRoz', 'VatPef', 'VatPefSp', 'KorPef', 'VatRr', 'KorVatRr']
  for (const language of LANGUAGES) expect(new Set(kinds.map((kind) => labelOfInvoiceType(language, kind)).filter((label) => label.includes(' '))).size).toBe(kinds.length)
  expect(labelOfInvoiceType('pl', 'VatNew')).toBe('VatNew')
})

describe('describeComparison', () => {
  it('lists what differs with one “i”, and a label of an abbreviation as it is', () => {
    const fields = (['invoiceNumber', 'buyer', 'vat', 'gross', 'lines'] as const).map((field) => ({ field, mine: '1', original: '2', verdict: field === 'invoiceNumber' ? ('same' as const) : ('differs' as const) }))
    const compared = { ...fakeComparison(24), fields }
    expect(describeComparison('pl', compared).reason).toBe('Różnice: nabywca, VAT, brutto i treść pozycji.')
    expect(describeComparison('en', compared).reason).toBe('What differs: buyer, VAT, gross and what the lines say.')
  })
})

describe('describeError', () => {
  it('says what happened and what to do next for every code, with and without details', () => {
    for (const language of LANGUAGES) {
      for (const code of APP_ERROR_CODES) {
        const text = describeError(language, { code, details: {} })
        expect(`${text.whatHappened} ${text.nextStep}`, code).not.toMatch(UNFORMED)
      }
    }
  })

  it('puts in the details it is given, instants in Warsaw time and codes as they are', () => {
    expect(describeError('pl', { code: 'api-rate-limited', details: { resumesAt: '2026-02-02T13:35:00.000Z' } }).whatHappened).toBe('Limit zapytań do KSeF na teraz jest wyczerpany; następne będą możliwe po 02.02.2026, 14:35.')
    expect(describeError('pl', { code: 'api-rejected', details: { code: 21178, description: 'Brak UPO' } }).whatHappened).toBe('KSeF odrzucił zapytanie (kod 21178): „Brak UPO”.')
    expect(describeError('pl', { code: 'certificate-other-nip', details: { certificateNip: '9991002015' } }).whatHappened).toContain('(NIP 9991002015)')
    // Which one is named above; the letter asks for it alone.
    expect(describeError('pl', { code: 'api-forbidden', details: { requiredAnyOfPermissions: ['Introspection'] } }).nextStep).not.toContain('InvoiceRead')
    expect(describeError('en', { code: 'api-forbidden', details: { requiredAnyOfPermissions: ['Introspection', 'InvoiceWrite'] } }).whatHappened).toBe(
      'This account lacks the permission for this in KSeF (one of these is needed: Introspection, InvoiceWrite).',
    )
  })

  it('says of a refusal what its diagnosis says', () => {
    for (const language of LANGUAGES) {
      for (const reasonCode of ['ip-not-allowed', 'auth-method-not-allowed', 'context-type-not-allowed', 'security-service-blocked']) {
        const { sentence, nextStep } = describeCause(language, 'wrong-context-or-permission', { refusal: reasonCode.replaceAll('-', '_') })
        expect(describeError(language, { code: 'api-forbidden', details: { reasonCode } })).toEqual({ whatHappened: sentence, nextStep })
      }
      const { sentence, nextStep } = describeCause(language, 'wrong-context-or-permission', { refusal: 'unknown', reasonCode: 'of-a-later-ksef' })
      expect(sentence).toContain('of-a-later-ksef')
      expect(describeError(language, { code: 'api-forbidden', details: { reasonCode: 'of-a-later-ksef' } })).toEqual({ whatHappened: sentence, nextStep })
      for (const statusCode of [470, 480]) {
        const { sentence, nextStep } = describeCause(language, 'sign-in-refused', { errorCode: 'sign_in_failed', signInStatus: String(statusCode) })
        expect(describeError(language, { code: 'sign-in-failed', details: { statusCode, description: 'Uwierzytelnianie zakończone niepowodzeniem' } })).toEqual({ whatHappened: sentence, nextStep })
      }
    }
  })
})

describe('composePermissionRequest', () => {
  const facts = { companyName: 'Bąbel Sp. z o.o.', identifier: { type: 'Nip', value: '5252248481' }, presentPermissions: ['InvoiceRead'], missing: ['InvoiceRead', 'Introspection'], way: 'certificate', holder: null } as const
  const holder = { name: 'Łucja Żółkiewska', identifiedBy: 'nip', identifier: '9991001010', isCompany: false } as const

  it('names the company, both permissions, who gives them and where', () => {
    for (const language of LANGUAGES) {
      const text = composePermissionRequest(language, facts)
      for (const part of ['Bąbel Sp. z o.o. (NIP 5252248481)', 'InvoiceRead', 'Introspection', 'CredentialsManage', 'ksef.podatki.gov.pl']) expect(text).toContain(part)
      expect(text).not.toMatch(UNFORMED)
      expect(text).not.toMatch(/\n{3}/)
    }
  })

  it('asks for what is missing alone, and names to whom it is to be given', () => {
    const text = composePermissionRequest('pl', { ...facts, missing: ['Introspection'], holder })
    expect(text).toContain(
      [
        'proszę o nadanie mi w KSeF uprawnienia w firmie Bąbel Sp. z o.o. (NIP 5252248481):',
        '  – przeglądanie historii sesji (Introspection).',
        '',
        'Komu nadać: Łucja Żółkiewska, NIP 9991001010.',
        '',
        'Po co:',
      ].join('\n'),
    )
    expect(text).not.toContain('przeglądanie faktur (InvoiceRead)')
  })

  it('says that a company cannot be given the session history, and of a token that it must be a new one', () => {
    expect(composePermissionRequest('pl', { ...facts, missing: ['Introspection'], holder: { ...holder, isCompany: true } })).toContain('tylko osobie fizycznej')
    expect(composePermissionRequest('pl', { ...facts, missing: ['InvoiceRead'], holder: { ...holder, isCompany: true } })).not.toContain('tylko osobie fizycznej')
    for (const language of LANGUAGES) {
      const text = composePermissionRequest(language, { ...facts, way: 'token', missing: ['Introspection'] })
      expect(text).toContain(language === 'pl' ? 'nowego tokena' : 'a new token')
      expect(text).not.toMatch(/\n{3}/)
    }
  })
})

describe('describeRefreshResult', () => {
  const progress = { step: 'finishing', sessionsRead: 3, sessionsToRead: 3, invoicesSeen: 2000, uposStored: 1412, uposWanted: 2000, xmlStored: 0, xmlWanted: null, forecast: null } as const
  const result = { outcome: 'paused', error: null, progress, resumesAt: '2026-02-02T13:35:00.000Z', waitingFor: ['upos'], quarantined: 2, limitedCalls: {}, warnings: [] } as const

  it('says how much is stored and when the rest can come', () => {
    expect(describeRefreshResult('pl', result, '2026-02-02T12:40:00.000Z')).toEqual({
      title: 'Odświeżono, ile pozwala limit KSeF',
      lines: ['Zapisano 1412 UPO z 2000, plików faktur nie przybyło.', 'Reszta (UPO) po 14:35 – KSeF ogranicza liczbę zapytań na godzinę.', '2 pliki nie przeszły sprawdzenia i leżą osobno.'],
    })
  })

  it('says that nothing is new only of what was looked at to the end', () => {
    const nothing = { ...result, progress: { ...progress, uposStored: 0, sessionsRead: 0, invoicesSeen: 0 }, resumesAt: null, quarantined: 0 }
    for (const outcome of ['paused', 'failed', 'cancelled'] as const) expect(describeRefreshResult('pl', { ...nothing, outcome }, '2026-02-02T12:40:00.000Z').lines).toEqual([])
    expect(describeRefreshResult('pl', { ...nothing, outcome: 'done' }, '2026-02-02T12:40:00.000Z').lines).toEqual(['Od ostatniego odświeżenia nic się nie zmieniło.'])
  })

  it('claims nothing of receipts where submissions were proven by their own', () => {
    const linesOf = (part: Partial<typeof result.progress>): readonly string[] => describeRefreshResult('pl', { ...result, outcome: 'done', resumesAt: null, quarantined: 0, progress: { ...progress, uposStored: 0, ...part } }, '2026-02-02T12:40:00.000Z').lines
    expect(linesOf({})).toEqual(['Przeczytano: wysyłki 3, faktury 2000.'])
    expect(describeRefreshResult('en', { ...result, outcome: 'done', resumesAt: null, quarantined: 0, progress: { ...progress, uposStored: 0, xmlStored: 257 } }, '2026-02-02T12:40:00.000Z').lines).toEqual(['257 invoice files stored.'])
  })

  it('names the day when the rest must wait past midnight', () => {
    expect(describeRefreshResult('pl', result, '2026-02-01T12:40:00.000Z').lines[1]).toContain('po 02.02.2026, 14:35')
  })
})

it('names an unknown route as another way', () => {
  expect(labelOfRoute('pl', 'pigeon')).toBe('inna droga')
})

describe('describeHistoryReason', () => {
  it('says every code in words, and leaves KSeF its own', () => {
    for (const language of LANGUAGES) {
      for (const code of [...APP_ERROR_CODES, ...QUARANTINE_REASONS, 'link-expired', 'not-on-list']) {
        const told = describeHistoryReason(language, { kind: 'failed', code })
        expect(told).toMatch(/^\S.*[^.]$/)
        expect(told).not.toBe(describeHistoryReason(language, { kind: 'failed', code: `${code}?` }))
        expect(told?.split(' ').length, code).toBeGreaterThan(1)
      }
      expect(describeHistoryReason(language, { kind: 'failed', code: '21178' })).toMatch(/KSeF.* 21178$/)
    }
  })

  it('says nothing twice', () => {
    expect(describeHistoryReason('pl', { kind: 'not-available-yet', code: 'not-available-yet' })).toBeNull()
    expect(describeHistoryReason('pl', { kind: 'upo-stored', code: null })).toBeNull()
  })
})
