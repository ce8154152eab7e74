import type { Diagnosis, DuplicateCase, FactField } from '../../shared/model/diagnosis.ts'
import { canBeGiven } from '../../shared/model/access.ts'
import { issueDeadline } from './deadlines.ts'
import { duplicateCaseOf } from './duplicateCase.ts'
import type { DiagnosisFacts } from './facts.ts'
import { readFields } from './fields.ts'
import { adviceOnHeldNumber, adviceOnRefusal, adviceOnSignIn, DUPLICATE_ADVICE, RULES } from './rules.ts'
import type { Advice, Rule } from './rules.ts'
import { senderOf } from './senderOf.ts'
import { detailOf, troubleOf } from './trouble.ts'
import { undecidedActions } from './undecidedActions.ts'

/** Why an invoice has no UPO or needs a look, whose move it is and what to do next; null when nothing is missing. Never throws. */
export function diagnose(facts: DiagnosisFacts): Diagnosis | null {
  const rule = RULES.find(({ applies }) => applies(facts))
  return rule === undefined ? null : build(rule, facts)
}

/** What the rule calls for, as it stands with this invoice. */
function adviceOn(rule: Rule, facts: DiagnosisFacts, duplicateCase: DuplicateCase | null): Advice {
  if (duplicateCase !== null) return adviceOnDuplicate(rule, duplicateCase, facts)
  if (rule.cause === 'wrong-context-or-permission' && !canBeGiven(troubleOf(facts)?.details ?? {})) return adviceOnRefusal(rule, detailOf(troubleOf(facts), 'reasonCode'))
  if (rule.cause === 'sign-in-refused') return adviceOnSignIn(rule, troubleOf(facts))
  const advice: Advice = rule.move === 'sender' && senderOf(facts)?.isThisTaxpayer === true ? { ...rule, move: 'user' } : rule
  return rule.cause === 'rejected' && facts.numberHeldByKsefNumber !== null ? adviceOnHeldNumber(advice) : advice
}

function adviceOnDuplicate(rule: Rule, duplicateCase: DuplicateCase, { followed }: DiagnosisFacts): Advice {
  if (duplicateCase !== 'cannot-tell') return DUPLICATE_ADVICE[duplicateCase]
  return followed === undefined ? rule : { ...rule, actions: undecidedActions(followed) }
}

function originalNumberOf({ cause }: Rule, { settledByKsefNumber, numberHeldByKsefNumber, original }: DiagnosisFacts): string | null {
  if (cause === 'settled-later') return settledByKsefNumber
  return cause === 'rejected' ? numberHeldByKsefNumber : (original?.ksefNumber ?? null)
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
