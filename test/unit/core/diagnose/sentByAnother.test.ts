import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { deriveAgain } from '../../../../electron/archive/deriveAgain.ts'
import { tellMoreSenders } from '../../../../electron/archive/migrations/0014-tell-more-senders.ts'
import { rebuildDerived } from '../../../../electron/archive/rebuildDerived.ts'
import { archiveOperations as archive } from '../../../../electron/core/archiveOperations.ts'
import { diagnose } from '../../../../electron/core/diagnose/diagnose.ts'
import { factsOf } from '../../../../electron/core/diagnose/factsOf.ts'
import { senderOf } from '../../../../electron/core/diagnose/senderOf.ts'
import type { DocumentInput, ListedMetadata } from '../../../../electron/archive/inputs.ts'
import type { KsefContext } from '../../../../electron/shared/model/context.ts'
import type { SenderRole } from '../../../../electron/shared/model/sender.ts'
import { assertDefined } from '../../../../electron/shared/assert.ts'
import { describeDiagnosis } from '../../../../electron/shared/messages/diagnosis.ts'
import type { InvoiceThirdParty } from '../../../../electron/shared/model/invoiceFacts.ts'
import { emptyArchive, FACTS, hashOf, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'
import { UNLISTED } from '../../../support/diagnosisFacts.ts'

const AT = '2026-02-02T08:00:00.000Z'
const NOW = '2026-02-04T08:00:00.000Z'
const SELLER = FACTS.sellerNip ?? ''
const BUYER: KsefContext = { environment: 'test', identifier: { type: 'Nip', value: '5265877635' } }
const OWN = { environment: 'test', identifier: { type: 'Nip', value: SELLER } } as const

const authorised = (role: string, identifier: string | null = '9991002015'): InvoiceThirdParty => ({ kind: 'authorised', role, identifier, name: 'Kancelaria' })
const third = (role: string, identifier = '9991002015'): InvoiceThirdParty => ({ kind: 'third', role, identifier, name: 'Oddział' })

/** How the invoice is shown in the list, why its card says it has no UPO, and whether it stands among those that need a look. */
function shown(db: WritableDb): readonly [state: unknown, cause: string | undefined, list: string | undefined] {
  const [facts] = archive.incompleteDiagnosisFacts(db, { afterId: 0, limit: 1 })
  const { entries } = archive.attentionEntries(db, { afterId: 0, limit: 10, now: NOW })
  return [facts!.state, diagnose(factsOf(facts!, NOW))?.cause, entries[0]?.list]
}

interface Refresh {
  readonly waitingFor?: readonly string[]
  readonly startedAt?: string
  /** KSeF shows the credential what others sent in this context, too. */
  readonly seesAllSessions?: boolean
}

function finishRefresh(db: WritableDb, { waitingFor = [], startedAt = '2026-02-03T08:00:00.000Z', seesAllSessions = true }: Refresh = {}): void {
  const { runId } = archive.startRun(db, { startedAt })
  archive.finishRun(db, { runId, finishedAt: '2026-02-03T08:01:00.000Z', outcome: 'done', result: JSON.stringify({ waitingFor, seesAllSessions }) })
}

const ISSUED_BY_UNIT: readonly (readonly [who: string, thirdParties: readonly InvoiceThirdParty[]])[] = [
  ['an issuer', [third('5')]],
  ['a unit of a local government', [third('7', `${SELLER}-00001`)]],
  ['a member of a VAT group, named after a factor', [third('1'), third('9')]],
]

test.each(ISSUED_BY_UNIT)('a sale issued by %s is told from those whose UPO is missing as soon as the lists of all submissions were read past it', (_, thirdParties) => {
  const db = emptyArchive(OWN)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { thirdParties })] })
  expect(shown(db)).toEqual(['no-upo', 'not-fetched-yet', 'waiting'])
  finishRefresh(db, { waitingFor: ['sessions'] })
  expect(shown(db)[0]).toBe('no-upo')
  // The owner may have sent it in this very context, unseen by an office that is shown its own submissions alone.
  finishRefresh(db, { seesAllSessions: false })
  expect(shown(db)).toEqual(['no-upo', 'sent-from-another-account', 'todo'])
  finishRefresh(db)
  expect(shown(db)).toEqual(['with-sender', 'upo-is-the-senders', undefined])
  expect(archive.countStates(db)).toMatchObject({ 'with-sender': 1, 'no-upo': 0 })
  rebuildDerived(db)
  expect(shown(db)[0]).toBe('with-sender')

  // It was sent in this context after all, or its sender gave the UPO: both settle it.
  archive.keepDocument(db, upoDocument(1))
  expect(archive.countStates(db)).toMatchObject({ 'with-sender': 0, complete: 1 })
})

test.each<readonly [what: string, change: Partial<DocumentInput>]>([
  ['was set apart', { standing: 'quarantined', quarantineReason: 'signature-invalid', invoiceId: 1 }],
  ['contradicts the list', { upoEntries: [upoEntry(1, { documentHash: hashOf(2) })] }],
])('a file in the place of the UPO that %s is to be looked into, though its sender has the UPO', (_, change) => {
  const db = emptyArchive(OWN)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { isSelfInvoicing: true })] })
  archive.keepDocument(db, upoDocument(1, { bytes: Buffer.from('<Potwierdzenie/>'), route: 'import', senderContext: null, sessionReference: null, ...change }))
  expect(shown(db)).toEqual(['unclear', 'upo-is-the-senders', 'todo'])
  const diagnosis = assertDefined(diagnose(factsOf(archive.diagnosisFacts(db, { invoiceIds: [1] })[0]!, NOW)), 'its UPO is missing')
  expect(diagnosis).toMatchObject({ move: 'user', actions: ['import-file'], avoid: 'use-as-receipt' })
  expect(describeDiagnosis('pl', diagnosis).nextStep).toMatch(/poproś wysyłającego o oryginalny plik UPO/)
  expect(describeDiagnosis('en', diagnosis).nextStep).toMatch(/ask the sender for the original UPO file/)

  archive.keepDocument(db, upoDocument(1))
  expect(archive.countStates(db)).toMatchObject({ unclear: 0, complete: 1 })
})

test('of a unit that sent it the Polish sentence is a sentence', () => {
  const diagnosis = assertDefined(diagnose({ ...UNLISTED, thirdParties: [third('7')] }), 'its UPO is missing')
  expect(describeDiagnosis('pl', diagnosis).sentence).toMatch(/^Fakturę wysłał podmiot wskazany na fakturze, więc UPO jest u niego;/)
})

test('a sale that its buyer, a Peppol provider or an authorised party issued is told before any list of submissions was read', () => {
  const byParties = [authorised('1'), authorised('2'), authorised('3'), authorised('2', null)].map((party) => ({ thirdParties: [third('1'), party] }))
  for (const change of [{ isSelfInvoicing: true }, { formCode: 'FA_RR (1)' }, { formCode: 'PEF (3)' }, ...byParties]) {
    const db = emptyArchive(OWN)
    archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, change)] })
    expect(shown(db)).toEqual(['with-sender', 'upo-is-the-senders', undefined])
  }
})

test.each([
  ['nobody else', []],
  ['a factor', [third('1')]],
  ['this very taxpayer', [third('5', SELLER)]],
  ['this very taxpayer, beside a factor', [third('1'), third('9', SELLER)]],
])('a sale that names %s is missed as any other', (_, thirdParties) => {
  const db = emptyArchive(OWN)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { thirdParties })] })
  finishRefresh(db)
  expect(shown(db)).toEqual(['no-upo', 'sent-from-another-account', 'todo'])
})

test.each([
  ['its buyer', OWN.identifier, 'buyer', SELLER],
  ['one whom it names in another role', OWN.identifier, 'other-party', '1111111111'],
  ['a unit of its buyer', { type: 'InternalId', value: `${SELLER}-00001` }, 'buyer', SELLER],
  ['a buyer with a VAT number of the EU', { type: 'NipVatUe', value: `${SELLER}-DE123456789` }, 'buyer', SELLER],
] as const)('a purchase seen by %s has its UPO with whoever sent it, and asks for nothing', (_, identifier, role, buyerIdentifier) => {
  const db = emptyArchive({ environment: 'test', identifier })
  archive.recordMetadata(db, { readAt: AT, role, items: [listedMetadata(1, { sellerNip: '5265877635', buyerIdentifier, thirdParties: [third('1', SELLER)] })] })
  const told = () => {
    const [facts] = archive.diagnosisFacts(db, { invoiceIds: [1] })
    const found = diagnose(factsOf(facts!, NOW))
    return [facts!.state, found?.cause, found?.move]
  }
  expect(told()).toEqual(['received', 'upo-is-the-senders', 'nobody'])
  finishRefresh(db)
  expect(told()).toEqual(['received', 'upo-is-the-senders', 'nobody'])
})

test('one that a bailiff issued and that stands on a list of submissions is missed as any other', () => {
  const db = emptyArchive(OWN)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { thirdParties: [authorised('2')] })] })
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1)] })
  finishRefresh(db)
  expect(shown(db).slice(0, 2)).toEqual(['no-upo', 'not-fetched-yet'])
})

test('a clock that was put back leaves the list as its card and as all evidence together say', () => {
  const db = emptyArchive(OWN)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { thirdParties: [third('7')] })] })
  finishRefresh(db)
  finishRefresh(db, { startedAt: '2026-01-30T08:00:00.000Z' })
  expect(shown(db)).toEqual(['no-upo', 'not-fetched-yet', 'waiting'])
  rebuildDerived(db)
  expect(shown(db)[0]).toBe('no-upo')
  finishRefresh(db)
  expect(shown(db)).toEqual(['with-sender', 'upo-is-the-senders', undefined])
})

const BUYER_UNIT: KsefContext = { environment: 'test', identifier: { type: 'InternalId', value: '5265877635-00001' } }
const BOUGHT = { sellerNip: '9991002015', sellerName: 'Dostawca', buyerIdentifier: '5265877635' } as const

test.each<readonly [what: string, owner: KsefContext, role: 'buyer' | 'other-party', change: Partial<ListedMetadata>, sender: SenderRole]>([
  ['bought by this taxpayer', BUYER, 'buyer', {}, 'seller'],
  ['bought by the taxpayer of this unit', BUYER_UNIT, 'buyer', {}, 'seller'],
  ['issued by a unit of its seller', BUYER, 'buyer', { thirdParties: [third('7')] }, 'unit'],
  ['issued by a bailiff', BUYER, 'buyer', { thirdParties: [authorised('2')] }, 'bailiff'],
  ['issued by this taxpayer through a Peppol provider', BUYER, 'buyer', { isSelfInvoicing: true, formCode: 'PEF (3)' }, 'peppol-provider'],
  ['that names this taxpayer as its factor', BUYER, 'other-party', { buyerIdentifier: '9991000105', thirdParties: [third('1', '5265877635')] }, 'seller'],
])('no UPO is awaited of an invoice %s, before and after the lists of submissions were read', (_, owner, role, change, sender) => {
  const db = emptyArchive(owner)
  archive.recordMetadata(db, { readAt: AT, role, items: [listedMetadata(1, { ...BOUGHT, ...change })] })
  for (const act of [() => undefined, () => finishRefresh(db)]) {
    act()
    const [archived] = archive.diagnosisFacts(db, { invoiceIds: [1] })
    const facts = factsOf(archived!, NOW)
    expect([archived!.state, diagnose(facts)?.cause, senderOf(facts)?.role]).toEqual(['received', 'upo-is-the-senders', sender])
  }
})

test('in an archive of an older version it is told, too, once the archive is opened', () => {
  const db = emptyArchive(OWN)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { thirdParties: [authorised('2')] })] })
  finishRefresh(db)
  db.exec("UPDATE invoices SET state = 'no-upo', stateRank = 3")
  deriveAgain(db)
  expect(shown(db)[0]).toBe('no-upo')
  tellMoreSenders(db)
  tellMoreSenders(db)
  deriveAgain(db)
  expect(shown(db)[0]).toBe('with-sender')
})
