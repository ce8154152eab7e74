import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/core/diagnose/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/core/diagnose/facts.ts'
import { RULES } from '../../../../electron/core/diagnose/rules.ts'
import { senderOf } from '../../../../electron/core/diagnose/senderOf.ts'
import { LANGUAGES } from '../../../../electron/shared/contract/program.ts'
import { DiagnosisView } from '../../../../electron/shared/contract/diagnosis.ts'
import { APP_ERROR_CODES } from '../../../../electron/shared/errors.ts'
import { describeDiagnosis, describeFact } from '../../../../electron/shared/messages/diagnosis.ts'
import { CAUSES } from '../../../../electron/shared/model/diagnosis.ts'
import { MISSING_PIECES, ORIGINAL_REACHES } from '../../../../electron/shared/model/invoiceComparison.ts'
import { INVOICE_STATUS_CODES } from '../../../../electron/shared/model/invoiceStatus.ts'
import { ACCEPTED } from '../../../support/diagnosisFacts.ts'

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null })
const day = fc.integer({ min: 0, max: 900 }).map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10))
const instant = fc.integer({ min: 0, max: 900 * 86_400 }).map((seconds) => new Date(Date.UTC(2025, 0, 1) + seconds * 1_000).toISOString())
const text = fc.oneof(fc.constantFrom('5265877635', '9991000714', 'PL9991002015', 'FA (3)', 'FA_RR (1)', 'PEF (3)', 'Nip 9991000714', 'Nip', 'None', 'Other', 'VatUe', 'Offline', 'Online', 'spółka'), fc.string({ maxLength: 12 }))
const details = fc.dictionary(fc.constantFrom('reasonCode', 'statusCode', 'resumesAt', 'requiredAnyOfPermissions', 'presentPermissions'), fc.oneof(fc.constantFrom('missing-permissions', 'ip-not-allowed', 'insufficient-resource-access'), instant, fc.constant(null), fc.array(fc.constantFrom('Introspection', 'InvoiceRead'))))
const code = fc.oneof(fc.constantFrom<string>(...APP_ERROR_CODES, '21178', 'link-expired'), text)

const anyFacts: fc.Arbitrary<DiagnosisFacts> = fc.record({
  now: instant,
  context: fc.constant(ACCEPTED.context),
  statusCode: maybe(fc.oneof(fc.constantFrom(...INVOICE_STATUS_CODES), fc.integer({ min: 0, max: 999 }))),
  statusDescription: maybe(text),
  statusDetails: fc.array(text, { maxLength: 2 }),
  hasUpo: fc.boolean(),
  hasImportedUpo: fc.boolean(),
  hasXml: fc.boolean(),
  fileDamagedAt: fc.constantFrom(null, '2026-09-17T08:00:00.000Z'),
  ksefNumber: maybe(fc.oneof(fc.constantFrom(ACCEPTED.ksefNumber ?? '', '5265877635-20250916-010040-741B3E-46'), text)),
  invoiceNumber: maybe(text),
  invoiceHash: maybe(text),
  issuedOn: maybe(day),
  acquiredAt: maybe(instant),
  invoicingMode: maybe(text),
  invoicedOn: maybe(day),
  sentOn: maybe(day),
  isTechnicalCorrection: fc.boolean(),
  isPurchase: fc.boolean(),
  sellerNip: maybe(text),
  sellerName: maybe(text),
  buyerIdentifierType: maybe(text),
  buyerIdentifier: maybe(text),
  buyerName: maybe(text),
  thirdParties: fc.array(fc.record({ kind: fc.constantFrom('third' as const, 'authorised' as const), role: maybe(fc.constantFrom('1', '2', '3', '5', '7', '9', '99')), identifier: maybe(text), name: maybe(text) }), { maxLength: 2 }),
  senderContext: maybe(text),
  sessionReference: maybe(text),
  sessionType: maybe(fc.constantFrom('Online' as const, 'Batch' as const)),
  sessionStatusCode: maybe(fc.constantFrom(100, 150, 170, 200, 415, 440, 445, 999)),
  hasMetadata: fc.boolean(),
  isMetadataRead: fc.boolean(),
  areSessionsRead: fc.boolean(),
  areAllSessionsRead: fc.boolean(),
  isSelfInvoicing: maybe(fc.boolean()),
  formCode: maybe(text),
  quarantineReason: maybe(text),
  damagedAt: maybe(instant),
  lastUpoAttempt: maybe(fc.record({ at: instant, outcome: fc.constantFrom('failed', 'not-available-yet', 'stored', 'quarantined'), code: maybe(code), httpStatus: maybe(fc.constantFrom(200, 400, 403, 503)), details })),
  lastRun: maybe(fc.record({ at: instant, error: maybe(fc.record({ code: fc.constantFrom(...APP_ERROR_CODES), details })), resumesAt: maybe(instant) })),
  original: maybe(fc.record({ ksefNumber: maybe(text), invoiceHash: maybe(text), content: fc.constant(null) })),
  settledByKsefNumber: maybe(text),
  numberHeldByKsefNumber: maybe(text),
  content: fc.constant(null),
  followed: fc.record({ reach: fc.constantFrom(...ORIGINAL_REACHES), missing: fc.subarray([...MISSING_PIECES]) }),
})

describe('the laws of the diagnosis', () => {
  it('whatever the facts, it gives what the contract says or null, and words for it, and never throws', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const diagnosis = diagnose(facts)
        senderOf(facts)
        if (diagnosis === null) return
        DiagnosisView.parse(diagnosis)
        for (const language of LANGUAGES) {
          const { sentence, nextStep } = describeDiagnosis(language, diagnosis)
          expect(sentence.length).toBeGreaterThan(10)
          expect(nextStep.length).toBeGreaterThan(10)
          for (const fact of diagnosis.facts) expect(describeFact(language, fact).value).not.toBe('')
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('an accepted invoice without a UPO always has a cause, and a decided one is never told to wait for the program', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(diagnose({ ...facts, statusCode: 200, hasUpo: false })).not.toBeNull()
        const decided = diagnose({ ...facts, statusCode: 450 })
        expect(['rejected', 'settled-later']).toContain(decided?.cause)
      }),
    )
  })

  it('an accepted invoice with its UPO and its file, sent in time to a buyer who sees it, has none', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(diagnose({ ...facts, statusCode: 200, hasUpo: true, hasXml: true, fileDamagedAt: null, invoicingMode: 'Online', buyerIdentifierType: 'Nip' })).toBeNull()
      }),
    )
  })

  it('never offers a refresh where the same credential is not to be tried again', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const diagnosis = diagnose(facts)
        if (diagnosis?.avoid === 'sign-in-again') expect(diagnosis.actions).not.toContain('refresh')
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives a date only where the date of the invoice is known', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(diagnose({ ...facts, issuedOn: null, invoicingMode: null })?.matterBy ?? null).toBeNull()
      }),
    )
  })

  it('has one rule for each cause that an archive can show', () => {
    const elsewhere = ['wrong-identifier', 'never-arrived', 'offline-not-sent']
    expect(RULES.map(({ cause }) => cause).toSorted()).toEqual(CAUSES.filter((cause) => !elsewhere.includes(cause)).toSorted())
  })
})
