import { toErrorReport } from '../../shared/errors.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { RefreshResult } from '../../shared/contract/jobs.ts'
import type { RepairTarget } from '../../archive/outputs.ts'
import { createSessionUpoFetcher, SESSIONS_AT_ONCE } from './fetchSessionUpos.ts'
import { createUpoFetcher } from './fetchUpos.ts'
import { createXmlFetcher } from './fetchXmls.ts'
import { inTurn } from './inTurn.ts'
import type { RefreshRun } from './refreshRun.ts'
import { openRun, toResult } from './runResult.ts'
import type { RunOptions } from './runResult.ts'
import { signInUnlessPaused } from './signInUnlessPaused.ts'

const PAGE = 200

/**
 * Fetches the damaged documents that the person asked for, and nothing else: what came is on disk before the next, a spent budget leaves
 * the rest asked for, and this or any refresh goes on with it. Failures do not throw: they are told in the result.
 */
export async function repairDamaged(options: RunOptions): Promise<RefreshResult> {
  const run = openRun(options)
  let failure: ErrorReport | null = null
  try {
    await repair(run)
  } catch (cause) {
    failure = options.signal.aborted ? { code: 'cancelled', details: {} } : toErrorReport(cause)
    if (failure.code === 'unexpected') throw cause
  }
  run.progress.set({ step: 'finishing' })
  return toResult(run, failure, options.limitedCalls())
}

async function repair(run: RefreshRun): Promise<void> {
  run.progress.set({ step: 'signing-in' })
  if ((await signInUnlessPaused(run, 'upos')) === null) return
  run.progress.set({ step: 'upos' })
  const upos = createUpoFetcher(run)
  const xmls = createXmlFetcher(run)
  const fetchPages = createSessionUpoFetcher(run)
  let afterId = 0
  try {
    for (;;) {
      const targets: readonly RepairTarget[] = await run.archive.repairsWanted({ afterId, limit: PAGE })
      const last = targets.at(-1)
      if (last === undefined) return
      afterId = last.documentId
      await upos.fetchAll(targets.flatMap(({ upo }) => (upo === null ? [] : [{ ...upo, link: null }])))
      await inTurn(distinctSessions(targets), SESSIONS_AT_ONCE, fetchPages)
      await xmls.fetchAll(targets.flatMap(({ xml }) => xml ?? []))
    }
  } finally {
    await upos.flush()
    await xmls.flush()
  }
}

function distinctSessions(targets: readonly RepairTarget[]): readonly NonNullable<RepairTarget['session']>[] {
  return [...new Map(targets.flatMap(({ session }) => (session === null ? [] : [[session.sessionId, session] as const]))).values()]
}
