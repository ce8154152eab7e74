import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CATALOGUE_FILE, openCatalogue, type CatalogueDb } from '../../../../electron/archive/catalogue/connection.ts'
import { spentBudgetOf } from '../../../../electron/archive/catalogue/spentBudget.ts'
import { addTaxpayer, changeTaxpayer, findTaxpayer, listTaxpayers, readTaxpayer, removeTaxpayer } from '../../../../electron/archive/catalogue/taxpayers.ts'
import { createOrOpenArchive } from '../../../../electron/archive/connection.ts'
import { inMemoryBudgetStore, type BudgetStore } from '../../../../electron/ksef/budgetStore.ts'
import { PRODUCTION_LIMITS } from '../../../../electron/shared/model/rateLimits.ts'
import { CONTEXT, temporaryFolder } from '../../../support/archive.ts'

function newFile(): string {
  return join(temporaryFolder(), 'teczka', CATALOGUE_FILE)
}

function newCatalogue(): CatalogueDb {
  return openCatalogue(newFile())
}

function taxpayer(nip = '5252248481', displayName = 'Firma') {
  return {
    context: { environment: 'test' as const, identifier: { type: 'Nip' as const, value: nip } },
    displayName,
    apiBase: null,
    credentialKind: 'token' as const,
    certificateValidUntil: null,
    certificateFingerprint: null,
    subjectIdentifierKind: null,
    secretKey: `test:Nip:${nip}`,
    lastRefreshAt: null,
    leftAt: null,
    createdAt: '2026-02-02T08:00:00.000Z',
  }
}

test('taxpayers outlive the program, in the order of the Polish alphabet', () => {
  const file = newFile()
  const db = openCatalogue(file)
  for (const [nip, name] of [['1111111111', 'Żuk'], ['2222222222', 'Łan'], ['3333333333', 'Mak'], ['4444444444', 'Lis']] as const) addTaxpayer(db, taxpayer(nip, name))
  db.close()
  const again = openCatalogue(file)
  expect(listTaxpayers(again).map(({ displayName }) => displayName)).toEqual(['Lis', 'Łan', 'Mak', 'Żuk'])
  again.close()
})

test('a context is on the list once', () => {
  const db = newCatalogue()
  const added = addTaxpayer(db, taxpayer())
  expect(added).toEqual({ id: 1, ...taxpayer() })
  expect(() => addTaxpayer(db, taxpayer())).toThrow(expect.objectContaining({ code: 'taxpayer-exists' }))
  expect(findTaxpayer(db, taxpayer().context)).toEqual(added)
  expect(findTaxpayer(db, taxpayer('9999999999').context)).toBeNull()
})

test('a taxpayer is changed in part, and its number is never given to another', () => {
  const db = newCatalogue()
  const { id } = addTaxpayer(db, taxpayer())
  expect(changeTaxpayer(db, id, { lastRefreshAt: '2026-03-01T00:00:00.000Z' })).toEqual({ id, ...taxpayer(), lastRefreshAt: '2026-03-01T00:00:00.000Z' })
  removeTaxpayer(db, id)
  expect(() => readTaxpayer(db, id)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(() => removeTaxpayer(db, id)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(addTaxpayer(db, taxpayer()).id).not.toBe(id)
})

test('an archive is no catalogue, and a catalogue no archive', () => {
  const folder = temporaryFolder()
  const [archive, catalogue] = [join(folder, 'a.teczka'), join(folder, CATALOGUE_FILE)]
  createOrOpenArchive({ file: archive, context: CONTEXT }).close()
  openCatalogue(catalogue).close()
  const before = readFileSync(archive)
  expect(() => openCatalogue(archive)).toThrow(expect.objectContaining({ code: 'archive-not-an-archive' }))
  expect(() => createOrOpenArchive({ file: catalogue, context: CONTEXT })).toThrow(expect.objectContaining({ code: 'archive-not-an-archive' }))
  expect(readFileSync(archive).equals(before)).toBe(true)
  writeFileSync(catalogue, 'not a database')
  expect(() => openCatalogue(catalogue)).toThrow(expect.objectContaining({ code: 'archive-not-an-archive' }))
})

/** The same story told to a store of the rate budget, and all that can be seen of it. */
function story(store: BudgetStore): unknown {
  const answered = store.reserve('sessionList', 'GET /sessions', 1_000)
  const released = store.reserve('other', 'GET /tokens', 2_000)
  store.reserve('invoiceDownload', 'GET /invoices/ksef/{ksefNumber}', 3_000)
  store.settle(answered, 1_500)
  store.release(released)
  store.savePause({ bucket: 'sessionList', untilMs: 9_000 })
  store.savePause({ bucket: 'sessionList', untilMs: 10_000 })
  const limitsBefore = store.loadLimits()
  store.saveLimits({ ...PRODUCTION_LIMITS, sessionList: { perSecond: 1, perMinute: 2, perHour: 3 } })
  const calls = store.loadCalls().map(({ group, route, startedAt, answeredAt }) => ({ group, route, startedAt, answeredAt }))
  store.saveSignInPause(11_000)
  store.saveSignInPause(12_000)
  store.prune(2_500)
  return { limitsBefore, calls, left: store.loadCalls().length, limits: store.loadLimits(), pauses: store.loadPauses(), signInPause: store.loadSignInPause() }
}

test('what was spent is kept as the rate budget expects it, apart for each context', () => {
  const db = newCatalogue()
  const other = spentBudgetOf(db, { ...CONTEXT, identifier: { type: 'Nip', value: '5265877635' } })
  other.reserve('sessionList', 'GET /sessions', 1)
  expect(story(spentBudgetOf(db, CONTEXT))).toEqual(story(inMemoryBudgetStore()))
  expect(other.loadCalls()).toEqual([{ id: 1, group: 'sessionList', route: 'GET /sessions', startedAt: 1, answeredAt: null, isUnderWay: true }])
  expect([other.loadLimits(), other.loadPauses()]).toEqual([null, []])
})
