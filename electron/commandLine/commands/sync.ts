import { systemClock } from '../../platform/clock.ts'
import { packageFolderOf } from '../../core/synchronise/packageFolder.ts'
import { refreshTaxpayer } from '../../core/synchronise/refreshTaxpayer.ts'
import { hasReadAccount } from '../../core/synchronise/runResult.ts'
import type { TaxpayerRecord } from '../../core/taxpayers/taxpayerCatalogue.ts'
import type { Credential } from '../../ksef/credential.ts'
import type { RefreshResult } from '../../shared/contract/jobs.ts'
import { toErrorReport } from '../../shared/errors.ts'
import { describeError } from '../../shared/messages/errors.ts'
import { describeRefreshResult } from '../../shared/messages/refresh.ts'
import type { CredentialEnd } from '../../shared/model/credentialEnd.ts'
import { warsawDayOf } from '../../shared/model/warsawDay.ts'
import { dayOption, NO_ARGUMENTS, textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { connectionFromEnvironment } from '../connectionFromEnvironment.ts'
import { credentialFromEnvironment } from '../credentialFromEnvironment.ts'
import { EXIT, exitCodeOf, exitCodeOfRefresh } from '../exitCodes.ts'
import type { ExitCode } from '../exitCodes.ts'
import { noteCredentialEnd } from '../noteCredentialEnd.ts'
import { progressNotes } from '../progressNotes.ts'
import { usageError } from '../usageError.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'
import type { Workplace } from '../workplace.ts'

export const sync: CliCommand = {
  usage: 'sync [--taxpayer ID|NIP | --all] [--from YYYY-MM-DD] [--no-xml] [--folder PATH]',
  summary: {
    pl: 'Odświeża archiwum z KSeF; przerwane lub wstrzymane limitem idzie dalej następnym razem. --all: wszystkich podatników tymi samymi danymi logowania.',
    en: 'Refreshes the archive from KSeF; interrupted or paused by a limit, it goes on next time. --all: every taxpayer, with the same credential.',
  },
  takes: NO_ARGUMENTS,
  options: { ...WORKPLACE_OPTIONS, from: { type: 'string' }, 'no-xml': { type: 'boolean' }, all: { type: 'boolean' } },
  run: (invocation) =>
    withWorkplace(invocation, async (workplace) => {
      if (invocation.options.all === true) return syncAll(invocation, workplace)
      const taxpayer = workplace.workingTaxpayerOf(textOption(invocation, 'taxpayer'))
      const { credential, credentialEnd } = takeCredential(invocation)
      const result = await syncOne(invocation, workplace, taxpayer, credential)
      tell(invocation, result, { credentialEnd })
      return exitCodeOfRefresh(result)
    }),
}

/** What to sign in with, and when that ends, if soon. */
function takeCredential(invocation: Invocation): { readonly credential: Credential; readonly credentialEnd: CredentialEnd | null } {
  const credential = credentialFromEnvironment(invocation.environment)
  return { credential, credentialEnd: noteCredentialEnd(invocation, credential, systemClock.now()) }
}

async function syncOne(invocation: Invocation, { archiveOf, catalogue }: Workplace, taxpayer: TaxpayerRecord, credential: Credential): Promise<RefreshResult> {
  const { context, apiBase } = taxpayer
  const result = await refreshTaxpayer({
    context,
    apiBase,
    credential,
    connection: connectionFromEnvironment(invocation.environment),
    budgetStore: catalogue.budgetStoreOf(context),
    archive: archiveOf(taxpayer),
    clock: systemClock,
    from: pastDayOption(invocation, 'from'),
    packageFolder: packageFolderOf(taxpayer.archiveFile),
    fetchInvoiceXml: invocation.options['no-xml'] !== true,
    signal: invocation.signal,
    onProgress: progressNotes(invocation),
    log: () => undefined,
  })
  if (hasReadAccount(result)) catalogue.change(taxpayer.id, { lastRefreshAt: new Date().toISOString() })
  return result
}

/** From a day to come on there is nothing, and an archive that begins there would stay empty and call itself complete. */
function pastDayOption(invocation: Invocation, name: string): string | null {
  const day = dayOption(invocation, name)
  const today = warsawDayOf(systemClock.now())
  if (day !== null && day > today) throw usageError(`--${name}: ≤ ${today}`)
  return day
}

/** One after another; what fails for one is told and never stops the others. The exit code is that of the first that did not go well. */
async function syncAll(invocation: Invocation, workplace: Workplace): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done
  const { credential, credentialEnd } = takeCredential(invocation)
  for (const taxpayer of workplace.catalogue.list()) {
    if (taxpayer.leftAt !== null || invocation.signal.aborted) continue
    invocation.output.line(`${taxpayer.id}  ${taxpayer.context.identifier.value}  ${taxpayer.displayName}`)
    const code = await syncOne(invocation, workplace, taxpayer, credential).then(
      (result) => {
        tell(invocation, result, { credentialEnd, taxpayerId: taxpayer.id })
        return exitCodeOfRefresh(result)
      },
      (cause: unknown) => {
        const error = toErrorReport(cause)
        invocation.output.json({ taxpayerId: taxpayer.id, error, credentialEnd })
        invocation.output.note(describeError(invocation.language, error).whatHappened)
        return exitCodeOf(error.code)
      },
    )
    if (exitCode === EXIT.done) exitCode = code
  }
  return invocation.signal.aborted ? EXIT.cancelled : exitCode
}

/** For programs, beside the result. */
interface ToldBeside {
  readonly credentialEnd: CredentialEnd | null
  /** Whose it is, where several are refreshed. */
  readonly taxpayerId?: number
}

function tell({ output, language }: Invocation, result: RefreshResult, beside: ToldBeside): void {
  output.json({ ...result, ...beside })
  const { title, lines } = describeRefreshResult(language, result, new Date().toISOString())
  output.line(`${title}.`)
  for (const line of lines) output.line(`  ${line}`)
  if (result.error !== null) {
    const { whatHappened, nextStep } = describeError(language, result.error)
    output.note(`${whatHappened}\n${nextStep}`)
  }
}
