import type { ErrorReport } from '../../shared/errors.ts'
import { normaliseInstant } from '../../shared/model/instant.ts'
import type { DiagnosisFacts, RunEnd } from './facts.ts'

/** What last went wrong on the way to a UPO. */
export interface Trouble {
  readonly at: string
  readonly code: string
  /** What KSeF answered, where it did. */
  readonly httpStatus: number | null
  readonly details: ErrorReport['details']
}

/** The later of the two: a failed try for this very UPO, or the failure that ended the newest refresh. */
export function troubleOf({ lastUpoAttempt, lastRun }: Pick<DiagnosisFacts, 'lastUpoAttempt' | 'lastRun'>): Trouble | null {
  const tried = lastUpoAttempt?.outcome === 'failed' && lastUpoAttempt.code !== null ? { ...lastUpoAttempt, code: lastUpoAttempt.code } : null
  const ended = lastRun === null ? null : endOf(lastRun)
  if (tried === null || ended === null) return tried ?? ended
  return ended.at >= tried.at ? ended : tried
}

function endOf({ at, error }: RunEnd): Trouble | null {
  if (error === null) return null
  const { httpStatus } = error.details
  return { at, ...error, httpStatus: typeof httpStatus === 'number' ? httpStatus : null }
}

/** A detail of a trouble as text; lists with commas, null where it was not told. */
export function detailOf(trouble: Trouble | null, name: string): string | null {
  const value = trouble?.details[name]
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? value.join(', ') : String(value)
}

/** When a spent budget frees up, as the trouble or the newest refresh says; null where nothing waits for one, or nobody said until when. */
export function resumesAtOf(facts: Pick<DiagnosisFacts, 'lastUpoAttempt' | 'lastRun'>): string | null {
  const told = detailOf(troubleOf(facts), 'resumesAt')
  return (told === null ? null : normaliseInstant(told)) ?? facts.lastRun?.resumesAt ?? null
}
