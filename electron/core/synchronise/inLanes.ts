import type { RefreshRun } from './refreshRun.ts'

/** Carries out lanes that share a run, at the same time. The first failure stops the others, and rises once all have ended. */
export async function inLanes(run: RefreshRun, lanes: readonly ((run: RefreshRun) => Promise<void>)[]): Promise<void> {
  const stop = new AbortController()
  const shared: RefreshRun = { ...run, signal: AbortSignal.any([run.signal, stop.signal]) }
  const failures: unknown[] = []
  await Promise.all(
    lanes.map(async (work) => {
      try {
        await work(shared)
      } catch (cause) {
        failures.push(cause)
        stop.abort()
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
}
