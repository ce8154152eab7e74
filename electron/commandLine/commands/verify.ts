import { repairTaxpayer } from '../../core/synchronise/refreshTaxpayer.ts'
import { selfCheckView } from '../../core/verifyArchive/selfCheckView.ts'
import { verifyArchive } from '../../core/verifyArchive/verifyArchive.ts'
import { systemClock } from '../../platform/clock.ts'
import type { RefreshResult } from '../../shared/contract/jobs.ts'
import type { SelfCheckReport, SelfCheckView } from '../../shared/contract/selfChecks.ts'
import type { Language } from '../../shared/contract/program.ts'
import { labelOfDocumentKind } from '../../shared/messages/evidence.ts'
import { formatInstant } from '../../shared/messages/formats.ts'
import { describeCheckedDocuments, describeCondition, describeFault, describeJournalFault } from '../../shared/messages/selfCheck.ts'
import { NO_ARGUMENTS, textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { confirm } from '../confirm.ts'
import { connectionFromEnvironment } from '../connectionFromEnvironment.ts'
import { credentialFromEnvironment } from '../credentialFromEnvironment.ts'
import { EXIT, exitCodeOfRefresh } from '../exitCodes.ts'
import type { ExitCode } from '../exitCodes.ts'
import { progressNotes } from '../progressNotes.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'
import type { Workplace } from '../workplace.ts'

const TEXTS = {
  pl: {
    whole: 'Archiwum jest całe. Pliki:',
    'nothing-found': 'Nie znaleziono uszkodzeń (całe archiwum sprawdza verify --full). Pliki:',
    damaged: 'Znaleziono uszkodzenia. Pliki:',
    head: 'Historia: wpisów',
    compared: 'porównanych z zapisami poza plikiem:',
    database: 'Plik bazy',
    rebuilt: 'Odtworzono dane pochodne faktur:',
    words: 'Indeks wyszukiwania nie zgadzał się z fakturami; zbudowano go od nowa.',
    more: 'i inne faktury, razem:',
    offer: 'Pliki, o które można ponownie poprosić KSeF (verify --repair):',
    ask: 'Pobrać ponownie z KSeF uszkodzone pliki? Ich liczba:',
    unasked: 'Nic nie pobrano ponownie: potwierdź w terminalu albo dodaj --yes.',
  },
  en: {
    whole: 'The archive is whole. Files:',
    'nothing-found': 'No damage was found (verify --full checks all of the archive). Files:',
    damaged: 'Damage was found. Files:',
    head: 'History: entries',
    compared: 'compared with notes outside the file:',
    database: 'Database file',
    rebuilt: 'Derived data of invoices made anew:',
    words: 'The search index did not match the invoices; it was made anew.',
    more: 'and other invoices, in all:',
    offer: 'Files that KSeF can be asked for again (verify --repair):',
    ask: 'Fetch the damaged files from KSeF again? Their number:',
    unasked: 'Nothing was fetched again: confirm at a terminal, or add --yes.',
  },
} as const satisfies Record<Language, unknown>

export const verify: CliCommand = {
  usage: 'verify [--full] [--repair [--yes]] [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Sprawdza archiwum bez sieci: pliki niesprawdzane w ostatnim miesiącu, podpisy UPO, historię i bazę; --full wszystko od nowa, --repair pyta i pobiera uszkodzone pliki ponownie z KSeF.',
    en: 'Checks the archive without a network: files not checked within the last month, signatures of UPO, history and database; --full all of it again, --repair asks and fetches damaged files from KSeF again.',
  },
  takes: NO_ARGUMENTS,
  options: { ...WORKPLACE_OPTIONS, full: { type: 'boolean' }, repair: { type: 'boolean' }, yes: { type: 'boolean' } },
  run: (invocation) =>
    withWorkplace(invocation, async (workplace) => {
      const taxpayer = workplace.taxpayerOf(textOption(invocation, 'taxpayer'))
      const archive = workplace.archiveOf(taxpayer)
      const report = await verifyArchive({
        archive,
        tables: archive,
        scope: invocation.options.full === true ? 'full' : 'incremental',
        heads: workplace.catalogue.journalHeadsOf(taxpayer.context),
        clock: systemClock,
        signal: invocation.signal,
        onProgress: () => undefined,
      })
      const found = await selfCheckView(archive)
      tell(invocation, report, found)
      if (invocation.options.repair === true && found.repairable > 0) return repair(invocation, workplace, found)
      if (found.repairable > 0) invocation.output.line(`${TEXTS[invocation.language].offer} ${found.repairable}`)
      return report.outcome === 'damaged' ? EXIT.damaged : EXIT.done
    }),
}

async function repair(invocation: Invocation, { workingTaxpayerOf, archiveOf, catalogue }: Workplace, found: SelfCheckView): Promise<ExitCode> {
  const { language, output, options, signal } = invocation
  const isAgreed = options.yes === true || (await confirm(invocation, `${TEXTS[language].ask} ${found.repairable}`))
  if (!isAgreed) {
    output.note(TEXTS[language].unasked)
    return EXIT.damaged
  }
  const taxpayer = workingTaxpayerOf(textOption(invocation, 'taxpayer'))
  const { context, apiBase } = taxpayer
  const archive = archiveOf(taxpayer)
  const credential = credentialFromEnvironment(invocation.environment)
  const connection = connectionFromEnvironment(invocation.environment)
  await archive.askForRepair({ at: new Date(systemClock.now()).toISOString() })
  const onProgress = progressNotes(invocation)
  const result = await repairTaxpayer({ context, apiBase, credential, connection, budgetStore: catalogue.budgetStoreOf(context), archive, clock: systemClock, signal, onProgress, log: () => undefined })
  return tellRepair(invocation, result, await selfCheckView(archive))
}

function tell({ output, language }: Invocation, report: SelfCheckReport, { damage }: SelfCheckView): void {
  const texts = TEXTS[language]
  const { head, headsCompared, faults } = report.journal
  output.json(report)
  output.line(`${texts[report.outcome]} ${describeCheckedDocuments(language, report)}`)
  output.line(`${texts.head} ${head.number}, ${texts.compared} ${headsCompared}; ${head.hash}`)
  for (const fault of faults) output.line(`! ${describeJournalFault(language, fault)}`)
  for (const problem of report.database) output.line(`! ${texts.database}: ${problem}`)
  if (report.isWordIndexRebuilt) output.line(`! ${texts.words}`)
  if (report.invoicesRebuilt > 0) output.line(`! ${texts.rebuilt} ${report.invoicesRebuilt}`)
  for (const line of damageLines(language, damage)) output.line(line)
}

function tellRepair({ output, language }: Invocation, result: RefreshResult, { damage }: SelfCheckView): ExitCode {
  output.json({ repair: result, damage })
  for (const line of damageLines(language, damage)) output.line(line)
  if (result.resumesAt !== null) output.line(`→ ${formatInstant(language, result.resumesAt)}`)
  const isLeft = damage.some(({ condition }) => condition !== 'repaired' && condition !== 'replaced')
  return result.outcome === 'done' && isLeft ? EXIT.damaged : exitCodeOfRefresh(result)
}

function damageLines(language: Language, damage: SelfCheckView['damage']): readonly string[] {
  return damage.map(({ kind, sha256, fault, invoices, invoiceCount, condition }) => {
    const named = invoices.map(({ invoiceNumber, ksefNumber }) => `${invoiceNumber ?? '–'} (${ksefNumber ?? '–'})`).join(', ')
    const whose = invoiceCount > invoices.length ? `${named} ${TEXTS[language].more} ${invoiceCount}` : named
    const { label, nextStep } = describeCondition(language, condition)
    return `! ${labelOfDocumentKind(language, kind)}: ${whose} – ${describeFault(language, fault)} ${label}. ${nextStep} (${sha256})`
  })
}
