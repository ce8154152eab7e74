import type { DiagnosisFacts as ArchivedFacts } from '../../archive/outputs.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { Cause } from '../../shared/model/diagnosis.ts'
import type { Archive } from '../archiveOperations.ts'
import { explainMissingUpo } from './explain.ts'
import type { Explanation } from './explain.ts'

const PAGE = 500

export interface MissingUpo {
  readonly facts: ArchivedFacts
  readonly explanation: Explanation
}

/** Every invoice without a UPO, with its reason at the instant `now`, in the order of the archive. */
export async function* listMissing(archive: Archive, language: Language, now: string): AsyncGenerator<MissingUpo> {
  let afterId = 0
  for (;;) {
    const page = await archive.incompleteDiagnosisFacts({ afterId, limit: PAGE })
    const last = page.at(-1)
    if (last === undefined) return
    afterId = last.invoiceId
    for (const facts of page) {
      const explanation = explainMissingUpo(language, facts, now)
      if (explanation !== null) yield { facts, explanation }
    }
  }
}

/** How many UPO are missing for which cause. */
export function countByCause(missing: readonly MissingUpo[]): Partial<Record<Cause, number>> {
  const counts: Partial<Record<Cause, number>> = {}
  for (const { explanation } of missing) counts[explanation.diagnosis.cause] = (counts[explanation.diagnosis.cause] ?? 0) + 1
  return counts
}
