import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { IdentifyAnswer, IdentifyRemark, IdentifyTarget } from '../../shared/contract/identify.ts'
import { AppError } from '../../shared/errors.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { Archive } from '../archiveOperations.ts'
import { explainAbsence } from './explainAbsence.ts'
import { findSetApart, findTargets } from './findTargets.ts'
import { readPaste } from './readPaste.ts'
import { remark } from './remark.ts'

/** A company whose archive may hold what a number names. */
export interface IdentifyPlace {
  readonly id: TaxpayerId
  readonly name: string
  readonly context: KsefContext
  readonly lastRefreshAt: string | null
  readonly archive: Archive
}

export interface IdentifyOptions {
  readonly text: string
  /** The company that is in view, one of `places`. */
  readonly currentId: TaxpayerId
  /** All companies of the workspace. */
  readonly places: readonly IdentifyPlace[]
}

const MOST_TARGETS = 10

/**
 * Says what a pasted number is and where it leads; where it leads nowhere, why. The company in view is looked through first: what it has is
 * meant, for own numbers repeat from company to company. What was set apart is no receipt, and is named only where no company has anything
 * better. Throws `not-found` where the company is not among `places`.
 */
export async function identify({ text, currentId, places }: IdentifyOptions): Promise<IdentifyAnswer> {
  const current = places.find(({ id }) => id === currentId)
  if (current === undefined) throw new AppError('not-found', { details: { what: 'taxpayer' } })
  const others = places.filter((place) => place !== current)
  const paste = readPaste(text)
  let notSearched: readonly IdentifyRemark[] = []
  for (const find of [findTargets, findSetApart]) {
    const here = await find(current, paste)
    if (here !== null) return { ...here, remarks: [...here.remarks, ...notSearched] }
    const elsewhere = await findElsewhere(others, (place) => find(place, paste))
    notSearched = elsewhere.notSearched
    if (elsewhere.found !== null) return { ...elsewhere.found, remarks: [...elsewhere.found.remarks, ...notSearched] }
  }
  const { identified, remarks } = paste.understood
  const absence = explainAbsence(identified, current, others)
  return { identified, targets: absence.targets, remarks: [...remarks, ...absence.remarks, ...notSearched] }
}

interface Elsewhere {
  readonly found: IdentifyAnswer | null
  readonly notSearched: readonly IdentifyRemark[]
}

/** What the others have, all together; of what it is the first to have something says. */
async function findElsewhere(others: readonly IdentifyPlace[], find: (place: IdentifyPlace) => Promise<IdentifyAnswer | null>): Promise<Elsewhere> {
  const targets: IdentifyTarget[] = []
  const notSearched: IdentifyRemark[] = []
  let found: IdentifyAnswer | null = null
  for (const place of others) {
    if (targets.length >= MOST_TARGETS) break
    try {
      const there = await find(place)
      if (there === null) continue
      found ??= { ...there, remarks: [...there.remarks, remark('elsewhere', place)] }
      targets.push(...there.targets)
    } catch (cause) {
      // One archive that cannot be read must not hide what the others hold; that it was left out is said.
      if (!(cause instanceof AppError)) throw cause
      notSearched.push(remark('not-searched', place))
    }
  }
  return { found: found === null ? null : { ...found, targets: targets.slice(0, MOST_TARGETS) }, notSearched }
}
