import { InvoiceId } from '../../electron/shared/contract/common.ts'
import type { DamagedDocument, SelfCheckReport, SelfCheckView } from '../../electron/shared/contract/selfChecks.ts'
import { DAMAGE_CONDITIONS, DOCUMENT_FAULTS, type DamageCondition } from '../../electron/shared/model/damage.ts'

const KINDS = ['invoice-upo', 'invoice', 'session-upo', 'invoice-upo'] as const

const NEVER: SelfCheckView = { last: null, damage: [], repairable: 0, earlier: [] }

const WHOLE: SelfCheckReport = {
  outcome: 'whole',
  scope: 'full',
  startedAt: '2026-04-02T08:00:00.000Z',
  finishedAt: '2026-04-02T08:00:14.000Z',
  documentsChecked: 812,
  documentsPassedOver: 0,
  damaged: 0,
  damagedDocuments: [],
  invoicesRebuilt: 0,
  isWordIndexRebuilt: false,
  journal: { head: { number: 2_431, hash: '4be0c1d7a95d6f3e8a2f19c07b64d5e1f30a9c8872b1450de6f7c3a91b20e54d' }, headsCompared: 12, faults: [] },
  database: [],
}

const NOTHING_FOUND = { ...WHOLE, outcome: 'nothing-found', scope: 'incremental', documentsChecked: 64, documentsPassedOver: 748 } as const satisfies SelfCheckReport

function fakeDamaged(index: number): DamagedDocument {
  const kind = KINDS[index % KINDS.length]!
  const invoiceCount = kind === 'session-upo' ? 128 : 1
  return {
    documentId: index + 1,
    sha256: `${String(index)}e83a6b3c1d7a95d6f3e8a2f19c07b64d5e1f30a9c8872b1450de6f7c3a91b20`.slice(0, 64),
    kind,
    fault: DOCUMENT_FAULTS[index % DOCUMENT_FAULTS.length]!,
    invoices: Array.from({ length: Math.min(2, invoiceCount) }, (_, at) => ({ invoiceId: InvoiceId.parse(index + at + 1), invoiceNumber: index === 3 ? null : `FV/2026/03/${String(index + at + 1).padStart(4, '0')}`, ksefNumber: `5252248481-20260312-0200A0D6723${String(index % 10)}-C2` })),
    invoiceCount,
  }
}

/** What a window without a main process says of its archive: never checked, whole, or damaged in every way, fetched again or not. */
export function fakeSelfChecks(isDamaged: boolean) {
  let view = NEVER
  const earlier = (): SelfCheckView['earlier'] => (view.last === null ? [] : [{ id: view.earlier.length + 1, finishedAt: view.last.finishedAt, scope: view.last.scope, outcome: view.last.outcome, documentsChecked: view.last.documentsChecked, damaged: view.last.damaged }, ...view.earlier])
  return {
    view: (): SelfCheckView => view,
    check: (scope: SelfCheckReport['scope']): SelfCheckReport['outcome'] => {
      const damagedDocuments = DAMAGE_CONDITIONS.map((_, index) => fakeDamaged(index))
      const damaged: SelfCheckReport = {
        ...WHOLE,
        ...{ outcome: 'damaged', damaged: damagedDocuments.length, damagedDocuments, invoicesRebuilt: 2, isWordIndexRebuilt: true },
        journal: { ...WHOLE.journal, faults: [{ number: 1_200, fault: 'changed' }, { number: 2_431, fault: 'cut-off' }] },
        database: ['row 17 missing from index invoices_by_issuedOn'],
      }
      const last = isDamaged ? { ...damaged, scope } : scope === 'full' ? WHOLE : NOTHING_FOUND
      view = { last, damage: last.damagedDocuments.map((document, index) => ({ ...document, condition: DAMAGE_CONDITIONS[index]! })), repairable: isDamaged ? 2 : 0, earlier: earlier() }
      return last.outcome
    },
    repair: (): void => {
      const repaired = (condition: DamageCondition): DamageCondition => (condition === 'damaged' || condition === 'asked' ? 'repaired' : condition)
      view = { ...view, repairable: 0, damage: view.damage.map((one) => ({ ...one, condition: repaired(one.condition) })) }
    },
  }
}
