import type { IdentifyRemark } from '../../shared/contract/identify.ts'
import type { IdentifyPlace } from './identify.ts'

/** A remark, with the company that it is about. */
export function remark(name: IdentifyRemark['remark'], place: IdentifyPlace | null): IdentifyRemark {
  return { remark: name, taxpayerName: place?.name ?? null, lastRefreshAt: place?.lastRefreshAt ?? null }
}
