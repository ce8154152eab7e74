import { verifyArchive } from '../../core/verifyArchive/verifyArchive.ts'
import { systemClock } from '../../platform/clock.ts'
import type { SelfCheckReport } from '../../shared/contract/selfChecks.ts'
import { textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

const TEXTS = {
  pl: {
    whole: 'Archiwum jest całe. Sprawdzone pliki:',
    damaged: 'Znaleziono uszkodzenia. Sprawdzone pliki:',
    journal: 'Historia, wpis',
    database: 'Plik bazy',
    rebuilt: 'Odtworzono dane pochodne faktur:',
    next: 'Uszkodzony plik nie liczy się jako dowód. Odśwież archiwum (sync): co KSeF jeszcze ma, zostanie pobrane ponownie i zapisane obok.',
  },
  en: {
    whole: 'The archive is whole. Files checked:',
    damaged: 'Damage was found. Files checked:',
    journal: 'History, entry',
    database: 'Database file',
    rebuilt: 'Derived data of invoices made anew:',
    next: 'A damaged file does not count as evidence. Refresh the archive (sync): what KSeF still has is fetched again and kept beside it.',
  },
} as const

export const verify: CliCommand = {
  usage: 'verify [--full] [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Sprawdza archiwum: pliki, podpisy UPO, historię i bazę; --full sprawdza wszystko od nowa. Bez sieci.',
    en: 'Checks the archive: files, signatures of UPO, history and database; --full checks all of it again. No network.',
  },
  options: { ...WORKPLACE_OPTIONS, full: { type: 'boolean' } },
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf, catalogue }) => {
      const taxpayer = taxpayerOf(textOption(invocation, 'taxpayer'))
      const report = await verifyArchive({
        archive: archiveOf(taxpayer),
        scope: invocation.options.full === true ? 'full' : 'incremental',
        heads: catalogue.journalHeadsOf(taxpayer.context),
        clock: systemClock,
        signal: invocation.signal,
        onProgress: () => undefined,
      })
      tell(invocation, report)
      return report.outcome === 'whole' ? EXIT.done : EXIT.damaged
    }),
}

function tell({ output, language }: Invocation, report: SelfCheckReport): void {
  const texts = TEXTS[language]
  output.json(report)
  output.line(`${texts[report.outcome]} ${report.documentsChecked}`)
  for (const { kind, sha256, fault, invoices } of report.damagedDocuments) {
    output.line(`! ${kind} ${sha256} ${fault}: ${invoices.map(({ invoiceNumber, ksefNumber }) => `${invoiceNumber ?? '–'} (${ksefNumber ?? '–'})`).join(', ')}`)
  }
  for (const { number, fault } of report.journal.faults) output.line(`! ${texts.journal} ${number}: ${fault}`)
  for (const problem of report.database) output.line(`! ${texts.database}: ${problem}`)
  if (report.invoicesRebuilt > 0) output.line(`! ${texts.rebuilt} ${report.invoicesRebuilt}`)
  if (report.damaged > 0) output.line(texts.next)
}
