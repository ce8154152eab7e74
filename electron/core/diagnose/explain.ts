import type { DiagnosisFacts as ArchivedFacts } from '../../archive/outputs.ts'
import type { Language } from '../../shared/contract/program.ts'
import { describeDiagnosis } from '../../shared/messages/diagnosis.ts'
import type { Diagnosis } from '../../shared/model/diagnosis.ts'
import { diagnose } from './diagnose.ts'
import { factsOf } from './factsOf.ts'

export interface Explanation {
  readonly diagnosis: Diagnosis
  /** What happened, in a sentence. */
  readonly why: string
  readonly nextStep: string
  /** What would do harm now; null where nothing would. */
  readonly avoid: string | null
}

/** The diagnosis of an invoice at the instant `now`, in words. Null: nothing is missing, and nobody need look at it. */
export function explain(language: Language, archived: ArchivedFacts, now: string): Explanation | null {
  const diagnosis = diagnose(factsOf(archived, now))
  if (diagnosis === null) return null
  const { sentence, notIssued, nextStep, avoid } = describeDiagnosis(language, diagnosis)
  return { diagnosis, why: notIssued === null ? sentence : `${sentence} ${notIssued}`, nextStep, avoid }
}

/** The same where a UPO is missing; null for an invoice that has one, whatever else is to be said of it. */
export function explainMissingUpo(language: Language, archived: ArchivedFacts, now: string): Explanation | null {
  return archived.proof === 'none' ? explain(language, archived, now) : null
}
