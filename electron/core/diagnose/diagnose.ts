import type { Action, Cause, Diagnosis, Move } from '../../shared/model/diagnosis.ts'
import { ACCEPTED_STATUS, DUPLICATE_STATUS, isInProcess, isRejected } from '../../shared/model/invoiceStatus.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import { duplicateCaseOf } from './duplicateCase.ts'
import type { DiagnosisFacts } from './facts.ts'
import { usualDeadline } from './usualDeadline.ts'

/** KSeF 2.0 became the only system on this day; older numbers come from KSeF 1.0 (PRODUCT.md, "old KSeF 1.0"). */
const FIRST_DAY_OF_KSEF_2 = '2026-02-01'

/** Forms whose sender is normally not the seller (API-NOTES §5). */
const SENT_BY_OTHERS = /^(PEF|FA_RR)/

interface Rule {
  readonly cause: Cause
  readonly move: Move
  readonly actions: readonly Action[]
  readonly applies: (facts: DiagnosisFacts) => boolean
}

const has = (test: (code: number) => boolean) => (facts: DiagnosisFacts) => facts.statusCode !== null && test(facts.statusCode)
const isAccepted = (facts: DiagnosisFacts): boolean => (facts.statusCode ?? ACCEPTED_STATUS) === ACCEPTED_STATUS
const isOfAnotherTime = ({ ksefNumber, issuedOn }: DiagnosisFacts): boolean => {
  const number = ksefNumber === null ? null : parseKsefNumber(ksefNumber)
  if (number !== null) return number.generation === 1 || number.day < FIRST_DAY_OF_KSEF_2
  return issuedOn !== null && issuedOn < FIRST_DAY_OF_KSEF_2
}
const sessionIsOpen = ({ sessionType, sessionStatusCode }: DiagnosisFacts): boolean =>
  sessionType === 'Online' ? sessionStatusCode === 100 || sessionStatusCode === 170 : sessionStatusCode === 100 || sessionStatusCode === 150
const attemptCode = ({ lastUpoAttempt }: DiagnosisFacts): string | null => lastUpoAttempt?.code ?? null

const OUTAGE_CODES = new Set(['api-unavailable', 'network-timeout', 'network-unreachable', 'network-tls'])
const REFUSAL_CODES = new Set(['api-forbidden', 'api-unauthorized', 'sign-in-no-permission'])

/** The first rule that applies tells the cause; the order goes from what is certain to what is likely. */
const RULES: readonly Rule[] = [
  { cause: 'still-processing', move: 'ksef', actions: ['refresh'], applies: has(isInProcess) },
  {
    cause: 'settled-later',
    move: 'nobody',
    actions: ['open-original'],
    applies: (facts) => facts.settledByKsefNumber !== null && has((code) => isRejected(code) || code === 500 || code === 550)(facts),
  },
  { cause: 'rejected', move: 'sender', actions: ['copy-reference', 'show-session'], applies: has(isRejected) },
  { cause: 'duplicate', move: 'user', actions: ['open-original', 'copy-request'], applies: has((code) => code === DUPLICATE_STATUS) },
  { cause: 'failed-or-cancelled', move: 'user', actions: ['refresh', 'copy-reference'], applies: (facts) => !isAccepted(facts) },
  { cause: 'damaged-on-the-way', move: 'app', actions: ['refresh'], applies: (facts) => facts.quarantineReason !== null },
  {
    cause: 'upo-is-the-senders',
    move: 'nobody',
    actions: ['import-file'],
    applies: (facts) => facts.statusCode === null && (facts.isSelfInvoicing === true || SENT_BY_OTHERS.test(facts.formCode ?? '')),
  },
  { cause: 'old-ksef', move: 'user', actions: ['import-file'], applies: isOfAnotherTime },
  { cause: 'sent-from-another-account', move: 'user', actions: ['copy-request', 'import-file'], applies: (facts) => facts.statusCode === null },
  {
    cause: 'wrong-context-or-permission',
    move: 'user',
    actions: ['copy-request', 'switch-context'],
    applies: (facts) => REFUSAL_CODES.has(attemptCode(facts) ?? ''),
  },
  { cause: 'ksef-is-down', move: 'ksef', actions: ['refresh'], applies: (facts) => OUTAGE_CODES.has(attemptCode(facts) ?? '') },
  { cause: 'link-expired', move: 'app', actions: ['refresh'], applies: (facts) => attemptCode(facts) === 'link-refused' },
  { cause: 'session-not-finished', move: 'ksef', actions: ['refresh', 'show-session'], applies: sessionIsOpen },
  { cause: 'not-fetched-yet', move: 'app', actions: ['refresh'], applies: () => true },
]

/**
 * Why an invoice has no UPO, whose move it is and what to do next; null when nothing is missing.
 * An invoice with a UPO that is on no list is marked as such: it is archived all the same (API-NOTES §6, trap 5).
 */
export function diagnose(facts: DiagnosisFacts): Diagnosis | null {
  if (facts.hasUpo && isAccepted(facts)) {
    return facts.statusCode === null && !facts.hasMetadata ? build({ cause: 'on-no-list', move: 'user', actions: ['copy-reference'] }, facts) : null
  }
  const rule = RULES.find(({ applies }) => applies(facts))
  return rule === undefined ? null : build(rule, facts)
}

function build({ cause, move, actions }: Pick<Rule, 'cause' | 'move' | 'actions'>, facts: DiagnosisFacts): Diagnosis {
  const duplicateCase = cause === 'duplicate' ? duplicateCaseOf(facts) : null
  const mustBeIssued = cause === 'rejected' || duplicateCase === 'another-invoice'
  const settled = duplicateCase === 'same-file' || duplicateCase === 'same-invoice'
  return {
    cause,
    move: settled ? 'nobody' : move,
    actions,
    matterBy: mustBeIssued && facts.issuedOn !== null ? usualDeadline(facts.issuedOn) : null,
    duplicateCase,
    originalKsefNumber: cause === 'settled-later' ? facts.settledByKsefNumber : (facts.original?.ksefNumber ?? null),
  }
}
