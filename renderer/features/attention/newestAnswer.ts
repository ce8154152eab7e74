import type { AttentionPage } from '../../../electron/shared/contract/attention.ts'

/** A page as it was given, and when (milliseconds since 1970). */
export interface Answer {
  readonly data: AttentionPage | undefined
  readonly dataUpdatedAt: number
}

/**
 * What speaks of the whole list: the newest answer there ever was. The pages in view may be of different times, and which are in view
 * follows from what is believed of the list: were it any of theirs, two of them could take turns for ever.
 */
export function newestAnswer(known: Answer | null, pages: readonly Answer[]): Answer | null {
  return pages.reduce<Answer | null>((newest, { data, dataUpdatedAt }) => (data !== undefined && dataUpdatedAt > (newest?.dataUpdatedAt ?? -1) ? { data, dataUpdatedAt } : newest), known)
}
