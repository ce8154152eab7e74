/** Why a UPO is missing (PRODUCT.md, the cause table). One closed list; each cause has its texts in every language. */
export const CAUSES = [
  'still-processing',
  'session-not-finished',
  'rejected',
  'settled-later',
  'duplicate',
  'failed-or-cancelled',
  'wrong-identifier',
  'sent-from-another-account',
  'link-expired',
  'wrong-context-or-permission',
  'upo-is-the-senders',
  'damaged-on-the-way',
  'on-no-list',
  'ksef-is-down',
  'old-ksef',
  'wrong-certificate-type',
  'not-fetched-yet',
] as const
export type Cause = (typeof CAUSES)[number]

/** Whose move it is. */
export type Move = 'nobody' | 'app' | 'user' | 'sender' | 'seller' | 'ksef'

/** What the window can offer as a next step. */
export const ACTIONS = ['refresh', 'open-original', 'import-file', 'switch-context', 'copy-request', 'copy-reference', 'show-session'] as const
export type Action = (typeof ACTIONS)[number]

/** Which of the three cases of 440 it is (PRODUCT.md, "duplicate"). */
export type DuplicateCase = 'same-file' | 'same-invoice' | 'another-invoice' | 'cannot-tell'

export interface Diagnosis {
  readonly cause: Cause
  readonly move: Move
  readonly actions: readonly Action[]
  /** Last legal day (`YYYY-MM-DD`, Warsaw) that this matters by, where one is known. */
  readonly matterBy: string | null
  readonly duplicateCase: DuplicateCase | null
  /** KSeF number of the invoice that settles or precedes this one. */
  readonly originalKsefNumber: string | null
}
