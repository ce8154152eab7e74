import { EXIT, exitCodeOf, exitCodeOfRefresh, gravestOf } from '../commandLine/exitCodes.ts'
import type { ExitCode } from '../commandLine/exitCodes.ts'
import { factsOf } from '../core/schedule/refreshEveryone.ts'
import type { TaxpayerRun } from '../core/schedule/refreshEveryone.ts'
import type { Language } from '../shared/contract/program.ts'
import type { ErrorReport } from '../shared/errors.ts'
import { describeCredentialEnd } from '../shared/messages/access.ts'
import { describeError } from '../shared/messages/errors.ts'
import { keptCredentialEnd } from '../shared/model/credentialEnd.ts'

export interface UnattendedRunOptions {
  /** Why the archive folder is not open; null when it is. */
  readonly problem: ErrorReport | null
  readonly refresh: () => Promise<readonly TaxpayerRun[]>
  readonly language: Language
  /** Warsaw day. */
  readonly today: string
  /** One JSON object each, for whoever keeps a log. */
  readonly writeLine: (line: string) => Promise<void>
  /** For people: what failed or ends soon, and what to do. */
  readonly writeNote: (text: string) => Promise<void>
}

/** Refreshes all taxpayers for the system's scheduler and tells each result; gives the exit code, as README tells them. */
export async function runUnattended({ problem, refresh, language, today, writeLine, writeNote }: UnattendedRunOptions): Promise<ExitCode> {
  const explain = async (who: string, report: ErrorReport): Promise<void> => {
    const { whatHappened, nextStep } = describeError(language, report)
    await writeNote(`${who}${whatHappened} ${nextStep}`)
  }
  if (problem !== null) {
    await explain('', problem)
    return exitCodeOf(problem.code)
  }
  const runs = await refresh()
  for (const run of runs) {
    const end = keptCredentialEnd(run.taxpayer, today)
    await writeLine(JSON.stringify({ ...factsOf(run), credentialEnd: end }))
    if (end !== null) await writeNote(`${run.taxpayer.context.identifier.value}: ${describeCredentialEnd(language, end)}.`)
    const error = errorOf(run)
    if (error !== null) await explain(`${run.taxpayer.context.identifier.value}: `, error)
  }
  return gravestOf(runs.map(exitCodeOfRun))
}

function errorOf({ passedOver, result }: TaxpayerRun): ErrorReport | null {
  if (passedOver === 'no-credential') return { code: 'credential-missing', details: {} }
  return result?.error ?? null
}

function exitCodeOfRun({ result }: TaxpayerRun): ExitCode {
  return result === null ? EXIT.usage : exitCodeOfRefresh(result)
}
