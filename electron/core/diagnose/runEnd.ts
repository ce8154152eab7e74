import type { LastRun } from '../../archive/outputs.ts'
import { LEADS_TO_UPO, RefreshResult } from '../../shared/contract/jobs.ts'
import { UPO_OF_ALL, UPO_OF_OWN } from '../../shared/model/access.ts'
import type { RunEnd } from './facts.ts'

/** How a refresh ended, from what it wrote down; what another version wrote and this one cannot read says nothing. */
export function runEndOf(run: LastRun | null): RunEnd | null {
  const result = run === null ? null : RefreshResult.pick({ error: true, resumesAt: true, waitingFor: true }).safeParse(parseJson(run.result)).data
  if (run === null || result == null) return null
  return {
    at: run.finishedAt,
    error: result.error,
    resumesAt: result.waitingFor.some((part) => LEADS_TO_UPO.includes(part)) ? result.resumesAt : null,
  }
}

/** Any of these opens a UPO whose session is known. */
const PERMISSIONS_FOR_UPO: ReadonlySet<string> = new Set([...UPO_OF_ALL, ...UPO_OF_OWN, 'PefInvoiceWrite'])

/** The same for one invoice: that a permission is missing for invoice files and metadata alone keeps no UPO away. */
export function runEndForUpo(run: LastRun | null): RunEnd | null {
  const end = runEndOf(run)
  const wanted = end?.error?.code === 'api-forbidden' ? end.error.details.requiredAnyOfPermissions : null
  const isOfFiles = typeof wanted === 'object' && wanted !== null && wanted.length > 0 && !wanted.some((permission) => PERMISSIONS_FOR_UPO.has(permission))
  return end !== null && isOfFiles ? { ...end, error: null } : end
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A torn note of an old run: nothing is known of how it ended.
    return null
  }
}
