import { systemClock } from '../../platform/clock.ts'
import { refreshTaxpayer } from '../../core/synchronise/refreshTaxpayer.ts'
import type { RefreshResult } from '../../shared/contract/jobs.ts'
import { describeError } from '../../shared/messages/errors.ts'
import { formatInstant } from '../../shared/messages/formats.ts'
import { dayOption, textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { connectionFromEnvironment } from '../connectionFromEnvironment.ts'
import { credentialFromEnvironment } from '../credentialFromEnvironment.ts'
import { exitCodeOfRefresh } from '../exitCodes.ts'
import { progressNotes } from '../progressNotes.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

export const sync: CliCommand = {
  usage: 'sync [--taxpayer ID|NIP] [--from YYYY-MM-DD] [--no-xml] [--folder PATH]',
  summary: {
    pl: 'Odświeża archiwum z KSeF; przerwane lub wstrzymane limitem idzie dalej następnym razem.',
    en: 'Refreshes the archive from KSeF; interrupted or paused by a limit, it goes on next time.',
  },
  options: { ...WORKPLACE_OPTIONS, from: { type: 'string' }, 'no-xml': { type: 'boolean' } },
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf, catalogue }) => {
      const taxpayer = taxpayerOf(textOption(invocation, 'taxpayer'))
      const { context, apiBase } = taxpayer
      const result = await refreshTaxpayer({
        context,
        apiBase,
        credential: credentialFromEnvironment(invocation.environment),
        connection: connectionFromEnvironment(invocation.environment),
        budgetStore: catalogue.budgetStoreOf(context),
        archive: archiveOf(taxpayer),
        clock: systemClock,
        from: dayOption(invocation, 'from'),
        fetchInvoiceXml: invocation.options['no-xml'] !== true,
        signal: invocation.signal,
        onProgress: progressNotes(invocation),
        log: () => undefined,
      })
      if (result.outcome === 'done' || result.outcome === 'paused') catalogue.change(taxpayer.id, { lastRefreshAt: new Date().toISOString() })
      tell(invocation, result)
      return exitCodeOfRefresh(result)
    }),
}

function tell({ output, language }: Invocation, result: RefreshResult): void {
  output.json(result)
  const { invoicesSeen, uposStored, xmlStored } = result.progress
  output.line(`${result.outcome}: ${invoicesSeen} · UPO ${uposStored} · XML ${xmlStored}${result.quarantined > 0 ? ` · ! ${result.quarantined}` : ''}`)
  if (result.resumesAt !== null) output.line(`→ ${formatInstant(language, result.resumesAt)} (${result.waitingFor.join(', ')})`)
  if (result.error !== null) {
    const { whatHappened, nextStep } = describeError(language, result.error)
    output.note(`${whatHappened}\n${nextStep}`)
  }
}
