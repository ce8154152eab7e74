import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/core/diagnose/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/core/diagnose/facts.ts'
import type { Cause } from '../../../../electron/shared/model/diagnosis.ts'
import { LANGUAGES } from '../../../../electron/shared/contract/program.ts'
import { describeDiagnosis } from '../../../../electron/shared/messages/diagnosis.ts'
import { describeError } from '../../../../electron/shared/messages/errors.ts'
import { INVOICE_STATUS_CODES } from '../../../../electron/shared/model/invoiceStatus.ts'
import { ACCEPTED, UNLISTED, endedBy, failedTry } from '../../../support/diagnosisFacts.ts'

const accepted = ACCEPTED

const LATE = { invoicingMode: 'Offline', issuedOn: '2026-09-09', sentOn: '2026-09-16' } as const

const content = { buyerIdentifier: '1111111111', issuedOn: '2026-09-16', grossMinor: 12300, currency: 'PLN' }
const original = { ksefNumber: '5265877635-20260915-0200A0D6723E-AA', invoiceHash: 'b3RoZXI=', content }

describe('the diagnosis of a missing UPO', () => {
  it('is nothing for an accepted invoice with its UPO', () => {
    expect(diagnose({ ...accepted, hasUpo: true })).toBeNull()
  })

  it.each(INVOICE_STATUS_CODES.filter((code) => code !== 200))('names a cause for status %i', (statusCode) => {
    expect(diagnose({ ...accepted, statusCode, ksefNumber: null })).not.toBeNull()
  })

  /** Which facts lead to which cause; a cause without a row is a fault of the compiler's. `null`: told by other means than an invoice's facts. */
  const TABLE = {
    'still-processing': [
      ['an invoice in the queue', { statusCode: 100 }],
      ['an invoice being checked', { statusCode: 150 }],
    ],
    'session-not-finished': [
      ['an open interactive session', { sessionStatusCode: 100 }],
      ['a closed interactive session', { sessionStatusCode: 170 }],
      ['a batch still processing', { sessionType: 'Batch', sessionStatusCode: 150 }],
    ],
    rejected: [405, 410, 415, 430, 435, 450].map((statusCode) => [`a rejection by ${statusCode}`, { statusCode }] as const),
    'settled-later': [
      ['a rejected invoice accepted later', { statusCode: 450, settledByKsefNumber: original.ksefNumber }],
      ['a cancelled one accepted later', { statusCode: 550, settledByKsefNumber: original.ksefNumber }],
    ],
    duplicate: [['a duplicate', { statusCode: 440, original }]],
    'failed-or-cancelled': [
      ['an unknown error', { statusCode: 500 }],
      ['a cancellation', { statusCode: 550 }],
    ],
    'unknown-status': [['a status that nobody has described yet', { statusCode: 777 }]],
    'wrong-identifier': null,
    'sent-from-another-account': [['an invoice that no session shows', { ...UNLISTED }]],
    'session-not-accessible': [
      ['a look into the session of somebody else', { lastUpoAttempt: failedTry('api-forbidden', { reasonCode: 'insufficient-resource-access' }, 403) }],
      ['the same for an invoice without a session', { ...UNLISTED, lastRun: endedBy('api-forbidden', { reasonCode: 'insufficient-resource-access' }) }],
    ],
    'link-expired': [
      ['a link that no longer works', { lastUpoAttempt: failedTry('link-refused', {}, 403) }],
      ['a link whose time was over', { lastUpoAttempt: failedTry('link-expired') }],
    ],
    'wrong-context-or-permission': [
      ['a 403 for missing permissions', { lastUpoAttempt: failedTry('api-forbidden', { reasonCode: 'missing-permissions', requiredAnyOfPermissions: ['Introspection'] }, 403) }],
      ['a 403 by address', { lastRun: endedBy('api-forbidden', { reasonCode: 'ip-not-allowed' }) }],
      ['a sign-in without any permission', { lastRun: endedBy('sign-in-no-permission', { statusCode: 415 }) }],
      ['the certificate of another company', { lastRun: endedBy('certificate-other-nip') }],
    ],
    'sign-in-refused': [
      ['a revoked token', { lastRun: endedBy('sign-in-token-revoked', { statusCode: 425 }) }],
      ['a wrong token', { lastRun: endedBy('sign-in-token-invalid', { statusCode: 450 }) }],
      ['a refused certificate', { lastRun: endedBy('sign-in-certificate-refused', { statusCode: 460 }) }],
      ['data of a deceased person', { lastRun: endedBy('sign-in-failed', { statusCode: 470 }) }],
      ['a blocked sign-in', { lastRun: endedBy('sign-in-failed', { statusCode: 480 }) }],
      ['a challenge that ran out', { lastRun: endedBy('sign-in-failed', { statusCode: 450 }) }],
      ['a sign-in that failed for no reason given', { lastRun: endedBy('sign-in-failed') }],
      ['a session that KSeF no longer knows', { lastUpoAttempt: failedTry('api-unauthorized', {}, 401) }],
    ],
    'wrong-certificate-type': [['a certificate of type Offline', { lastRun: endedBy('certificate-offline-type') }]],
    'upo-is-the-senders': [
      ['a self-invoiced one, seen by the seller', { ...UNLISTED, isSelfInvoicing: true }],
      ['a VAT RR invoice, seen by the farmer', { ...UNLISTED, formCode: 'FA_RR (1)' }],
      ['a PEF invoice', { ...UNLISTED, formCode: 'PEF (3)' }],
      ['one sent by a bailiff', { ...UNLISTED, thirdParties: [{ kind: 'authorised', role: '2', identifier: '9991002015', name: 'Komornik' }] }],
      ['one issued by a unit of local government', { ...UNLISTED, thirdParties: [{ kind: 'third', role: '7', identifier: '9991002067', name: 'Gmina' }] }],
      ['a purchase', { ...UNLISTED, sellerNip: '9991000105', buyerIdentifier: '5265877635' }],
    ],
    'damaged-here': [
      ['a UPO whose stored bytes changed', { damagedAt: '2026-09-17T08:00:00.000Z' }],
      ['an invoice file whose stored bytes changed', { hasUpo: true, hasXml: false, fileDamagedAt: '2026-09-17T08:00:00.000Z' }],
    ],
    'damaged-on-the-way': [
      ['a file put into quarantine', { quarantineReason: 'html-page' }],
      ['a file cut off on the way', { lastUpoAttempt: failedTry('document-damaged') }],
    ],
    'on-no-list': [['a UPO whose invoice is on no list', { ...UNLISTED, hasUpo: true, hasMetadata: false }]],
    'upo-from-file-only': [
      ['a UPO from a file whose invoice is on no list', { ...UNLISTED, hasMetadata: false, hasImportedUpo: true }],
      ['UPO from files that settle nothing, while the list was not read', { ...UNLISTED, hasMetadata: false, isMetadataRead: false, hasImportedUpo: true }],
    ],
    'ksef-is-down': [
      ['an attempt during an outage', { lastUpoAttempt: failedTry('api-unavailable', {}, 503) }],
      ['a refresh during an outage', { lastRun: endedBy('api-unavailable') }],
      ['a sign-in that KSeF did not finish', { lastRun: endedBy('sign-in-timeout') }],
    ],
    'no-network': [
      ['a computer without a network', { lastRun: endedBy('network-unreachable') }],
      ['an answer that never came', { lastUpoAttempt: failedTry('network-timeout') }],
      ['a wall before KSeF', { lastRun: endedBy('api-answer-unreadable', { reason: 'html' }) }],
    ],
    'waits-for-limit': [
      ['a try that met the limit', { lastUpoAttempt: failedTry('api-rate-limited', { resumesAt: '2026-09-17T09:40:00.000Z' }) }],
      ['an invoice whose submission is on a list that waits', { ...UNLISTED, areSessionsRead: false, lastRun: { at: '2026-09-17T08:30:00.000Z', error: null, resumesAt: '2026-09-17T09:40:00.000Z' } }],
      ['a refresh that met the limit', { lastRun: { at: '2026-09-17T08:30:00.000Z', error: null, resumesAt: '2026-09-17T09:40:00.000Z' } }],
    ],
    'no-upo-yet': [['21178 within a day', { lastUpoAttempt: { ...failedTry('21178', {}, 400), outcome: 'not-available-yet' } }]],
    'no-upo-for-long': [['21178 after more than a day', { acquiredAt: '2026-09-15T10:00:00.000Z', lastUpoAttempt: { ...failedTry('21178', {}, 400), outcome: 'not-available-yet' } }]],
    'old-ksef': [
      ['a number of KSeF 1.0', { ksefNumber: '5265877635-20250916-010040-741B3E-46' }],
      ['a number before February 2026', { ksefNumber: '5265877635-20260116-0200A0D6723E-C2' }],
    ],
    'not-fetched-yet': [
      ['an accepted invoice not asked for yet', {}],
      ['one of a unit of local government, while this account’s own lists were not read', { ...UNLISTED, areSessionsRead: false, areAllSessionsRead: false, thirdParties: [{ kind: 'third', role: '7', identifier: '9991002067', name: 'Gmina' }] }],
      ['one that only the metadata list shows, while the lists of submissions were not read so far', { ...UNLISTED, areSessionsRead: false }],
    ],
    // A register and offline facts come with a later issue.
    'never-arrived': null,
    'offline-not-sent': null,
    'sent-late': [
      ['an offline invoice sent a week after its date', { hasUpo: true, ...LATE }],
      ['one that this company issued for its seller', { ...UNLISTED, hasUpo: true, ...LATE, sellerNip: '9991000105', buyerIdentifier: '5265877635', senderContext: 'Nip 5265877635' }],
      ['one of a unit of this company', { ...UNLISTED, hasUpo: true, ...LATE, context: { type: 'InternalId', value: '5265877635-00001' } }],
    ],
    'buyer-cannot-see': [
      ['a NIP in the place of a foreign number', { hasUpo: true, buyerIdentifierType: 'Other', buyerIdentifier: '9991002015' }],
      ['a NIP in the place of a VAT number of the EU', { hasUpo: true, buyerIdentifierType: 'VatUe', buyerIdentifier: 'PL9991002015' }],
      ['the same with its country in front, whatever the address', { hasUpo: true, buyerIdentifierType: 'Other', buyerIdentifier: 'PL 999-100-20-15', buyerCountry: 'DE' }],
      ['a municipality without a NIP', { hasUpo: true, buyerIdentifierType: 'None', buyerIdentifier: null, buyerName: 'Gmina Żarów', buyerCountry: 'PL' }],
      ['a company without a NIP', { hasUpo: true, buyerIdentifierType: 'None', buyerIdentifier: null }],
    ],
    'no-invoice-file': [['a proven one whose file is not here', { hasUpo: true, hasXml: false }]],
  } as const satisfies Record<Cause, readonly (readonly [string, Partial<DiagnosisFacts>])[] | null>

  const rows = Object.entries(TABLE).flatMap(([cause, examples]) => (examples ?? []).map(([name, facts]) => [name, cause, facts] as const))
  it.each(rows)('%s: %s', (_name, cause, facts) => {
    const found = diagnose({ ...accepted, ...facts })
    expect(found?.cause).toBe(cause)
    expect(found?.facts).not.toEqual([])
    for (const language of LANGUAGES) {
      const { sentence, nextStep } = describeDiagnosis(language, found!)
      expect([sentence, nextStep].join(' ')).not.toMatch(/[{}]|none|undefined|null/)
    }
  })

  it.each([
    ['a purchase that its supplier sent late', { ...UNLISTED, ...LATE, sellerNip: '9991000105', buyerIdentifier: '5265877635', senderContext: 'Nip 9991000105' }],
    ['a purchase sent late by nobody knows whom', { ...UNLISTED, ...LATE, sellerNip: '9991000105', buyerIdentifier: '5265877635' }],
    ['a buyer abroad whose number passes for a NIP', { buyerIdentifierType: 'Other', buyerIdentifier: '9991002015', buyerCountry: 'UA' }],
    ['a bare number in the place of a VAT number of the EU, which in Belgium has ten digits, too', { buyerIdentifierType: 'VatUe', buyerIdentifier: '9991002015' }],
    ['a company abroad without a number', { buyerIdentifierType: 'None', buyerIdentifier: null, buyerName: 'Banco S.A.', buyerCountry: 'US' }],
    ['a consumer by the name of Gmina', { buyerIdentifierType: 'None', buyerIdentifier: null, buyerName: 'Anna Gmina' }],
    ['a consumer', { buyerIdentifierType: 'None', buyerIdentifier: null, buyerName: 'Jadwiga Kołodziejczyk' }],
    ['a buyer abroad', { buyerIdentifierType: 'VatUe', buyerIdentifier: 'DE999999999' }],
    ['an offline invoice sent on the next working day', { invoicingMode: 'Offline', issuedOn: '2026-09-11', sentOn: '2026-09-14' }],
    ['a UPO whose list was not read that far', { ...UNLISTED, hasUpo: true, hasMetadata: false, isMetadataRead: false }],
    ['an invoice whose UPO was loaded from a file', { ...UNLISTED, hasImportedUpo: true }],
  ] as const)('has nothing to say of %s', (_name, facts) => {
    expect(diagnose({ ...accepted, ...facts, hasUpo: true })).toBeNull()
  })

  it('asks the owner for a permission only where one is missing, and for the one that looks', () => {
    const refusedBy = (reasonCode: string, requiredAnyOfPermissions: readonly string[] = []) => diagnose({ ...accepted, lastRun: endedBy('api-forbidden', { reasonCode, ...(requiredAnyOfPermissions.length > 0 && { requiredAnyOfPermissions }) }) })
    const valueOf = (found: ReturnType<typeof diagnose>, field: string) => found?.facts.find((fact) => fact.field === field)?.value ?? null
    const missing = refusedBy('missing-permissions', ['InvoiceWrite', 'Introspection'])
    expect([missing?.actions, valueOf(missing, 'missingPermission'), valueOf(missing, 'permissionGiver')]).toEqual([['copy-request', 'switch-context'], 'Introspection', 'owner'])
    expect(valueOf(refusedBy('missing-permissions', ['InvoiceRead', 'PefInvoiceRead']), 'missingPermission')).toBe('InvoiceRead / PefInvoiceRead')
    const helps = { 'ip-not-allowed': ['refresh'], 'auth-method-not-allowed': ['replace-credential'], 'security-service-blocked': [], 'context-type-not-allowed': ['switch-context'], 'something-new': ['switch-context'] }
    for (const [reason, actions] of Object.entries(helps)) {
      const found = refusedBy(reason)
      expect([found?.cause, found?.actions, valueOf(found, 'missingPermission'), valueOf(found, 'permissionGiver')], reason).toEqual(['wrong-context-or-permission', actions, null, null])
    }
  })

  it('says whose move a rejected invoice is: the sender’s, and its own where this company sent it', () => {
    const rejected = { ...accepted, statusCode: 450, hasUpo: false }
    expect(diagnose({ ...rejected, senderContext: 'Nip 9991002015', sessionReference: null })?.move).toBe('sender')
    expect(diagnose(rejected)).toMatchObject({ move: 'user' })
    const nameless = diagnose({ ...rejected, sellerNip: null, buyerIdentifier: null })
    expect(nameless?.facts).toContainEqual({ field: 'sender', value: 'this-taxpayer' })
  })

  it('tells of an outage what met it: its moment and answer, not those of an earlier try', () => {
    const answered = { at: '2026-09-17T07:44:00.000Z', outcome: 'not-available-yet', code: '21178', httpStatus: 400, details: {} }
    const told = (facts: Partial<DiagnosisFacts>) => {
      const found = diagnose({ ...accepted, ...facts })!
      const { errorAt, errorHttpStatus, ...rest } = Object.fromEntries(found.facts.map(({ field, value }) => [field, value]))
      return [found.cause, errorAt, errorHttpStatus, 'lastTryAt' in rest || 'httpStatus' in rest, describeDiagnosis('pl', found).sentence]
    }
    const words = (time: string) => `Gdy Teczka ostatnio pytała (17.09.2026, ${time}), KSeF nie odpowiadał tak, jak powinien; brak UPO nie wynika z Twojego błędu.`
    expect(told({ lastUpoAttempt: answered, lastRun: endedBy('api-unavailable', { httpStatus: 503 }) })).toEqual(['ksef-is-down', '2026-09-17T08:30:00.000Z', '503', false, words('10:30')])
    expect(told({ lastUpoAttempt: failedTry('api-unavailable', {}, 502) })).toEqual(['ksef-is-down', '2026-09-17T08:00:00.000Z', '502', false, words('10:00')])
    expect(told({ lastUpoAttempt: answered, lastRun: endedBy('network-unreachable') }).slice(0, 4)).toEqual(['no-network', '2026-09-17T08:30:00.000Z', undefined, false])
  })

  it('says in whole Polish who has the UPO, whoever sent it', () => {
    const sentBy = (party: DiagnosisFacts['thirdParties'][number]) => describeDiagnosis('pl', diagnose({ ...UNLISTED, thirdParties: [party] })!).sentence
    const named = { identifier: '9991002067', name: 'Gmina' }
    expect(sentBy({ kind: 'third', role: '7', ...named })).toContain('Fakturę wysłał podmiot wskazany na fakturze, więc UPO jest u niego')
    expect(sentBy({ kind: 'authorised', role: '2', ...named })).toContain('Fakturę wysłał komornik sądowy, więc UPO jest u niego')
  })

  it('calls a submission rejected only where KSeF refused it', () => {
    const toldOf = (statusCode: number) => LANGUAGES.map((language) => describeDiagnosis(language, diagnose({ ...accepted, statusCode, settledByKsefNumber: original.ksefNumber })!).sentence).join(' ')
    expect(toldOf(450)).toMatch(/odrzucona.*rejected/)
    for (const statusCode of [500, 550]) expect(toldOf(statusCode)).not.toMatch(/odrzuc|reject/)
  })

  it('says of a token that KSeF did not accept what the refresh says, and asks for a new one last', () => {
    const lastRun = endedBy('sign-in-token-invalid', { statusCode: 450 })
    for (const language of LANGUAGES) {
      const { sentence, nextStep } = describeDiagnosis(language, diagnose({ ...accepted, lastRun })!)
      expect(sentence).toBe(describeError(language, lastRun.error!).whatHappened)
      expect(nextStep).toMatch(/^(Skopiuj cały token jeszcze raz.*środowisko.*na nowy|Copy the whole token once more.*environment.*new one)/)
    }
  })

  it('blames an expired certificate, and not KSeF, and asks for a new one in the words of the refresh', () => {
    const lastRun = endedBy('certificate-expired', { until: '2026-09-01' })
    const label = { pl: 'certyfikat stracił ważność', en: 'certificate expired' }
    for (const language of LANGUAGES) {
      const told = describeDiagnosis(language, diagnose({ ...accepted, lastRun })!)
      expect([told.label, told.nextStep]).toEqual([label[language], describeError(language, lastRun.error!).nextStep])
      for (const code of ['certificate-not-yet-valid', 'credential-missing'] as const) {
        expect(describeDiagnosis(language, diagnose({ ...accepted, lastRun: endedBy(code) })!).label).not.toMatch(/KSeF/)
      }
    }
  })

  it('tells of a sign-in that KSeF did not finish, or ended, what the refresh told of it', () => {
    for (const [code, actions] of [['sign-in-timeout', ['refresh']], ['api-unauthorized', ['refresh', 'replace-credential']]] as const) {
      const found = diagnose({ ...accepted, lastRun: endedBy(code) })!
      expect(found.actions).toEqual(actions)
      expect(found.avoid).not.toBe('sign-in-again')
      for (const language of LANGUAGES) {
        const told = describeError(language, { code, details: {} })
        const { sentence, nextStep } = describeDiagnosis(language, found)
        expect(sentence).toContain(told.whatHappened.replace(/\.$/, ''))
        expect(nextStep).not.toMatch(/dane logowania|credential/)
      }
    }
  })

  it('tells an unsafe connection and an unreadable answer from one that never came, as the refresh does', () => {
    const told = (lastRun: ReturnType<typeof endedBy>) =>
      LANGUAGES.map((language) => {
        const { label, sentence, nextStep } = describeDiagnosis(language, diagnose({ ...accepted, lastRun })!)
        return { diagnosis: [label, sentence, nextStep].join(' '), refresh: Object.values(describeError(language, lastRun.error!)).join(' ') }
      })
    for (const { diagnosis, refresh } of told(endedBy('network-tls', { reason: 'untrusted' }))) {
      for (const words of [diagnosis, refresh]) expect(words).toMatch(/(nie jest bezpieczne|not safe).*(certyfikat|certificate).*(„Sieć”|“Network”)/)
      expect(diagnosis).not.toMatch(/brak połączenia|internet|no connection/)
    }
    for (const reason of ['html', 'json']) {
      for (const { diagnosis, refresh } of told(endedBy('api-answer-unreadable', { reason }))) {
        expect(diagnosis).not.toMatch(/brak połączenia|nie dostał|no connection|got no answer/)
        const [theirs] = /(czy sieć nie wymaga logowania|nowsza wersja Teczki|network wants you to sign in|newer version of Teczka)/.exec(refresh)!
        expect(diagnosis).toContain(theirs)
      }
    }
    for (const { diagnosis } of told(endedBy('network-unreachable', { reason: 'proxy' }))) expect(diagnosis).toMatch(/administratora o zaporę i serwer pośredniczący|administrator about the firewall and the proxy/)
  })

  it.each([undefined, 450, 500, 550])('lets a sign-in that failed (%s) be tried again in a few minutes, as the refresh does', (statusCode) => {
    const lastRun = endedBy('sign-in-failed', statusCode === undefined ? {} : { statusCode })
    const found = diagnose({ ...accepted, lastRun })!
    expect(found).toMatchObject({ actions: ['refresh', 'replace-credential'], avoid: null })
    const soon = { pl: /zegar komputera.*za kilka minut.*pomocy KSeF/, en: /computer’s clock.*in a few minutes.*KSeF help desk/ }
    for (const language of LANGUAGES) {
      expect(describeDiagnosis(language, found).nextStep).toMatch(soon[language])
      expect(describeError(language, lastRun.error!).nextStep).toMatch(soon[language])
    }
  })

  it('says of a sign-in without permissions what the refresh says, and names the company in view as no other', () => {
    const lastRun = endedBy('sign-in-no-permission', { statusCode: 415 })
    for (const language of LANGUAGES) {
      const { sentence, nextStep } = describeDiagnosis(language, diagnose({ ...accepted, lastRun })!)
      expect({ whatHappened: sentence, nextStep }).toEqual(describeError(language, lastRun.error!))
      for (const refused of [endedBy('api-forbidden'), endedBy('certificate-other-nip', { statusCode: 415 })]) {
        expect(describeDiagnosis(language, diagnose({ ...accepted, lastRun: refused })!).sentence).not.toMatch(/innej firmy \(|another company \(/)
      }
    }
  })

  it('says of an invoice in an open session what KSeF last answered: that its UPO is not there yet', () => {
    const open = { ...accepted, sessionStatusCode: 100 }
    const answered = diagnose({ ...open, lastUpoAttempt: { ...failedTry('21178', {}, 400), outcome: 'not-available-yet' } })!
    expect(answered.cause).toBe('session-not-finished')
    expect(answered.facts).toContainEqual({ field: 'lastTryOutcome', value: 'not-available-yet' })
    const toldOf = (diagnosis: typeof answered) => LANGUAGES.map((language) => Object.values(describeDiagnosis(language, diagnosis)).join(' ')).join(' ')
    expect(toldOf(answered)).not.toMatch(/może już być|Pobierz UPO|may exist already|Fetch the/)
    expect(toldOf(diagnose(open)!)).toMatch(/może już być.*Pobierz UPO.*may exist already.*Fetch the/)
  })

  it('tells a date that follows from the online mode from one that is known', () => {
    const rejected = { ...accepted, statusCode: 450, issuedOn: null, invoicingMode: 'Online', invoicedOn: '2026-09-16' }
    expect(diagnose(rejected)?.facts).toContainEqual({ field: 'onlineIssueDay', value: '2026-09-16' })
    expect(diagnose({ ...rejected, issuedOn: '2026-09-15' })?.facts).toContainEqual({ field: 'issuedOn', value: '2026-09-15' })
    expect(diagnose({ ...rejected, invoicingMode: null })).toMatchObject({ matterBy: null, undatedSince: '2026-09-16' })
  })

  it('does not tell an unknown batch code by the table of interactive sessions', () => {
    expect(diagnose({ ...accepted, sessionType: 'Batch', sessionStatusCode: 170 })?.cause).toBe('not-fetched-yet')
  })

  it('gives the usual deadline of an invoice that is not issued, and none where the issue date is unknown', () => {
    expect(diagnose({ ...accepted, statusCode: 430, issuedOn: '2026-04-30', invoicingMode: 'Offline' })?.matterBy).toBe('2026-05-04')
    expect(diagnose({ ...accepted, statusCode: 430, issuedOn: '2026-12-31' })?.matterBy).toBe('2027-01-15')
    expect(diagnose({ ...accepted, statusCode: 430, issuedOn: null, invoicingMode: null })?.matterBy).toBeNull()
  })
})

describe('the three cases of a duplicate', () => {
  const duplicate: DiagnosisFacts = { ...accepted, statusCode: 440, ksefNumber: null, original, content }

  it('is the same file when the hashes agree', () => {
    const found = diagnose({ ...duplicate, original: { ...original, invoiceHash: accepted.invoiceHash } })
    expect(found).toMatchObject({ duplicateCase: 'same-file', move: 'user', originalKsefNumber: original.ksefNumber })
  })

  it('is the same invoice generated again when the files were found to say the same', () => {
    expect(diagnose({ ...duplicate, comparedCase: 'same-invoice' })).toMatchObject({ duplicateCase: 'same-invoice', move: 'user', matterBy: null })
  })

  it('is not called the same for its buyer, date and total alone: the lines may differ', () => {
    expect(diagnose(duplicate)).toMatchObject({ duplicateCase: 'cannot-tell', move: 'user' })
  })

  it('is another invoice when the buyer differs, and that one must still be issued', () => {
    const found = diagnose({ ...duplicate, content: { ...content, buyerIdentifier: '2222222222' } })
    expect(found).toMatchObject({ duplicateCase: 'another-invoice', move: 'user', matterBy: '2026-10-15' })
  })

  const actionsOf = (followed: NonNullable<DiagnosisFacts['followed']>) => diagnose({ ...duplicate, followed })?.actions

  it('offers to open the first invoice where it is here alone, and else what brings what is missing', () => {
    expect(actionsOf({ reach: 'here', missing: ['own-file'] })).toEqual(['open-original', 'import-invoice'])
    expect(actionsOf({ reach: 'here', missing: ['original-file'] })).toEqual(['open-original', 'refresh'])
    expect(actionsOf({ reach: 'here', missing: [] })).toEqual(['open-original'])
    expect(actionsOf({ reach: 'refused', missing: ['own-file'] })).toEqual(['open-original', 'copy-request', 'import-invoice'])
    expect(actionsOf({ reach: 'not-tried', missing: ['original'] })).toEqual(['refresh', 'copy-reference'])
    expect(actionsOf({ reach: 'not-tried', missing: ['original', 'own-file'] })).toEqual(['refresh', 'import-invoice', 'copy-reference'])
    expect(actionsOf({ reach: 'not-found', missing: ['original', 'own-file'] })).toEqual(['import-invoice', 'copy-reference'])
    expect(actionsOf({ reach: 'refused', missing: ['original'] })).toEqual(['copy-request', 'import-invoice', 'copy-reference'])
  })

  it('is not decided without the facts', () => {
    expect(diagnose({ ...duplicate, original: null })?.duplicateCase).toBe('cannot-tell')
    expect(diagnose({ ...duplicate, content: null })?.duplicateCase).toBe('cannot-tell')
  })
})
