import type { IdentifyAnswer, IdentifyRemark } from '../../shared/contract/identify.ts'
import type { Identified, IdentifiedKind } from '../../shared/model/identified.ts'
import { warsawDayOf } from '../../shared/model/warsawDay.ts'
import type { IdentifyPlace } from './identify.ts'
import { remark } from './remark.ts'

/** Kinds that an archive keeps; of the others, what they are is all there is to say. */
const KEPT: ReadonlySet<IdentifiedKind> = new Set([
  'ksef-number',
  'old-ksef-number',
  'session',
  'invoice-reference',
  'upo-reference',
  'hash',
  'verification-link',
  'certificate-link',
  'nip',
  'own-number',
])

/** Why no archive holds what a number names, and whose it may be. */
export function explainAbsence(identified: Identified, current: IdentifyPlace, others: readonly IdentifyPlace[]): Pick<IdentifyAnswer, 'targets' | 'remarks'> {
  if (!KEPT.has(identified.kind)) return { targets: [], remarks: [] }
  const { nip } = identified
  const owner = nip === null || nipOf(current) === nip ? current : others.find((place) => nipOf(place) === nip)
  if (owner === undefined && identified.kind === 'nip') return { targets: [], remarks: [remark('nip-not-here', current)] }
  const isElsewhere = owner !== undefined && owner !== current
  return {
    targets: isElsewhere ? [{ kind: 'taxpayer', taxpayerId: owner.id, taxpayerName: owner.name }] : [],
    remarks: [
      ...old(identified),
      ...(owner === undefined ? [remark('seller-unknown', null)] : isElsewhere ? [remark('seller-elsewhere', owner)] : []),
      // The company in view may have sent it in the seller's name (self-invoicing, VAT RR).
      ...(isMistyped(identified) ? [] : [freshness(identified, owner ?? current)]),
    ],
  }
}

/** A slip of the hand is the nearer reason; whether the archive is fresh would lead astray. */
function isMistyped({ kind, checksum }: Identified): boolean {
  return kind === 'ksef-number' && checksum === 'wrong'
}

function old({ kind }: Identified): readonly IdentifyRemark[] {
  return kind === 'old-ksef-number' ? [remark('old-ksef', null)] : []
}

function freshness({ day }: Identified, owner: IdentifyPlace): IdentifyRemark {
  if (owner.lastRefreshAt === null) return remark('never-refreshed', owner)
  // On the day of the refresh itself it may have come later.
  return remark(day !== null && day >= warsawDayOf(owner.lastRefreshAt) ? 'not-refreshed-since' : 'not-here', owner)
}

/** The NIP in whose name one is signed in; an internal identifier and a NIP with a foreign number begin with it. */
function nipOf({ context: { identifier } }: IdentifyPlace): string | null {
  return identifier.type === 'PeppolId' ? null : identifier.value.slice(0, 10)
}
