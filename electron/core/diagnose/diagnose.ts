import type { Diagnosis, DuplicateCase, FactField } from '../../shared/model/diagnosis.ts'
import { issueDeadline } from './deadlines.ts'
import { duplicateCaseOf } from './duplicateCase.ts'
import type { DiagnosisFacts } from './facts.ts'
import { readFields } from './fields.ts'
import { DUPLICATE_ADVICE, RULES } from './rules.ts'
import type { Advice, Rule } from './rules.ts'
import { senderOf } from './senderOf.ts'
import { canBeGiven, troubleOf } from './trouble.ts'
import { undecidedActions } from './undecidedActions.ts'

/** Why an invoice has no UPO or needs a look, whose move it is and what to do next; null when nothing is missing. Never throws. */
export function diagnose(facts: DiagnosisFacts): Diagnosis | null {
  const rule = RULES.find(({ applies }) => applies(facts))
  return rule === undefined ? null : build(rule, facts)
}

function adviceOnDuplicate(rule: Rule, duplicateCase: DuplicateCase, { followed }: DiagnosisFacts): Advice {
  if (duplicateCase !== 'cannot-tell') return DUPLICATE_ADVICE[duplicateCase]
  return followed === undefined ? rule : { ...rule, actions: undecidedActions(followed) }
}

/** Where no permission would help, nobody is asked for one: signing in anew may, or another way of it. */
const NOTHING_TO_ASK_FOR: Rule['actions'] = ['refresh', 'switch-context']

function build(rule: Rule, facts: DiagnosisFacts): Diagnosis {
  const duplicateCase = rule.cause === 'duplicate' ? duplicateCaseOf(facts) : null
  const { move, actions, avoid, deadline } = duplicateCase === null ? rule : adviceOnDuplicate(rule, duplicateCase, facts)
  const restsOn: readonly FactField[] = rule.restsOn
  const matterBy = deadline === 'issue' ? issueDeadline(facts) : null
  return {
    cause: rule.cause,
    move: move === 'sender' && senderOf(facts)?.isThisTaxpayer === true ? 'user' : move,
    actions: rule.cause === 'wrong-context-or-permission' && !canBeGiven(troubleOf(facts)) ? NOTHING_TO_ASK_FOR : actions,
    avoid,
    matterBy,
    undatedSince: deadline === 'issue' && matterBy === null ? facts.invoicedOn : null,
    duplicateCase,
    originalKsefNumber: rule.cause === 'settled-later' ? facts.settledByKsefNumber : (facts.original?.ksefNumber ?? null),
    facts: readFields(facts, [...new Set(restsOn)]),
  }
}
