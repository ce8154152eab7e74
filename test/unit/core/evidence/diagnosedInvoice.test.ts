import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import type { ListedMetadata } from '../../../../electron/archive/inputs.ts'
import { recordAttempts } from '../../../../electron/archive/queries/attempts.ts'
import { recordSessionInvoices } from '../../../../electron/archive/queries/recordInvoices.ts'
import { recordMetadata } from '../../../../electron/archive/queries/recordMetadata.ts'
import { recordListedSessions } from '../../../../electron/archive/queries/recordSessions.ts'
import { finishRun, startRun } from '../../../../electron/archive/queries/runs.ts'
import { keepDocument } from '../../../../electron/archive/queries/keepDocument.ts'
import { writeSyncState } from '../../../../electron/archive/queries/syncState.ts'
import { diagnose } from '../../../../electron/core/diagnose/diagnose.ts'
import { factsOf } from '../../../../electron/core/diagnose/factsOf.ts'
import { diagnosisFacts } from '../../../../electron/core/evidence/diagnosisFacts.ts'
import { LANGUAGES } from '../../../../electron/shared/contract/program.ts'
import { describeDiagnosis, describeFact } from '../../../../electron/shared/messages/diagnosis.ts'
import type { Diagnosis } from '../../../../electron/shared/model/diagnosis.ts'
import type { RefreshResult } from '../../../../electron/shared/contract/jobs.ts'
import { CONTEXT, emptyArchive, hashOf, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'
import { faXml } from '../../../support/invoiceXml.ts'

const NOW = '2026-03-20T10:00:00.000Z'

function archiveWith(...invoices: ReturnType<typeof listedInvoice>[]): WritableDb {
  const db = emptyArchive(CONTEXT)
  recordListedSessions(db, { listedAt: NOW, sessions: [listedSession()] })
  recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: NOW, invoices })
  return db
}

function diagnosed(db: WritableDb, invoiceId: number): Diagnosis | null {
  const [facts] = diagnosisFacts(db, { invoiceIds: [invoiceId] })
  return facts === undefined ? null : diagnose(factsOf(facts, NOW))
}

/** A refresh that ended, waiting for these. */
function refresh(db: WritableDb, ...waitingFor: RefreshResult['waitingFor']): void {
  const { runId } = startRun(db, { startedAt: NOW })
  const result = { error: null, resumesAt: waitingFor.length === 0 ? null : '2026-03-20T11:00:00.000Z', waitingFor }
  finishRun(db, { runId, finishedAt: NOW, outcome: waitingFor.length === 0 ? 'done' : 'paused', result: JSON.stringify(result) })
}

test('that an account may not read invoice files is no cause of a missing UPO, whose own answer is told; that it may not see submissions is', () => {
  const endedWith = (requiredAnyOfPermissions: readonly string[]): Diagnosis | null => {
    const db = archiveWith(listedInvoice(1))
    const { runId } = startRun(db, { startedAt: NOW })
    const at = '2026-03-20T09:00:00.000Z'
    recordAttempts(db, [{ invoiceId: 1, sessionReference: null, what: 'upo', at, route: 'sessions.upo', outcome: 'not-available-yet', code: '21178', httpStatus: 400, traceId: null, details: {}, documentId: null }])
    const error = { code: 'api-forbidden', details: { reasonCode: 'missing-permissions', requiredAnyOfPermissions } }
    finishRun(db, { runId, finishedAt: NOW, outcome: 'failed', result: JSON.stringify({ error, resumesAt: null, waitingFor: [] }) })
    return diagnosed(db, 1)
  }
  expect(endedWith(['InvoiceRead'])?.cause).toBe('no-upo-for-long')
  expect(endedWith(['InvoiceWrite', 'Introspection', 'EnforcementOperations'])?.cause).toBe('wrong-context-or-permission')
})

const refused = (number: number, invoicingDate: string) => listedInvoice(number, { invoiceNumber: 'FV/7', statusCode: 450, ksefNumber: null, acquisitionDate: null, invoicingDate })

test('a rejected invoice is settled by one of its number that was accepted later, never by one accepted before', () => {
  const accepted = listedInvoice(1, { invoiceNumber: 'FV/7', acquisitionDate: '2026-02-01T09:00:00+00:00' })
  expect(diagnosed(archiveWith(accepted, refused(2, '2026-01-31T09:00:00+00:00')), 2)).toMatchObject({ cause: 'settled-later', originalKsefNumber: ksefNumber(1) })
  expect(diagnosed(archiveWith(accepted, refused(2, '2026-03-10T09:00:00+00:00')), 2)).toMatchObject({ cause: 'rejected' })
})

test('of a rejected invoice whose number an accepted one has, it is told which one, and not that the number is free', () => {
  const found = diagnosed(archiveWith(listedInvoice(1, { invoiceNumber: 'FV/7' }), refused(2, '2026-03-10T09:00:00+00:00')), 2)
  expect(found).toMatchObject({ cause: 'rejected', avoid: null, actions: ['open-accepted', 'copy-reference', 'show-session'], originalKsefNumber: ksefNumber(1) })
  for (const language of LANGUAGES) {
    const { nextStep, notIssued } = describeDiagnosis(language, found!)
    expect(nextStep).toContain(ksefNumber(1))
    expect(nextStep).not.toMatch(/pod tym samym numerem|under the same number/)
    expect(notIssued).not.toBeNull()
  }
  const free = diagnosed(archiveWith(refused(2, '2026-03-10T09:00:00+00:00')), 1)
  expect(free).toMatchObject({ cause: 'rejected', avoid: 'change-number', originalKsefNumber: null })
  expect(describeDiagnosis('pl', free!).nextStep).toContain('pod tym samym numerem')
})

test('where KSeF refused the number of a rejected invoice as a duplicate since, the number is not called free', () => {
  const duplicate = (originalKsefNumber: string | null) => listedInvoice(3, { invoiceNumber: 'FV/7', statusCode: 440, ksefNumber: null, acquisitionDate: null, statusExtensions: { originalKsefNumber } })
  const found = diagnosed(archiveWith(refused(2, '2026-03-10T09:00:00+00:00'), duplicate(ksefNumber(9))), 1)
  expect(found).toMatchObject({ cause: 'rejected', avoid: null, originalKsefNumber: ksefNumber(9) })
  expect(describeDiagnosis('pl', found!).nextStep).toContain(`ma już w KSeF przyjęta faktura ${ksefNumber(9)}`)
  expect(diagnosed(archiveWith(refused(2, '2026-03-10T09:00:00+00:00'), duplicate(null)), 1)).toMatchObject({ avoid: 'change-number', originalKsefNumber: null })
  // KSeF may name a wrong one: it has another number.
  const db = archiveWith(refused(2, '2026-03-10T09:00:00+00:00'), duplicate(ksefNumber(9)))
  recordMetadata(db, { readAt: NOW, items: [listedMetadata(9, { invoiceNumber: 'FV/8' })] })
  expect(diagnosed(db, 1)).toMatchObject({ avoid: 'change-number', originalKsefNumber: null })
})

test.each([500, 550])('of an invoice that KSeF lost (%i) and whose number an accepted one has, it is told which one, and never to send it once more', (statusCode) => {
  const lost = { ...refused(2, '2026-03-10T09:00:00+00:00'), statusCode }
  const found = diagnosed(archiveWith(listedInvoice(1, { invoiceNumber: 'FV/7' }), lost), 2)
  expect(found).toMatchObject({ cause: 'failed-or-cancelled', avoid: 'send-before-sure', actions: ['open-accepted', 'refresh', 'copy-reference'], originalKsefNumber: ksefNumber(1) })
  for (const language of LANGUAGES) {
    const { nextStep } = describeDiagnosis(language, found!)
    expect(nextStep).toContain(ksefNumber(1))
    expect(nextStep).not.toMatch(/wyślij|send it|odrzuceni|rejection/)
  }
  const alone = diagnosed(archiveWith({ ...lost, invoiceReference: listedInvoice(1).invoiceReference }), 1)
  expect(alone).toMatchObject({ cause: 'failed-or-cancelled', actions: ['refresh', 'copy-reference'], originalKsefNumber: null })
  expect(describeDiagnosis('pl', alone!).nextStep).toContain('wyślij')
})

test('a rejected invoice is not settled by another invoice under its number; one put right in its buyer, its amount or its lines settles it', () => {
  const file = Buffer.from(faXml({ number: 'FV/7', seller: '<NIP>5252248481</NIP>' }))
  const asInFile = { buyerIdentifier: '1234563218', grossMinor: 12_300, currency: 'PLN' }
  const archiveWithFile = (accepted: Partial<ListedMetadata>): WritableDb => {
    const db = archiveWith(listedInvoice(1, { invoiceNumber: 'FV/7' }), { ...refused(2, '2026-01-31T09:00:00+00:00'), invoiceHash: createHash('sha256').update(file).digest('base64') })
    recordMetadata(db, { readAt: NOW, items: [listedMetadata(1, { invoiceNumber: 'FV/7', ...asInFile, ...accepted })] })
    keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: file, upoEntries: [], invoiceId: 2 }))
    return db
  }
  for (const putRight of [{ issueDate: '2026-02-02', netMinor: 1, vatMinor: 1 }, { grossMinor: 999_900 }, { buyerIdentifier: '9991000105' }, { currency: 'EUR' }]) {
    expect(diagnosed(archiveWithFile(putRight), 2), JSON.stringify(putRight)).toMatchObject({ cause: 'settled-later' })
  }
  for (const another of [{ grossMinor: 999_900, buyerIdentifier: '9991000105' }, { grossMinor: -12_300, invoiceType: 'Kor' }, { grossMinor: 999_900, buyerIdentifier: null, buyerIdentifierType: 'None' }]) {
    expect(diagnosed(archiveWithFile(another), 2), JSON.stringify(another)).toMatchObject({ cause: 'rejected' })
  }
})

test('a refused file that was accepted is settled whichever came first, and the words hold for both', () => {
  const accepted = listedInvoice(1, { acquisitionDate: '2026-02-01T09:00:00+00:00' })
  for (const sentOn of ['2026-01-31', '2026-03-10']) {
    const undecrypted = listedInvoice(2, { invoiceNumber: null, invoiceHash: hashOf(1), statusCode: 435, ksefNumber: null, acquisitionDate: null, invoicingDate: `${sentOn}T09:00:00+00:00` })
    const found = diagnosed(archiveWith(accepted, undecrypted), 2)
    expect(found).toMatchObject({ cause: 'settled-later', move: 'nobody', originalKsefNumber: ksefNumber(1) })
    for (const language of LANGUAGES) {
      const { label, sentence, nextStep } = describeDiagnosis(language, found!)
      expect(sentence).toContain(ksefNumber(1))
      expect([label, sentence, nextStep, ...found!.facts.map((fact) => describeFact(language, fact).name)].join()).not.toMatch(/późnie|later/i)
    }
  }
})

test('a duplicate handed over offline is settled by its technical correction, and by no other invoice of its number', () => {
  const duplicate = listedInvoice(2, { invoiceNumber: 'FV/7', statusCode: 440, ksefNumber: null, acquisitionDate: null, invoicingDate: '2026-01-31T09:00:00+00:00' })
  const archive = (hashOfCorrectedInvoice: string | null): WritableDb => {
    const db = archiveWith(listedInvoice(1, { invoiceNumber: 'FV/7' }), duplicate, listedInvoice(3, { invoiceNumber: 'FV/7/A', acquisitionDate: '2026-02-01T09:00:00+00:00' }))
    recordMetadata(db, { readAt: NOW, items: [listedMetadata(3, { invoiceNumber: 'FV/7/A', hashOfCorrectedInvoice })] })
    return db
  }
  expect(diagnosed(archive(hashOf(2)), 2)).toMatchObject({ cause: 'settled-later', move: 'nobody', originalKsefNumber: ksefNumber(3) })
  expect(diagnosed(archive(null), 2)).toMatchObject({ cause: 'duplicate', originalKsefNumber: ksefNumber(1) })
})

test('a duplicate repeats the accepted invoice of its own file, whatever number KSeF names', () => {
  const same = { invoiceNumber: 'FV/1', invoiceHash: hashOf(1) }
  const db = archiveWith(
    listedInvoice(1, same),
    listedInvoice(2, { ...same, statusCode: 440, ksefNumber: null, acquisitionDate: null, statusExtensions: { originalKsefNumber: ksefNumber(9), originalSessionReferenceNumber: SESSION } }),
  )
  recordMetadata(db, { readAt: NOW, items: [listedMetadata(9, { invoiceNumber: 'FV/1', invoiceHash: hashOf(9) })] })
  expect(diagnosed(db, 2)).toMatchObject({ cause: 'duplicate', duplicateCase: 'same-file', originalKsefNumber: ksefNumber(1) })
})

test('a duplicate whose first invoice is not here names the number that KSeF gives, not what another seller issued under the same', () => {
  const ofSupplier = ksefNumber(5).replace(/^\d{10}/, '9993000003')
  const duplicateOf = (named: string) => listedInvoice(2, { invoiceNumber: 'FV/1', statusCode: 440, ksefNumber: null, acquisitionDate: null, statusExtensions: { originalKsefNumber: named } })
  const selfInvoice = listedInvoice(1, { invoiceNumber: 'FV/1', ksefNumber: ofSupplier })
  expect(diagnosed(archiveWith(selfInvoice, duplicateOf(ksefNumber(9))), 2)).toMatchObject({ cause: 'duplicate', originalKsefNumber: ksefNumber(9) })
  const sale = listedInvoice(1, { invoiceNumber: 'FV/1' })
  const named = ofSupplier.replace(/..$/, '11')
  expect(diagnosed(archiveWith(sale, duplicateOf(named)), 2)).toMatchObject({ cause: 'duplicate', originalKsefNumber: named })
})

test('who sent an invoice that no list of submissions shows is told once all of them were read', () => {
  const db = emptyArchive()
  recordMetadata(db, { readAt: NOW, items: [listedMetadata(1)] })
  expect(diagnosed(db, 1)?.cause).toBe('not-fetched-yet')
  for (const part of ['sessions', 'invoices', 'upos', 'session-upos'] as const) {
    refresh(db, part)
    expect(diagnosed(db, 1)).toMatchObject({ cause: 'waits-for-limit', move: 'app' })
  }
  refresh(db, 'xml')
  expect(diagnosed(db, 1)?.cause).toBe('sent-from-another-account')
  // A later one that did not come so far takes nothing back.
  refresh(db, 'sessions')
  expect(diagnosed(db, 1)?.cause).toBe('sent-from-another-account')
})

test('where the buyer is decides whether it may miss an invoice, and the file alone tells', () => {
  const buyer = { buyerIdentifierType: 'Other', buyerIdentifier: '2345678907', buyerName: 'TOV Kyiv' } as const
  for (const [country, cause] of [['UA', undefined], ['PL', 'buyer-cannot-see']] as const) {
    const file = Buffer.from(faXml({ buyer: `<KodKraju>${country}</KodKraju><NrID>2345678907</NrID>` }))
    const invoiceHash = createHash('sha256').update(file).digest('base64')
    const db = archiveWith(listedInvoice(1, { invoiceHash }))
    recordMetadata(db, { readAt: NOW, items: [listedMetadata(1, { ...buyer, invoiceHash })] })
    keepDocument(db, upoDocument(1, { upoEntries: [upoEntry(1, { documentHash: invoiceHash })] }))
    expect(diagnosed(db, 1)).toMatchObject({ cause: 'buyer-cannot-see' })
    keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: file, upoEntries: [], invoiceId: 1 }))
    expect(diagnosed(db, 1)?.cause, country).toBe(cause)
  }
})

test('of an invoice that others sold the list of sales says nothing: two files that contradict each other are all there is to tell', () => {
  const contradict = (seller: string): Diagnosis | null => {
    const db = emptyArchive(CONTEXT)
    const upo = (bytes: string, documentHash: string): unknown =>
      keepDocument(db, upoDocument(1, { route: 'import', bytes: Buffer.from(bytes), upoEntries: [upoEntry(1, { sellerNip: seller, documentHash })] }))
    upo('one', hashOf(1))
    upo('another', hashOf(2))
    writeSyncState(db, { key: 'from', value: '2026-01-01' })
    writeSyncState(db, { key: 'metadataUntil', value: '2026-03-01T00:00:00.000Z' })
    return diagnosed(db, 1)
  }
  const [sold, bought] = [contradict('5252248481'), contradict('9991000105')]
  expect([sold?.cause, bought?.cause]).toEqual(['upo-from-file-only', 'upo-from-file-only'])
  expect(sold?.facts).toContainEqual({ field: 'isOnMetadataList', value: 'false' })
  expect(bought?.facts.some(({ field }) => field === 'isOnMetadataList')).toBe(false)
  expect([describeDiagnosis('pl', sold!).sentence, describeDiagnosis('pl', bought!).sentence]).toEqual([expect.stringContaining('powinna tam być'), expect.stringContaining('przeczą sobie')])
})

test('of a number that a file names twice nothing is promised', () => {
  const db = emptyArchive(CONTEXT)
  keepDocument(db, upoDocument(1, { kind: 'session-upo', route: 'import', upoEntries: [upoEntry(1), upoEntry(1, { documentHash: hashOf(2) })] }))
  expect(diagnosed(db, 1)).toMatchObject({ cause: 'upo-from-file-only', avoid: 'use-as-receipt' })
})

test('a bad file promises no better one where this account can fetch none', () => {
  const db = emptyArchive()
  recordMetadata(db, { readAt: NOW, items: [listedMetadata(1)] })
  refresh(db)
  keepDocument(db, upoDocument(1, { standing: 'quarantined', quarantineReason: 'unsigned', invoiceId: 1, route: 'import' }))
  const found = diagnosed(db, 1)
  expect(found?.cause).toBe('sent-from-another-account')
  expect(found?.facts).toContainEqual({ field: 'quarantineReason', value: 'unsigned' })

  const listed = archiveWith(listedInvoice(1))
  keepDocument(listed, upoDocument(1, { standing: 'quarantined', quarantineReason: 'unsigned', invoiceId: 1 }))
  expect(diagnosed(listed, 1)).toMatchObject({ cause: 'damaged-on-the-way', move: 'app' })
})
