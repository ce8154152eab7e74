import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCatalogue } from '../../../../electron/archive/catalogue/0001-create-catalogue.ts'
import { addOutsideWitnesses } from '../../../../electron/archive/catalogue/0002-add-outside-witnesses.ts'
import { accessOf, noteAccessAnswer, noteAccessFailure } from '../../../../electron/archive/catalogue/access.ts'
import { openCatalogue } from '../../../../electron/archive/catalogue/connection.ts'
import { listTaxpayers } from '../../../../electron/archive/catalogue/taxpayers.ts'
import { CATALOGUE_APPLICATION_ID } from '../../../../electron/archive/fileHeader.ts'
import { temporaryFolder } from '../../../support/archive.ts'

const KEY = 'test:Nip:5252248481'
const HOLDER = { name: 'Anna', identifiedBy: 'nip', identifier: '9991001010', isCompany: false } as const
const USUAL = { invoices: 'yes', upo: 'own-sessions', permissions: ['InvoiceRead', 'InvoiceWrite'], error: null, holder: HOLDER } as const
const FULL = { ...USUAL, upo: 'all', permissions: ['InvoiceRead', 'Introspection'] } as const

test('the same answer again confirms the one before; another one comes after it, and says since when', () => {
  const db = openCatalogue(':memory:')
  expect(accessOf(db, KEY)).toEqual({ now: null, before: null, failure: null })
  noteAccessAnswer(db, KEY, '2026-11-01T00:00:00.000Z', USUAL)
  noteAccessAnswer(db, KEY, '2026-11-05T00:00:00.000Z', { ...USUAL, permissions: ['InvoiceWrite', 'InvoiceRead'] })
  expect(accessOf(db, KEY)).toMatchObject({ now: { since: '2026-11-01T00:00:00.000Z', confirmedAt: '2026-11-05T00:00:00.000Z' }, before: null })
  noteAccessAnswer(db, KEY, '2026-11-12T00:00:00.000Z', FULL)
  expect(accessOf(db, KEY)).toEqual({
    now: { ...FULL, since: '2026-11-12T00:00:00.000Z', confirmedAt: '2026-11-12T00:00:00.000Z' },
    before: { ...USUAL, permissions: ['InvoiceWrite', 'InvoiceRead'], since: '2026-11-01T00:00:00.000Z', confirmedAt: '2026-11-05T00:00:00.000Z' },
    failure: null,
  })
  expect(accessOf(db, 'test:Nip:5260250274').now).toBeNull()
})

test('a look that failed on its way changes nothing of what is known, and is forgotten with the next answer', () => {
  const db = openCatalogue(':memory:')
  noteAccessAnswer(db, KEY, '2026-11-01T00:00:00.000Z', USUAL)
  noteAccessFailure(db, KEY, '2026-11-02T00:00:00.000Z', { code: 'network-unreachable', details: { host: 'api.ksef.mf.gov.pl' } })
  expect(accessOf(db, KEY)).toMatchObject({ now: { upo: 'own-sessions' }, failure: { at: '2026-11-02T00:00:00.000Z', error: { code: 'network-unreachable', details: { host: 'api.ksef.mf.gov.pl' } } } })
  noteAccessAnswer(db, KEY, '2026-11-03T00:00:00.000Z', { ...USUAL, error: { code: 'sign-in-no-permission', details: {} } })
  expect(accessOf(db, KEY)).toMatchObject({ now: { error: { code: 'sign-in-no-permission' } }, before: { error: null }, failure: null })
})

test('taxpayers of an older catalogue keep their secrets where they are, and nobody has left', () => {
  const file = join(temporaryFolder(), 'catalogue.sqlite')
  const old = new Database(file)
  createCatalogue(old)
  addOutsideWitnesses(old)
  old.pragma(`application_id = ${String(CATALOGUE_APPLICATION_ID)}`)
  old.pragma('user_version = 2')
  old.prepare("INSERT INTO taxpayers (contextKey, environment, identifierType, identifierValue, displayName, credentialKind, certificateValidUntil, subjectIdentifierKind, createdAt) VALUES (?, 'test', 'Nip', '5252248481', 'Firma', 'certificate', '2027-01-01T00:00:00.000Z', 'certificateSubject', '2026-02-02T08:00:00.000Z')").run(KEY)
  old.close()
  const db = openCatalogue(file)
  expect(listTaxpayers(db)).toMatchObject([{ secretKey: KEY, certificateFingerprint: null, subjectIdentifierKind: 'certificateSubject', leftAt: null, certificateValidUntil: '2027-01-01T00:00:00.000Z' }])
  db.close()
})
