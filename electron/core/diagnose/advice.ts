import { canBeGiven } from '../../shared/model/access.ts'
import type { Cause, DuplicateCase } from '../../shared/model/diagnosis.ts'
import type { DiagnosisFacts } from './facts.ts'
import { DUPLICATE_ADVICE } from './rules.ts'
import type { Advice, Rule } from './rules.ts'
import { senderOf } from './senderOf.ts'
import { detailOf, troubleOf } from './trouble.ts'
import type { Trouble } from './trouble.ts'
import { undecidedActions } from './undecidedActions.ts'

/** What these call for changes where an accepted invoice has the number already. */
export const HELD_BACK_BY_NUMBER: ReadonlySet<Cause> = new Set(['rejected', 'failed-or-cancelled'])

/** What the rule calls for, as it stands with this invoice. */
export function adviceOn(rule: Rule, facts: DiagnosisFacts, duplicateCase: DuplicateCase | null): Advice {
  if (duplicateCase !== null) return adviceOnDuplicate(rule, duplicateCase, facts)
  if (rule.cause === 'wrong-context-or-permission' && !canBeGiven(troubleOf(facts)?.details ?? {})) return adviceOnRefusal(rule, detailOf(troubleOf(facts), 'reasonCode'))
  if (rule.cause === 'sign-in-refused') return adviceOnSignIn(rule, troubleOf(facts))
  if (rule.cause === 'upo-is-the-senders') return adviceOnSender(rule, facts)
  const advice: Advice = rule.move === 'sender' && senderOf(facts)?.isThisTaxpayer === true ? { ...rule, move: 'user' } : rule
  return HELD_BACK_BY_NUMBER.has(rule.cause) && facts.numberHeldByKsefNumber !== null ? adviceOnHeldNumber(advice) : advice
}

function adviceOnDuplicate(rule: Rule, duplicateCase: DuplicateCase, { followed }: DiagnosisFacts): Advice {
  if (duplicateCase !== 'cannot-tell') return DUPLICATE_ADVICE[duplicateCase]
  return followed === undefined ? rule : { ...rule, actions: undecidedActions(followed) }
}

/** What helps where no permission would, so that nobody is asked for one; with a reason that nobody has described yet, another company may. */
function adviceOnRefusal(refused: Advice, reasonCode: string | null): Advice {
  switch (reasonCode) {
    case 'ip-not-allowed':
      // The address belongs to the computer, not to the credential.
      return { ...refused, actions: ['refresh'], avoid: null }
    case 'auth-method-not-allowed':
      return { ...refused, actions: ['replace-credential'] }
    case 'security-service-blocked':
      return { ...refused, actions: [] }
    default:
      return { ...refused, actions: ['switch-context'] }
  }
}

/** Codes of a sign-in that no other try helps: the data of a deceased person; blocked, for KSeF suspects an incident (API-NOTES §2). */
const REFUSED_FOR_GOOD = new Set<string | null>(['470', '480'])
const ONLY_THE_MINISTRY_HELPS = '480'

/** KSeF may have taken the credential and ended what followed from it, or judged the clock or the way: another sign-in with the same may well do then. */
function adviceOnSignIn(refused: Advice, trouble: Trouble | null): Advice {
  const status = detailOf(trouble, 'statusCode')
  const mayPass = trouble?.code === 'api-unauthorized' || (trouble?.code === 'sign-in-failed' && !REFUSED_FOR_GOOD.has(status))
  if (mayPass) return { ...refused, actions: ['refresh', 'replace-credential'], avoid: null }
  return status === ONLY_THE_MINISTRY_HELPS ? { ...refused, actions: [] } : refused
}

/** A file that came in the place of a sale's UPO and is none is for somebody to look into, though no UPO need be here. */
function adviceOnSender(rule: Rule, { isPurchase, quarantineReason, hasImportedUpo }: DiagnosisFacts): Advice {
  return !isPurchase && (quarantineReason !== null || hasImportedUpo) ? { ...rule, move: 'user', avoid: 'use-as-receipt' } : rule
}

/** Under a number that an accepted invoice has, one that was refused or lost can only become a duplicate. */
function adviceOnHeldNumber(refused: Advice): Advice {
  return { ...refused, actions: ['open-accepted', ...refused.actions], avoid: refused.avoid === 'change-number' ? null : refused.avoid }
}
