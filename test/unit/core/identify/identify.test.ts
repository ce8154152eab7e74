import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { archiveOperations } from '../../../../electron/archive/operations.ts'
import { recordImportedInvoices } from '../../../../electron/archive/queries/importedInvoices.ts'
import { LOOK_UP_SQL } from '../../../../electron/archive/queries/lookUp.ts'
import type { Archive } from '../../../../electron/core/archiveOperations.ts'
import { diagnoseNumber } from '../../../../electron/core/identify/diagnoseNumber.ts'
import { identify } from '../../../../electron/core/identify/identify.ts'
import type { IdentifyPlace } from '../../../../electron/core/identify/identify.ts'
import { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import { LANGUAGES } from '../../../../electron/shared/contract/program.ts'
import { IdentifyAnswer } from '../../../../electron/shared/contract/identify.ts'
import { describeDiagnosis } from '../../../../electron/shared/messages/diagnosis.ts'
import { describeIdentified, describeRemarks } from '../../../../electron/shared/messages/identify.ts'
import { AppError } from '../../../../electron/shared/errors.ts'
import { composeKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'
import { emptyArchive, explain, FACTS, hashOf, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const FIRST = TaxpayerId.parse(1)
const SECOND = TaxpayerId.parse(2)
const KSEF = composeKsefNumber('5252248481', '2026-02-01', '000000000001')
const OTHER_NIP = '7010002139'

function asPlace(db: WritableDb, over: Partial<IdentifyPlace> = {}): IdentifyPlace {
  const archive: Pick<Archive, 'lookUp' | 'lookUpSetApart' | 'searchInvoices'> = {
    lookUp: (input) => Promise.resolve(archiveOperations.lookUp(db, input)),
    lookUpSetApart: (input) => Promise.resolve(archiveOperations.lookUpSetApart(db, input)),
    searchInvoices: (input) => Promise.resolve(archiveOperations.searchInvoices(db, input)),
  }
  return { id: FIRST, name: 'Piekarnia', context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } }, lastRefreshAt: AT, archive: archive as Archive, ...over }
}

/** A company whose archive holds one session with one invoice. */
function filled(over: Partial<IdentifyPlace> = {}): IdentifyPlace {
  return asPlace(archiveOf(listedInvoice(1, { ksefNumber: KSEF })), over)
}

function archiveOf(...invoices: readonly ReturnType<typeof listedInvoice>[]): WritableDb {
  const db = emptyArchive()
  archiveOperations.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  archiveOperations.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
  return db
}

function empty(over: Partial<IdentifyPlace> = {}): IdentifyPlace {
  return asPlace(emptyArchive(), { id: SECOND, name: 'Stolarnia', context: { environment: 'test', identifier: { type: 'Nip', value: OTHER_NIP } }, ...over })
}

async function ask(text: string, places: readonly IdentifyPlace[], currentId = FIRST): Promise<IdentifyAnswer> {
  const answer = await identify({ text, currentId, places })
  return IdentifyAnswer.parse(answer)
}

test.each([
  ['KSeF number', `Nr KSeF: ${KSEF.toLowerCase()}`, 'ksef-number', 'invoice'],
  ['invoice reference', listedInvoice(1).invoiceReference, 'invoice-reference', 'invoice'],
  ['session', ` ${SESSION} `, 'session', 'session'],
  ['hash', hashOf(1), 'hash', 'invoice'],
  ['KOD I link', `https://qr.ksef.mf.gov.pl/invoice/5252248481/31-01-2026/${Buffer.from(hashOf(1), 'base64').toString('base64url')}`, 'verification-link', 'invoice'],
  ['own number', 'fv/1/2026', 'own-number', 'invoice'],
  ['NIP', 'PL 525-224-84-81', 'nip', 'list'],
  ['part of an own number', 'FV/1', 'own-number', 'list'],
])('leads from a %s to what it names', async (_, text, kind, target) => {
  const { identified, targets, remarks } = await ask(text, [filled(), empty()])
  expect(identified.kind).toBe(kind)
  expect(targets).toMatchObject([{ kind: target, taxpayerId: FIRST }])
  expect(remarks).toEqual([])
})

test('leads from the number of a UPO page to its session', async () => {
  const db = emptyArchive()
  archiveOperations.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const page = '20260201-EU-2EBD6FA000-242EB9B66D-43'
  db.prepare('INSERT INTO sessionUpoPages (sessionId, pageReference, listedAt) VALUES (1, ?, ?)').run(page, AT)
  const { targets } = await ask(page, [asPlace(db)])
  expect(targets).toMatchObject([{ kind: 'session', reference: SESSION }])
})

test('leads to the imported file where nothing else is known of an invoice, until a list names it', async () => {
  const db = emptyArchive()
  const bytes = Buffer.from('<Faktura/>')
  const hash = createHash('sha256').update(bytes).digest('base64')
  const { documentId } = archiveOperations.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes, route: 'import', upoEntries: [], inPlaceOf: 'invoice' }))
  recordImportedInvoices(db, [{ documentId, importedAt: AT, fileName: 'unl.xml', facts: { ...FACTS, invoiceNumber: 'NIEWYSŁANA 7/11/2026' } }])
  const link = `https://qr.ksef.mf.gov.pl/invoice/5252248481/20-11-2026/${Buffer.from(hash, 'base64').toString('base64url')}`
  for (const text of ['niewysłana 7/11/2026', hash, Buffer.from(hash, 'base64').toString('hex'), link]) {
    const { targets, remarks } = await ask(text, [asPlace(db), empty()])
    expect(targets, text).toEqual([{ kind: 'file', taxpayerId: FIRST, taxpayerName: 'Piekarnia', documentId, fileName: 'unl.xml', invoiceNumber: 'NIEWYSŁANA 7/11/2026' }])
    expect(remarks.map(({ remark }) => remark)).toEqual(['file-alone'])
  }
  archiveOperations.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { invoiceHash: hash, invoiceNumber: 'NIEWYSŁANA 7/11/2026' })] })
  expect(await ask(hash, [asPlace(db)])).toMatchObject({ targets: [{ kind: 'invoice' }], remarks: [] })
})

test('leads to what was set apart where only that names an invoice, says why, and forgets it as soon as anything better is here', async () => {
  const db = emptyArchive()
  archiveOperations.keepDocument(db, upoDocument(1, { route: 'import', standing: 'quarantined', quarantineReason: 'unsigned' }))
  for (const text of [ksefNumber(1), 'fv/1/2026']) {
    const answer = await ask(text, [asPlace(db), empty()])
    expect(answer.targets, text).toEqual([{ kind: 'quarantined', taxpayerId: FIRST, taxpayerName: 'Piekarnia', documentId: 1, reason: 'unsigned' }])
    expect(describeRemarks('pl', answer)).toEqual([expect.stringMatching(/odłożyliśmy osobno \(powód: \S.*\)\. Nie liczy się/)])
    expect(diagnoseNumber(answer)).toBeNull()
  }
  archiveOperations.keepDocument(db, upoDocument(1, { bytes: Buffer.from('a good one') }))
  expect(await ask(ksefNumber(1), [asPlace(db)])).toMatchObject({ targets: [{ kind: 'invoice' }], remarks: [] })
})

test('what was set apart hides neither the invoice of another company nor a longer own number', async () => {
  const setApart = (db: WritableDb, invoiceNumber: string): WritableDb => {
    const upo = upoDocument(1, { route: 'import', standing: 'quarantined', quarantineReason: 'unsigned', upoEntries: [upoEntry(1, { ksefNumber: KSEF, invoiceNumber })] })
    archiveOperations.keepDocument(db, upo)
    return db
  }
  const good = filled({ id: SECOND, name: 'Stolarnia' })
  for (const text of [KSEF, 'FV/1/2026']) {
    const answer = await ask(text, [asPlace(setApart(emptyArchive(), 'FV/1/2026')), good])
    expect(answer, text).toMatchObject({ targets: [{ kind: 'invoice', taxpayerId: SECOND }], remarks: [{ remark: 'elsewhere' }] })
  }
  const longer = asPlace(setApart(archiveOf(listedInvoice(2, { invoiceNumber: '7/2026/A' })), '7/2026'))
  expect(await ask('7/2026', [longer])).toMatchObject({ targets: [{ kind: 'list', count: 1 }], remarks: [] })
})

test('what was set apart with another company is found last, with a word on whose archive could not be read', async () => {
  const db = emptyArchive()
  archiveOperations.keepDocument(db, upoDocument(1, { route: 'import', standing: 'quarantined', quarantineReason: 'unsigned' }))
  const busy = { lookUp: () => Promise.reject(new AppError('archive-busy')), lookUpSetApart: () => Promise.reject(new AppError('archive-busy')) } as unknown as Archive
  const closed = empty({ id: TaxpayerId.parse(3), name: 'Zajęta', archive: busy })
  const remarksOf = async (places: readonly IdentifyPlace[]) => (await ask(ksefNumber(1), places)).remarks.map(({ remark }) => remark)
  expect(await remarksOf([empty({ id: FIRST }), asPlace(db, { id: SECOND }), closed])).toEqual(['quarantined-alone', 'elsewhere', 'not-searched'])
  expect(await remarksOf([asPlace(db), closed])).toEqual(['quarantined-alone', 'not-searched'])
})

test('leads from a session that only a UPO names to the invoices of that UPO, and says so', async () => {
  for (const kind of ['invoice-upo', 'session-upo'] as const) {
    const db = emptyArchive()
    archiveOperations.keepDocument(db, upoDocument(1, { kind, route: 'import' }))
    const answer = await ask(SESSION, [asPlace(db)])
    expect(answer, kind).toMatchObject({ targets: [{ kind: 'invoice', invoice: { ksefNumber: ksefNumber(1) } }], remarks: [{ remark: 'session-of-upo', taxpayerName: 'Piekarnia' }] })
    expect(diagnoseNumber(answer)).toBeNull()
  }
})

test('takes an own number for one although it looks like something else', async () => {
  const db = archiveOf(listedInvoice(1, { invoiceNumber: '2026000001' }))
  expect(await ask('2026000001', [asPlace(db)])).toMatchObject({ identified: { kind: 'own-number' }, targets: [{ kind: 'invoice' }], remarks: [] })
})

test.each(['NR 12/2026', 'FA nr 12/2026', '12/2026 z 01.02.2026', '[12/2026]'])('an own number that holds what looks like a label or a date comes before what is left without it: %s', async (number) => {
  const both = asPlace(archiveOf(listedInvoice(1, { invoiceNumber: '12/2026' }), listedInvoice(2, { invoiceNumber: number })))
  for (const pasted of [number, ` ${number.replace(' ', '\n')}`]) {
    expect(await ask(pasted, [both]), pasted).toMatchObject({ identified: { kind: 'own-number', text: number }, targets: [{ kind: 'invoice', invoice: { invoiceNumber: number } }], remarks: [] })
  }
  const shorter = asPlace(archiveOf(listedInvoice(1, { invoiceNumber: '12/2026' })))
  expect(await ask(number, [shorter])).toMatchObject({ identified: { text: '12/2026' }, targets: [{ kind: 'invoice', invoice: { invoiceNumber: '12/2026' } }], remarks: [] })
})

test('an own number that looks like a NIP with its label is one where an archive has it', async () => {
  const place = asPlace(archiveOf(listedInvoice(1, { invoiceNumber: 'NR 2026000001' })))
  expect(await ask('NR 2026000001', [place])).toMatchObject({ identified: { kind: 'own-number', text: 'NR 2026000001' }, targets: [{ kind: 'invoice' }], remarks: [] })
})

test('finds it with another company, and says so', async () => {
  const answer = await ask(KSEF, [filled({ id: SECOND, name: 'Stolarnia' }), empty({ id: FIRST })])
  expect(answer.targets).toMatchObject([{ kind: 'invoice', taxpayerId: SECOND, taxpayerName: 'Stolarnia' }])
  expect(answer.remarks).toEqual([{ remark: 'elsewhere', taxpayerName: 'Stolarnia', lastRefreshAt: AT }])
})

test('what the company in view has is meant, not what others have under the same number', async () => {
  const answer = await ask('FV/1/2026', [filled({ id: SECOND, name: 'Stolarnia' }), filled()])
  expect(answer.targets).toMatchObject([{ taxpayerId: FIRST }])
})

test.each([
  ['wrong check digits', `5252248481-20260105-0000000000AA-00`, ['wrong-checksum']],
  ['a later day', composeKsefNumber('5252248481', '2026-02-02', '0000000000AA'), ['not-refreshed-since']],
  ['an earlier day', composeKsefNumber('5252248481', '2026-01-05', '0000000000AA'), ['not-here']],
  ['a stranger', composeKsefNumber('5265877635', '2026-01-05', '0000000000AA'), ['seller-unknown', 'not-here']],
  ['a stranger, of a later day', composeKsefNumber('5265877635', '2026-02-02', '0000000000AA'), ['seller-unknown', 'not-refreshed-since']],
  ['a stranger, with wrong check digits', '5265877635-20260105-0000000000AA-00', ['wrong-checksum', 'seller-unknown']],
  ['another company of the list', composeKsefNumber(OTHER_NIP, '2026-01-05', '0000000000AA'), ['seller-elsewhere', 'never-refreshed']],
  ['KSeF 1.0', '5252248481-20230508-0100A0-2E5C4F-7B', ['old-ksef', 'not-here']],
  ['a NIP of nobody', '5265877635', ['nip-not-here']],
  ['a mistyped NIP', '5265877636', ['wrong-nip', 'nip-not-here']],
  ['a token reference', '20251010-EC-1DCE3E3000-12ECB5B36E-45', []],
  ['nothing', '  ', []],
])('says why it is not here: %s', async (_, text, expected) => {
  const { remarks } = await ask(text, [filled(), empty({ lastRefreshAt: null })])
  expect(remarks.map(({ remark }) => remark)).toEqual(expected)
})

test('of a stranger’s number says who has the UPO, whoever issued the invoice, and that the archive was never refreshed', async () => {
  const answer = await ask(composeKsefNumber('5265877635', '2026-01-05', '0000000000AA'), [filled({ lastRefreshAt: null })])
  expect(answer.remarks.map(({ remark }) => remark)).toEqual(['seller-unknown', 'never-refreshed'])
  expect(LANGUAGES.map((language) => describeRemarks(language, answer)[0])).toEqual([
    'Sprzedawcy o NIP 5265877635 nie ma na liście firm. Jeśli to Twoja firma, dodaj ją. UPO ma ten, kto fakturę wysłał: zwykle sprzedawca, a przy samofakturowaniu i VAT RR – nabywca.',
    'No company on your list has the NIP 5265877635. If it is yours, add it. The UPO is with whoever sent the invoice: usually the seller, with self-invoicing and VAT RR the buyer.',
  ])
})

test('a number of invoices that are not here is no wrong number, one that names none is', async () => {
  const causeOf = async (text: string) => diagnoseNumber(await ask(text, [filled()]))?.cause ?? null
  expect([await causeOf('5265877635'), await causeOf(KSEF), await causeOf('20251010-EC-1DCE3E3000-12ECB5B36E-45')]).toEqual([null, null, 'wrong-identifier'])
})

test('leads from a wrong number to its session, and where it names nothing says what to look for instead', async () => {
  const told = async (text: string) => {
    const diagnosis = diagnoseNumber(await ask(text, [filled()]))!
    return [diagnosis.move, diagnosis.actions, describeDiagnosis('pl', diagnosis).nextStep]
  }
  expect(await told(SESSION)).toEqual(['user', ['show-session'], 'Przejdź do wysyłki, której dotyczy ten numer, i do jej faktur.'])
  const search = 'Jeśli szukasz faktury, wklej jej numer KSeF, numer własny (P_2) albo NIP kontrahenta.'
  for (const text of ['20251010-EC-1DCE3E3000-12ECB5B36E-45', '20251010-CR-1DCE3E3000-12ECB5B36E-45', '20251010-EH-1DCE3E3000-12ECB5B36E-45']) expect(await told(text), text).toEqual(['nobody', [], search])
  expect(await told(SESSION.replace('SB', 'SO'))).toEqual(['user', [], search])
})

test('offers the number that is one slip away, and says that it is another', async () => {
  for (const slip of [`${KSEF.slice(0, 33)}${KSEF.endsWith('00') ? '01' : '00'}`, KSEF.replace('000000000001', '000000000002')]) {
    const { targets, remarks } = await ask(slip, [filled()])
    expect(targets).toMatchObject([{ kind: 'invoice', invoice: { ksefNumber: KSEF } }])
    expect(remarks.map(({ remark }) => remark)).toEqual(['wrong-checksum', 'mistyped'])
  }
})

test('finds a KSeF number written with a dash too many, and says so', async () => {
  const { identified, targets, remarks } = await ask(`${KSEF.slice(0, 26)}-${KSEF.slice(26)}`, [filled()])
  expect(identified).toMatchObject({ kind: 'ksef-number', text: KSEF })
  expect(targets).toMatchObject([{ kind: 'invoice', invoice: { ksefNumber: KSEF } }])
  expect(remarks.map(({ remark }) => remark)).toEqual(['extra-dash'])
})

test('finds a KSeF number of 36 characters as the archive holds it, though KSeF 2.0 gives none such, and calls its dash no slip', async () => {
  const dashed = `${KSEF.slice(0, 26)}-${KSEF.slice(26)}`
  const kept = asPlace(archiveOf(listedInvoice(1, { ksefNumber: dashed }), listedInvoice(2, { ksefNumber: KSEF })))
  for (const pasted of [dashed, `Nr KSeF: ${dashed.replaceAll('-', ' – ').toLowerCase()}`]) {
    const answer = await ask(pasted, [kept])
    expect(answer, pasted).toMatchObject({ identified: { kind: 'ksef-number', text: dashed, checksum: 'not-checked', expected: null }, targets: [{ kind: 'invoice', invoice: { ksefNumber: dashed } }], remarks: [] })
    expect(answer.targets).toHaveLength(1)
  }
  // No rule is known for its check digits.
  const wrong = `${dashed.slice(0, 34)}${dashed.endsWith('00') ? '01' : '00'}`
  expect(await ask(wrong, [asPlace(archiveOf(listedInvoice(1, { ksefNumber: wrong })))])).toMatchObject({ identified: { text: wrong }, targets: [{ kind: 'invoice' }], remarks: [] })
})

test('finds a KSeF number without its check digits, and says so', async () => {
  const { identified, targets, remarks } = await ask(KSEF.slice(0, 32), [filled()])
  expect(identified).toMatchObject({ kind: 'ksef-number', text: KSEF })
  expect(targets).toMatchObject([{ kind: 'invoice', invoice: { ksefNumber: KSEF } }])
  expect(remarks.map(({ remark }) => remark)).toEqual(['no-check-digits'])
})

test('of a number of the former KSeF that is not here, does not claim that its invoice is in KSeF', async () => {
  expect(diagnoseNumber(await ask('5252248481-20230508-0100A0-2E5C4F-7B', [filled()]))).toMatchObject({ cause: 'old-ksef', actions: ['import-file'], avoid: null })
})

test('offers the company whose NIP it is', async () => {
  const { targets } = await ask(composeKsefNumber(OTHER_NIP, '2026-01-05', '0000000000AA'), [filled(), empty()])
  expect(targets).toEqual([{ kind: 'taxpayer', taxpayerId: SECOND, taxpayerName: 'Stolarnia' }])
})

test('calls the date in a KSeF number what it is: when it was taken for processing, not when it was accepted', async () => {
  const { identified } = await ask(composeKsefNumber('5252248481', '2026-08-31', '000000000001'), [filled()])
  expect(LANGUAGES.map((language) => describeIdentified(language, identified).text)).toEqual([
    'Nadaje go KSeF przyjętej fakturze. Sprzedawca: NIP 5252248481. Data w numerze: 31.08.2026 – dzień, w którym KSeF wziął fakturę do przetwarzania; numer mógł nadać później.',
    'KSeF gives it to an accepted invoice. Seller: NIP 5252248481. Date in the number: 31/08/2026 – the day on which KSeF took the invoice for processing; the number may have been given later.',
  ])
})

test('gives no part of a secret back, and asks no archive about it', async () => {
  const secret = '919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9'
  const closed = { lookUp: () => expect.fail('asked'), searchInvoices: () => expect.fail('asked') } as unknown as Archive
  const answer = await ask(`20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${secret}`, [filled({ archive: closed })])
  expect(answer).toMatchObject({ identified: { kind: 'secret' }, targets: [], remarks: [] })
  expect(JSON.stringify(answer)).not.toContain(secret.slice(0, 10))
  // On the command line there is no field to empty, and the history of commands keeps it.
  expect(LANGUAGES.map((language) => describeIdentified(language, answer.identified).text).join(' ')).toMatch(/^(?!.*Wyczyści).*z historii poleceń.*history of commands/)
})

test('an archive of another company that cannot be read is named, and the others are looked through', async () => {
  const failing = { lookUp: () => Promise.reject(new AppError('archive-busy')) } as unknown as Archive
  const answer = await ask(KSEF, [empty({ id: FIRST }), empty({ id: TaxpayerId.parse(3), name: 'Zajęta', archive: failing }), filled({ id: SECOND })])
  expect(answer.targets).toMatchObject([{ kind: 'invoice', taxpayerId: SECOND }])
  expect(answer.remarks).toContainEqual({ remark: 'not-searched', taxpayerName: 'Zajęta', lastRefreshAt: AT })
})

test('refuses a company that is not there', async () => {
  await expect(ask(KSEF, [empty()])).rejects.toMatchObject({ code: 'not-found' })
})

test.each(Object.entries(LOOK_UP_SQL))('looks up by %s along an index', (_, sql) => {
  const plan = explain(emptyArchive(), sql, { value: 'x' })
  expect(plan).not.toContain('SCAN')
  expect(plan).toMatch(/SEARCH \S+ USING (?:COVERING )?INDEX/)
})
