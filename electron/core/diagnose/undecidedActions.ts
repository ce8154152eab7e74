import type { Action } from '../../shared/model/diagnosis.ts'
import type { FollowedOriginal } from '../../shared/model/invoiceComparison.ts'

/** What helps with a duplicate of which nobody can tell yet whose repetition it is: the first invoice where it is here, and whatever brings what is missing. */
export function undecidedActions({ reach, missing }: FollowedOriginal): readonly Action[] {
  const isHere = !missing.includes('original')
  const helps = {
    'open-original': isHere,
    refresh: (!isHere && reach === 'not-tried') || missing.includes('original-file'),
    'copy-request': reach === 'refused',
    // One that was looked for in vain comes only as a file.
    'import-invoice': missing.includes('own-file') || (!isHere && reach !== 'not-tried'),
    'copy-reference': !isHere,
  } as const satisfies Partial<Record<Action, boolean>>
  return (['open-original', 'refresh', 'copy-request', 'import-invoice', 'copy-reference'] as const).filter((action) => helps[action])
}
