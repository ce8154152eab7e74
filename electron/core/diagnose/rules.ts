import { nipOf } from '../../shared/model/context.ts'
import type { Action, Avoid, Cause, DuplicateCase, FactField, Move } from '../../shared/model/diagnosis.ts'
import { ACCEPTED_STATUS, DUPLICATE_STATUS, isBrokenOff, isInProcess, isKnownInvoiceStatus, isRejected } from '../../shared/model/invoiceStatus.ts'
import { FIRST_DAY_OF_KSEF_2, parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import { isSurelyAnother } from '../../shared/model/sender.ts'
import { latenessOf } from './deadlines.ts'
import type { DiagnosisFacts } from './facts.ts'
import { isHiddenFromBuyer } from './hiddenBuyer.ts'
import { senderOf } from './senderOf.ts'
import { detailOf, resumesAtOf, troubleOf } from './trouble.ts'

/** One row of the cause table: when it applies, whose move it is, what helps, what harms, and what it rests on. */
export interface Rule {
  readonly cause: Cause
  readonly move: Move
  readonly actions: readonly Action[]
  readonly avoid: Avoid | null
  /** `issue`: until it is issued, the deadline for issuing runs. */
  readonly deadline: 'issue' | null
  readonly restsOn: readonly FactField[]
  readonly applies: (facts: DiagnosisFacts) => boolean
}

const STATUS = ['statusCode', 'statusDescription', 'statusDetails', 'invoiceNumber', 'ksefNumber', 'sellerNip', 'sessionReference', 'issuedOn', 'onlineIssueDay', 'invoicingMode'] as const
const WHICH = ['ksefNumber', 'invoiceNumber', 'acquiredAt'] as const
const REFUSAL = ['reasonCode', 'missingPermission', 'presentPermissions', 'permissionGiver', 'errorCode', 'signInStatus', 'context', 'lastTryAt', 'lastRefreshAt'] as const
const SENDER = ['sender', 'senderName', 'senderIdentifier', 'isSelfInvoicing', 'formCode'] as const

const isAccepted = ({ statusCode }: DiagnosisFacts): boolean => (statusCode ?? ACCEPTED_STATUS) === ACCEPTED_STATUS
const isDecidedBadly = ({ statusCode }: DiagnosisFacts): boolean => statusCode !== null && (isRejected(statusCode) || isBrokenOff(statusCode) || statusCode === DUPLICATE_STATUS)
const lacksUpo = (facts: DiagnosisFacts): boolean => isAccepted(facts) && !facts.hasUpo
const hasTrouble =
  (codes: ReadonlySet<string>) =>
  (facts: DiagnosisFacts): boolean =>
    lacksUpo(facts) && codes.has(troubleOf(facts)?.code ?? '')
const reasonOf = (facts: DiagnosisFacts): string | null => detailOf(troubleOf(facts), 'reasonCode')

/**
 * The rules of the diagnosis, all of them. The first that applies tells the cause: the order goes from what KSeF decided, over what is
 * certain, to what is likely; at the end stand findings about invoices that lack nothing. Sources: PRODUCT.md (cause table),
 * WORDING.md (causes and rows to add), API-NOTES §2 and §4.
 */
export const RULES: readonly Rule[] = [
  {
    cause: 'still-processing',
    move: 'ksef',
    actions: ['refresh', 'copy-reference'],
    avoid: 'send-again',
    deadline: null,
    restsOn: [...STATUS, 'sentOn', 'lastRefreshAt'],
    applies: ({ statusCode }) => statusCode !== null && isInProcess(statusCode),
  },
  {
    cause: 'settled-later',
    move: 'nobody',
    actions: ['open-accepted'],
    avoid: 'send-again',
    deadline: null,
    restsOn: ['settledByKsefNumber', ...STATUS],
    applies: (facts) => facts.settledByKsefNumber !== null && isDecidedBadly(facts),
  },
  {
    cause: 'rejected',
    move: 'sender',
    actions: ['copy-reference', 'show-session'],
    avoid: 'change-number',
    deadline: 'issue',
    restsOn: ['numberHeldByKsefNumber', ...STATUS, ...SENDER],
    applies: ({ statusCode }) => statusCode !== null && isRejected(statusCode),
  },
  {
    cause: 'duplicate',
    move: 'user',
    actions: ['copy-reference'],
    avoid: 'issue-again',
    deadline: 'issue',
    restsOn: ['originalKsefNumber', ...STATUS],
    applies: ({ statusCode }) => statusCode === DUPLICATE_STATUS,
  },
  {
    // What a code of a later KSeF means, nothing here can tell.
    cause: 'unknown-status',
    move: 'user',
    actions: ['refresh', 'copy-reference'],
    avoid: 'send-before-sure',
    deadline: null,
    restsOn: STATUS,
    applies: ({ statusCode }) => statusCode !== null && !isKnownInvoiceStatus(statusCode),
  },
  {
    cause: 'failed-or-cancelled',
    move: 'user',
    actions: ['refresh', 'copy-reference'],
    avoid: 'send-before-sure',
    deadline: 'issue',
    restsOn: ['numberHeldByKsefNumber', ...STATUS],
    applies: (facts) => !isAccepted(facts),
  },
  {
    cause: 'damaged-here',
    move: 'user',
    actions: ['check-archive', 'import-file'],
    avoid: null,
    deadline: null,
    restsOn: ['damagedAt', 'isInvoiceFileDamaged', ...WHICH],
    applies: (facts) => isAccepted(facts) && (facts.hasUpo ? facts.fileDamagedAt !== null : facts.damagedAt !== null),
  },
  {
    // Files from elsewhere prove nothing beside a list that does not have the invoice, or where they are in doubt themselves.
    cause: 'upo-from-file-only',
    move: 'user',
    actions: ['refresh', 'copy-reference'],
    avoid: 'use-as-receipt',
    deadline: null,
    restsOn: ['isUpoFromFile', ...WHICH, 'sessionReference', 'isOnMetadataList'],
    applies: (facts) => lacksUpo(facts) && facts.statusCode === null && !facts.hasMetadata && facts.hasImportedUpo,
  },
  {
    cause: 'upo-is-the-senders',
    move: 'nobody',
    actions: ['import-file'],
    avoid: null,
    deadline: null,
    restsOn: [...SENDER, ...WHICH, 'sellerNip', 'buyerIdentifier', 'quarantineReason', 'isUpoFromFile'],
    applies: (facts) => lacksUpo(facts) && facts.statusCode === null && isSentByAnother(facts),
  },
  {
    cause: 'old-ksef',
    move: 'user',
    actions: ['import-file'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: ['ksefNumber', 'issuedOn', 'invoiceNumber'],
    applies: (facts) => lacksUpo(facts) && isOfKsef1(facts),
  },
  {
    cause: 'session-not-accessible',
    move: 'user',
    actions: ['copy-request', 'switch-context', 'import-file'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: ['sessionReference', ...REFUSAL, ...WHICH],
    applies: (facts) => lacksUpo(facts) && reasonOf(facts) === 'insufficient-resource-access',
  },
  {
    cause: 'wrong-context-or-permission',
    move: 'user',
    actions: ['copy-request', 'switch-context'],
    avoid: 'sign-in-again',
    deadline: null,
    restsOn: [...REFUSAL, ...WHICH],
    applies: hasTrouble(new Set(['api-forbidden', 'sign-in-no-permission', 'certificate-other-nip'])),
  },
  {
    cause: 'wrong-certificate-type',
    move: 'user',
    actions: ['replace-credential'],
    avoid: null,
    deadline: null,
    restsOn: ['errorCode', 'context', 'lastRefreshAt'],
    applies: hasTrouble(new Set(['certificate-offline-type'])),
  },
  {
    cause: 'sign-in-refused',
    move: 'user',
    actions: ['replace-credential'],
    avoid: 'sign-in-again',
    deadline: null,
    restsOn: ['signInStatus', 'errorCode', 'context', 'lastRefreshAt'],
    applies: hasTrouble(
      new Set([
        ...['sign-in-token-invalid', 'sign-in-token-revoked', 'sign-in-certificate-refused', 'sign-in-failed', 'api-unauthorized'],
        ...['certificate-expired', 'certificate-not-yet-valid', 'certificate-unreadable', 'certificate-wrong-password', 'certificate-key-mismatch', 'credential-missing'],
      ]),
    ),
  },
  {
    // Of one that no session of this account shows nothing can be fetched again.
    cause: 'damaged-on-the-way',
    move: 'app',
    actions: ['refresh'],
    avoid: 'use-as-receipt',
    deadline: null,
    restsOn: ['quarantineReason', ...WHICH, 'lastTryAt', 'lastTryOutcome'],
    applies: (facts) => lacksUpo(facts) && facts.statusCode !== null && (facts.quarantineReason !== null || facts.lastUpoAttempt?.code === 'document-damaged'),
  },
  {
    cause: 'sent-from-another-account',
    move: 'user',
    actions: ['copy-request', 'import-file'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: ['isOnMetadataList', ...WHICH, 'sellerNip', 'context', 'quarantineReason'],
    applies: (facts) => lacksUpo(facts) && facts.statusCode === null && facts.areSessionsRead,
  },
  {
    cause: 'waits-for-limit',
    move: 'app',
    actions: [],
    avoid: 'ask-at-once',
    deadline: null,
    restsOn: ['resumesAt', ...WHICH, 'lastRefreshAt'],
    applies: (facts) => lacksUpo(facts) && waitsForLimit(facts),
  },
  {
    cause: 'ksef-is-down',
    move: 'ksef',
    actions: ['refresh'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: ['errorCode', 'errorHttpStatus', 'errorAt', 'lastRefreshAt', ...WHICH],
    applies: hasTrouble(new Set(['api-unavailable', 'sign-in-timeout'])),
  },
  {
    cause: 'no-network',
    move: 'user',
    actions: ['refresh'],
    avoid: null,
    deadline: null,
    restsOn: ['errorCode', 'errorAt', 'lastRefreshAt', ...WHICH],
    applies: hasTrouble(new Set(['network-unreachable', 'network-timeout', 'network-tls', 'api-answer-unreadable'])),
  },
  {
    cause: 'link-expired',
    move: 'app',
    actions: ['refresh'],
    avoid: null,
    deadline: null,
    restsOn: ['lastTryAt', 'lastTryCode', 'httpStatus', ...WHICH],
    applies: hasTrouble(new Set(['link-refused', 'link-expired', 'api-gone'])),
  },
  {
    cause: 'session-not-finished',
    move: 'ksef',
    actions: ['refresh', 'show-session'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: ['sessionStatusCode', 'sessionType', 'sessionReference', ...WHICH, 'lastTryAt', 'lastTryOutcome', 'lastTryCode', 'httpStatus'],
    applies: (facts) => lacksUpo(facts) && isSessionUnfinished(facts),
  },
  {
    cause: 'no-upo-for-long',
    move: 'user',
    actions: ['copy-reference', 'refresh', 'show-session'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: [...WHICH, 'sessionReference', 'lastTryAt', 'lastTryCode', 'httpStatus'],
    applies: (facts) => lacksUpo(facts) && saysNoUpoYet(facts) && isOlderThanADay(facts),
  },
  {
    cause: 'no-upo-yet',
    move: 'ksef',
    actions: ['refresh'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: [...WHICH, 'sessionReference', 'lastTryAt', 'lastTryCode', 'httpStatus'],
    applies: (facts) => lacksUpo(facts) && saysNoUpoYet(facts),
  },
  {
    cause: 'not-fetched-yet',
    move: 'app',
    actions: ['refresh'],
    avoid: null,
    deadline: null,
    restsOn: [...WHICH, 'sessionReference', 'lastRefreshAt', 'lastTryAt', 'lastTryCode', 'httpStatus'],
    applies: lacksUpo,
  },
  {
    // KSeF's own UPO proves it all the same.
    cause: 'on-no-list',
    move: 'user',
    actions: ['copy-reference'],
    avoid: 'send-original-again',
    deadline: null,
    restsOn: [...WHICH, 'sessionReference', 'isOnMetadataList'],
    applies: (facts) => facts.hasUpo && facts.statusCode === null && !facts.hasMetadata && facts.isMetadataRead && !facts.hasImportedUpo,
  },
  {
    cause: 'sent-late',
    move: 'user',
    actions: ['copy-reference'],
    avoid: null,
    deadline: null,
    restsOn: ['workingDaysLate', 'issuedOn', 'dueOn', 'sentOn', 'invoicingMode', 'ksefNumber'],
    applies: (facts) => latenessOf(facts) !== null && !isBought(facts),
  },
  {
    cause: 'buyer-cannot-see',
    move: 'seller',
    actions: ['copy-reference'],
    avoid: 'cancel-it',
    deadline: null,
    restsOn: ['buyerIdentifierType', 'buyerIdentifier', 'buyerName', 'ksefNumber'],
    applies: lacksBuyerNip,
  },
  {
    // Complete is the UPO together with the file (PRODUCT.md).
    cause: 'no-invoice-file',
    move: 'app',
    actions: ['refresh', 'import-invoice'],
    avoid: null,
    deadline: null,
    restsOn: [...WHICH, 'lastRefreshAt'],
    applies: (facts) => isAccepted(facts) && facts.hasUpo && !facts.hasXml,
  },
]

export type Advice = Pick<Rule, 'move' | 'actions' | 'avoid' | 'deadline'>

/** Nothing is to be sent, yet whoever sent it twice must enter the number of the first in the program it came from. */
const IS_THE_SAME: Advice = { move: 'user', actions: ['open-original'], avoid: 'send-again', deadline: null }

/** What a duplicate calls for in each of its cases (PRODUCT.md, "duplicate"); of one that cannot be decided the rule itself speaks, and what helps is what brings the missing pieces (undecidedActions.ts). */
export const DUPLICATE_ADVICE: Readonly<Record<Exclude<DuplicateCase, 'cannot-tell'>, Advice>> = {
  'same-file': IS_THE_SAME,
  'same-invoice': IS_THE_SAME,
  'another-invoice': { move: 'user', actions: ['open-original', 'copy-reference'], avoid: null, deadline: 'issue' },
}

/** Another than this taxpayer, where anything says who; of a purchase no submission of this account's is awaited. */
function isSentByAnother(facts: DiagnosisFacts): boolean {
  const sender = senderOf(facts)
  return sender === null ? facts.isPurchase : isSurelyAnother(sender, facts.areAllSessionsRead || facts.isPurchase)
}

/** Sold by another, and not issued for that one here: whether it was sent in time is the seller's matter. */
function isBought(facts: DiagnosisFacts): boolean {
  return facts.sellerNip !== null && facts.sellerNip !== nipOf(facts.context) && senderOf(facts)?.isThisTaxpayer !== true
}

function isOfKsef1({ ksefNumber, issuedOn }: DiagnosisFacts): boolean {
  const number = ksefNumber === null ? null : parseKsefNumber(ksefNumber)
  if (number !== null) return number.generation === 1 || number.day < FIRST_DAY_OF_KSEF_2
  return issuedOn !== null && issuedOn < FIRST_DAY_OF_KSEF_2
}

/** The two tables of session codes differ: 170 is closed only for interactive ones, 150 processing only for batches (API-NOTES §4). */
function isSessionUnfinished({ sessionType, sessionStatusCode }: DiagnosisFacts): boolean {
  return sessionStatusCode === 100 || sessionStatusCode === (sessionType === 'Online' ? 170 : 150)
}

/** A pause that is over is no cause any more: the next refresh goes on. */
function waitsForLimit(facts: DiagnosisFacts): boolean {
  const resumesAt = resumesAtOf(facts)
  return resumesAt === null ? troubleOf(facts)?.code === 'api-rate-limited' : resumesAt > facts.now
}

/** Any 400 on a known reference means "no UPO yet or rejected", and it is not rejected (API-NOTES §4). */
function saysNoUpoYet({ lastUpoAttempt }: DiagnosisFacts): boolean {
  return lastUpoAttempt?.outcome === 'not-available-yet'
}

const DAY_MS = 86_400_000

function isOlderThanADay({ acquiredAt, now }: DiagnosisFacts): boolean {
  return acquiredAt !== null && Date.parse(now) - Date.parse(acquiredAt) > DAY_MS
}

/** Accepted, yet its buyer finds no invoice. Of one whose country nothing tells it is likely, and the words say no more. */
function lacksBuyerNip(facts: DiagnosisFacts): boolean {
  if (!isAccepted(facts)) return false
  const verdict = isHiddenFromBuyer(facts)
  return verdict === 'yes' || (verdict === 'unless-abroad' && (facts.buyerCountry ?? 'PL') === 'PL')
}
