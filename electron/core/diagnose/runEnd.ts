import type { LastRun } from '../../archive/outputs.ts'
import { RefreshResult } from '../../shared/contract/jobs.ts'
import type { RunEnd } from './facts.ts'

/** Parts of a refresh without which no UPO comes. */
const LEADS_TO_UPO: readonly RefreshResult['waitingFor'][number][] = ['sessions', 'invoices', 'upos', 'session-upos']

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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A torn note of an old run: nothing is known of how it ended.
    return null
  }
}
