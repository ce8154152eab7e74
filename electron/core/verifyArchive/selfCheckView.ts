import { SelfCheckReport } from '../../shared/contract/selfChecks.ts'
import type { SelfCheckOutcome, SelfCheckScope, SelfCheckSummary, SelfCheckView } from '../../shared/contract/selfChecks.ts'
import type { Archive } from '../archiveOperations.ts'

/** So many results of the past are shown. */
const SHOWN = 10

/** The last self-check, how it stands now with what it named, and the checks before it. */
export async function selfCheckView(archive: Archive): Promise<SelfCheckView> {
  const [newest, ...earlier] = await archive.finishedSelfChecks({ limit: SHOWN })
  const last = newest === undefined ? null : asTold(SelfCheckReport.parse(JSON.parse(newest.result)))
  const named = last?.damagedDocuments ?? []
  const now = new Map((await archive.damageNow({ documentIds: named.map(({ documentId }) => documentId) })).map(({ documentId, condition }) => [documentId, condition]))
  return {
    last,
    damage: named.map((document) => ({ ...document, condition: now.get(document.documentId) ?? 'out-of-reach' })),
    repairable: await archive.countRepairable(),
    earlier: earlier.map(({ id, finishedAt, scope, outcome, documentsChecked, damaged }) => asTold({ id, finishedAt, scope, outcome, documentsChecked, damaged } as SelfCheckSummary)),
  }
}

/** Earlier versions wrote `whole` down for incremental checks, too. */
function asTold<T extends { readonly scope: SelfCheckScope; readonly outcome: SelfCheckOutcome }>(check: T): T {
  return check.scope === 'incremental' && check.outcome === 'whole' ? { ...check, outcome: 'nothing-found' } : check
}
