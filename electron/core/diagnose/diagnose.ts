import type { Diagnosis, FactField } from '../../shared/model/diagnosis.ts'
import { adviceOn, HELD_BACK_BY_NUMBER } from './advice.ts'
import { issueDeadline } from './deadlines.ts'
import { duplicateCaseOf } from './duplicateCase.ts'
import type { DiagnosisFacts } from './facts.ts'
import { readFields } from './fields.ts'
import { RULES } from './rules.ts'
import type { Rule } from './rules.ts'

/** Why an invoice has no UPO or needs a look, whose move it is and what to do next; null when nothing is missing. Never throws. */
export function diagnose(facts: DiagnosisFacts): Diagnosis | null {
  const rule = RULES.find(({ applies }) => applies(facts))
  return rule === undefined ? null : build(rule, facts)
}

function originalNumberOf({ cause }: Rule, { settledByKsefNumber, numberHeldByKsefNumber, original }: DiagnosisFacts): string | null {
  if (cause === 'settled-later') return settledByKsefNumber
  return HELD_BACK_BY_NUMBER.has(cause) ? numberHeldByKsefNumber : (original?.ksefNumber ?? null)
}

function build(rule: Rule, facts: DiagnosisFacts): Diagnosis {
  const duplicateCase = rule.cause === 'duplicate' ? duplicateCaseOf(facts) : null
  const { move, actions, avoid, deadline } = adviceOn(rule, facts, duplicateCase)
  const restsOn: readonly FactField[] = rule.restsOn
  const matterBy = deadline === 'issue' ? issueDeadline(facts) : null
  return {
    cause: rule.cause,
    move,
    actions,
    avoid,
    matterBy,
    undatedSince: deadline === 'issue' && matterBy === null ? facts.invoicedOn : null,
    duplicateCase,
    originalKsefNumber: originalNumberOf(rule, facts),
    facts: readFields(facts, [...new Set(restsOn)]),
  }
}
