import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/core/diagnose/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/core/diagnose/facts.ts'
import type { Cause } from '../../../../electron/shared/model/diagnosis.ts'
import { INVOICE_STATUS_CODES } from '../../../../electron/shared/model/invoiceStatus.ts'

const accepted: DiagnosisFacts = {
  statusCode: 200,
  hasUpo: false,
  ksefNumber: '5265877635-20260916-0200A0D6723E-C2',
  invoiceNumber: 'FV/1/2026',
  invoiceHash: 'aGFzaA==',
  issuedOn: '2026-09-16',
  sessionType: 'Online',
  sessionStatusCode: 200,
  hasMetadata: true,
  isSelfInvoicing: false,
  formCode: 'FA (3)',
  quarantineReason: null,
  lastUpoAttempt: null,
  original: null,
  settledByKsefNumber: null,
  content: null,
}

const content = { buyerIdentifier: '1111111111', issuedOn: '2026-09-16', grossMinor: 12300, currency: 'PLN' }
const original = { ksefNumber: '5265877635-20260915-0200A0D6723E-AA', invoiceHash: 'b3RoZXI=', content }

describe('the diagnosis of a missing UPO', () => {
  it('is nothing for an accepted invoice with its UPO', () => {
    expect(diagnose({ ...accepted, hasUpo: true })).toBeNull()
  })

  it.each(INVOICE_STATUS_CODES.filter((code) => code !== 200))('names a cause for status %i', (statusCode) => {
    expect(diagnose({ ...accepted, statusCode, ksefNumber: null })).not.toBeNull()
  })

  const table: readonly (readonly [string, Partial<DiagnosisFacts>, Cause])[] = [
    ['an invoice in the queue', { statusCode: 100 }, 'still-processing'],
    ['an invoice being checked', { statusCode: 150 }, 'still-processing'],
    ['a rejected invoice', { statusCode: 450 }, 'rejected'],
    ['a rejected invoice accepted later', { statusCode: 450, settledByKsefNumber: original.ksefNumber }, 'settled-later'],
    ['a duplicate', { statusCode: 440, original }, 'duplicate'],
    ['an unknown error', { statusCode: 500 }, 'failed-or-cancelled'],
    ['a status that nobody has described yet', { statusCode: 777 }, 'failed-or-cancelled'],
    ['a file put into quarantine', { quarantineReason: 'html-page' }, 'damaged-on-the-way'],
    ['an invoice that no session shows', { statusCode: null }, 'sent-from-another-account'],
    ['a self-invoiced one that no session shows', { statusCode: null, isSelfInvoicing: true }, 'upo-is-the-senders'],
    ['a VAT RR invoice that no session shows', { statusCode: null, formCode: 'FA_RR (1)' }, 'upo-is-the-senders'],
    ['a number of KSeF 1.0', { ksefNumber: '5265877635-20250916-010040-741B3E-46' }, 'old-ksef'],
    ['a refused attempt', { lastUpoAttempt: { outcome: 'failed', code: 'api-forbidden', httpStatus: 403 } }, 'wrong-context-or-permission'],
    ['an attempt during an outage', { lastUpoAttempt: { outcome: 'failed', code: 'api-unavailable', httpStatus: 503 } }, 'ksef-is-down'],
    ['a link that no longer works', { lastUpoAttempt: { outcome: 'failed', code: 'link-refused', httpStatus: 403 } }, 'link-expired'],
    ['an open interactive session', { sessionStatusCode: 100 }, 'session-not-finished'],
    ['a batch still processing', { sessionType: 'Batch', sessionStatusCode: 150 }, 'session-not-finished'],
    ['an accepted invoice not asked for yet', {}, 'not-fetched-yet'],
    ['a UPO whose invoice is on no list', { statusCode: null, hasUpo: true, hasMetadata: false }, 'on-no-list'],
  ]
  it.each(table)('%s', (_name, facts, cause) => {
    expect(diagnose({ ...accepted, ...facts })?.cause).toBe(cause)
  })

  it('does not tell an unknown batch code by the table of interactive sessions', () => {
    expect(diagnose({ ...accepted, sessionType: 'Batch', sessionStatusCode: 170 })?.cause).toBe('not-fetched-yet')
  })

  it('gives the usual deadline of an invoice that is not issued, and none where the issue date is unknown', () => {
    expect(diagnose({ ...accepted, statusCode: 430, issuedOn: '2026-12-31' })?.matterBy).toBe('2027-01-15')
    expect(diagnose({ ...accepted, statusCode: 430, issuedOn: null })?.matterBy).toBeNull()
  })
})

describe('the three cases of a duplicate', () => {
  const duplicate: DiagnosisFacts = { ...accepted, statusCode: 440, ksefNumber: null, original, content }

  it('is the same file when the hashes agree', () => {
    const found = diagnose({ ...duplicate, original: { ...original, invoiceHash: accepted.invoiceHash } })
    expect(found).toMatchObject({ duplicateCase: 'same-file', move: 'nobody', originalKsefNumber: original.ksefNumber })
  })

  it('is the same invoice generated again when only the bytes differ', () => {
    expect(diagnose(duplicate)).toMatchObject({ duplicateCase: 'same-invoice', move: 'nobody', matterBy: null })
  })

  it('is another invoice when the buyer differs, and that one must still be issued', () => {
    const found = diagnose({ ...duplicate, content: { ...content, buyerIdentifier: '2222222222' } })
    expect(found).toMatchObject({ duplicateCase: 'another-invoice', move: 'user', matterBy: '2026-10-15' })
  })

  it('is not decided without the facts', () => {
    expect(diagnose({ ...duplicate, original: null })?.duplicateCase).toBe('cannot-tell')
    expect(diagnose({ ...duplicate, content: null })?.duplicateCase).toBe('cannot-tell')
  })
})
