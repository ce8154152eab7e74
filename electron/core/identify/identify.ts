import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { IdentifyAnswer, IdentifyRemark, IdentifyTarget } from '../../shared/contract/identify.ts'
import { AppError } from '../../shared/errors.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import { ksefNumberSlip } from '../../shared/model/identifyKsefNumber.ts'
import { identifyNumber } from '../../shared/model/identifyNumber.ts'
import { tidyPaste } from '../../shared/model/identifyTidy.ts'
import type { Archive } from '../archiveOperations.ts'
import { explainAbsence } from './explainAbsence.ts'
import { findTargets } from './findTargets.ts'
import type { FoundTargets } from './findTargets.ts'
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
 * meant, for own numbers repeat from company to company. Throws `not-found` where the company is not among `places`.
 */
export async function identify({ text, currentId, places }: IdentifyOptions): Promise<IdentifyAnswer> {
  const current = places.find(({ id }) => id === currentId)
  if (current === undefined) throw new AppError('not-found', { details: { what: 'taxpayer' } })
  const others = places.filter((place) => place !== current)
  const identified = identifyNumber(text)
  const wanted = { identified, written: tidyPaste(text) }
  const slip = identified.kind === 'ksef-number' ? ksefNumberSlip(text) : null
  const typing = slip === null ? [] : [remark(slip, null)]
  const here = await findTargets(current, wanted)
  if (here.targets.length > 0) return { identified: here.identified, targets: here.targets, remarks: [...typing, ...remarksOn(here)] }

  const targets: IdentifyTarget[] = []
  const notSearched: IdentifyRemark[] = []
  let found: FoundTargets | null = null
  for (const place of others) {
    if (targets.length >= MOST_TARGETS) break
    try {
      const there = await findTargets(place, wanted)
      if (there.targets.length > 0) found ??= there
      targets.push(...there.targets)
    } catch (cause) {
      // One archive that cannot be read must not hide what the others hold; that it was left out is said.
      if (!(cause instanceof AppError)) throw cause
      notSearched.push(remark('not-searched', place))
    }
  }
  if (found !== null) {
    const elsewhere = remark('elsewhere', others.find(({ id }) => id === targets[0]?.taxpayerId) ?? null)
    return { identified: found.identified, targets: targets.slice(0, MOST_TARGETS), remarks: [...typing, ...remarksOn(found), elsewhere, ...notSearched] }
  }
  const absence = explainAbsence(identified, current, others)
  return { identified, targets: absence.targets, remarks: [...typing, ...remarksOn(here), ...absence.remarks, ...notSearched] }
}

/** Of the typing first, then of what was found. */
function remarksOn({ identified: { kind, checksum }, remarks }: FoundTargets): readonly IdentifyRemark[] {
  return checksum === 'wrong' ? [remark(kind === 'nip' ? 'wrong-nip' : 'wrong-checksum', null), ...remarks] : remarks
}
