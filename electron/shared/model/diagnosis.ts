/** Why a UPO is missing or an invoice needs a look (PRODUCT.md, the cause table; WORDING.md, "Causes" and "Rows to add"). Each has its texts in every language. */
export const CAUSES = [
  'still-processing',
  'session-not-finished',
  'rejected',
  'settled-later',
  'duplicate',
  'failed-or-cancelled',
  'unknown-status',
  'wrong-identifier',
  'sent-from-another-account',
  'session-not-accessible',
  'link-expired',
  'wrong-context-or-permission',
  'sign-in-refused',
  'wrong-certificate-type',
  'upo-is-the-senders',
  'damaged-on-the-way',
  'damaged-here',
  'on-no-list',
  'upo-from-file-only',
  'ksef-is-down',
  'no-network',
  'waits-for-limit',
  'no-upo-yet',
  'no-upo-for-long',
  'old-ksef',
  'not-fetched-yet',
  'never-arrived',
  'offline-not-sent',
  'sent-late',
  'buyer-cannot-see',
  'no-invoice-file',
] as const
export type Cause = (typeof CAUSES)[number]

/** Whose move it is. */
export const MOVES = ['nobody', 'app', 'user', 'sender', 'seller', 'ksef'] as const
export type Move = (typeof MOVES)[number]

/** What the window can offer as a next step. */
export const ACTIONS = ['refresh', 'open-original', 'open-accepted', 'import-file', 'import-invoice', 'switch-context', 'replace-credential', 'copy-request', 'copy-reference', 'show-session', 'check-archive'] as const
export type Action = (typeof ACTIONS)[number]

/** What would do harm now. */
export const AVOIDS = ['send-again', 'send-before-sure', 'issue-again', 'send-original-again', 'change-number', 'use-as-receipt', 'cancel-it', 'sign-in-again', 'ask-at-once'] as const
export type Avoid = (typeof AVOIDS)[number]

/** Which of the three cases of 440 it is (PRODUCT.md, "duplicate"). */
export const DUPLICATE_CASES = ['same-file', 'same-invoice', 'another-invoice', 'cannot-tell'] as const
export type DuplicateCase = (typeof DUPLICATE_CASES)[number]

/** What can be marked as dealt with: a duplicate that turns out to be another invoice is a matter of its own, for that one must be issued by a date. */
export const MATTERS = [...CAUSES, 'another-invoice'] as const satisfies readonly (Cause | DuplicateCase)[]
export type Matter = (typeof MATTERS)[number]

/** What a diagnosis can rest on; each is shown with its name in every language. */
export const FACT_FIELDS = [
  'statusCode',
  'statusDescription',
  'statusDetails',
  'invoiceNumber',
  'ksefNumber',
  'originalKsefNumber',
  'settledByKsefNumber',
  'numberHeldByKsefNumber',
  'sellerNip',
  'buyerIdentifierType',
  'buyerIdentifier',
  'buyerName',
  'issuedOn',
  'onlineIssueDay',
  'sentOn',
  'dueOn',
  'workingDaysLate',
  'acquiredAt',
  'invoicingMode',
  'formCode',
  'isSelfInvoicing',
  'sender',
  'senderIdentifier',
  'senderName',
  'context',
  'sessionReference',
  'sessionType',
  'sessionStatusCode',
  'isUpoFromFile',
  'isOnMetadataList',
  'quarantineReason',
  'damagedAt',
  'isInvoiceFileDamaged',
  'lastTryAt',
  'lastTryOutcome',
  'lastTryCode',
  'httpStatus',
  'lastRefreshAt',
  'errorCode',
  'errorAt',
  'errorHttpStatus',
  'signInStatus',
  'reasonCode',
  'missingPermission',
  'presentPermissions',
  'permissionGiver',
  'resumesAt',
  'identifierKind',
] as const
export type FactField = (typeof FACT_FIELDS)[number]

/** One fact, as it is in the archive: numbers as text, instants in UTC, days as `YYYY-MM-DD`, lists with commas. */
export interface Fact {
  readonly field: FactField
  readonly value: string
}

export interface Diagnosis {
  readonly cause: Cause
  readonly move: Move
  readonly actions: readonly Action[]
  /** What not to do; null where nothing would do harm. */
  readonly avoid: Avoid | null
  /** Last legal day (`YYYY-MM-DD`, Warsaw) that this matters by, where one is known: never a guess. */
  readonly matterBy: string | null
  /** Where there is such a day but the invoice's own date is not known: the day (Warsaw) KSeF was given it; null otherwise. */
  readonly undatedSince: string | null
  readonly duplicateCase: DuplicateCase | null
  /** KSeF number of the accepted invoice that settles this one, precedes it, or has its own number. */
  readonly originalKsefNumber: string | null
  /** What it rests on, the most important first. */
  readonly facts: readonly Fact[]
}

/** What a mark on an invoice with this diagnosis is for. */
export function matterOf({ cause, duplicateCase }: Pick<Diagnosis, 'cause' | 'duplicateCase'>): Matter {
  return duplicateCase === 'another-invoice' ? duplicateCase : cause
}

/** The value of a fact that the diagnosis rests on; null where it does not. */
export function factOf({ facts }: Pick<Diagnosis, 'facts'>, field: FactField): string | null {
  return facts.find((fact) => fact.field === field)?.value ?? null
}

/** `todo`: somebody must do something; `waiting`: the program or KSeF will; `quiet`: nobody has to. */
export type Urgency = 'todo' | 'waiting' | 'quiet'

export function urgencyOf({ move }: Pick<Diagnosis, 'move'>): Urgency {
  if (move === 'nobody') return 'quiet'
  return move === 'app' || move === 'ksef' ? 'waiting' : 'todo'
}
