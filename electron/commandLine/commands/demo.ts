import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countByCause, listMissing } from '../../core/diagnose/listMissing.ts'
import type { MissingUpo } from '../../core/diagnose/listMissing.ts'
import { handOver } from '../../core/handOver/handOver.ts'
import { packageFolderOf } from '../../core/synchronise/packageFolder.ts'
import { refreshTaxpayer } from '../../core/synchronise/refreshTaxpayer.ts'
import { systemClock } from '../../platform/clock.ts'
import { addDays, warsawDayOf } from '../../shared/model/warsawDay.ts'
import type { InvoiceFilter } from '../../shared/contract/invoices.ts'
import { startSimulator } from '../../simulator/startSimulator.ts'
import { NO_ARGUMENTS, numberOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { EXIT, exitCodeOfRefresh } from '../exitCodes.ts'
import type { ExitCode } from '../exitCodes.ts'
import { PROGRAM } from '../program.ts'
import { progressNotes } from '../progressNotes.ts'
import { openWorkplace } from '../workplace.ts'
import type { Workplace } from '../workplace.ts'

/** The world of the simulator begins within this many days before today. */
const DAYS_BACK = 366

const ALL: InvoiceFilter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

const TEXTS = {
  pl: { start: 'Pokaz: symulator KSeF na tym komputerze, archiwum tymczasowe; niczego nie wysyłamy.', missing: 'Brakujące UPO:', bundle: 'Paczka' },
  en: { start: 'Demo: a KSeF simulator on this computer, a temporary archive; nothing is sent.', missing: 'Missing UPO:', bundle: 'Bundle' },
} as const

export const demo: CliCommand = {
  usage: 'demo [--invoices N] [--seed N]',
  summary: {
    pl: 'Cała praca na przykładzie: symulator, odświeżenie, lista braków z przyczynami, paczka.',
    en: 'The whole job on an example: simulator, refresh, what is missing and why, a bundle.',
  },
  takes: NO_ARGUMENTS,
  options: { invoices: { type: 'string' }, seed: { type: 'string' } },
  async run(invocation) {
    invocation.output.note(TEXTS[invocation.language].start)
    const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-demo-'))
    const simulator = await startSimulator({
      seed: numberOption(invocation, 'seed', { least: 0, otherwise: 1 }),
      invoices: numberOption(invocation, 'invoices', { least: 1, otherwise: 1000 }),
      limits: 'off',
    })
    const workplace = openWorkplace(join(folder, 'archive'), { mayMake: true })
    try {
      const nip = simulator.taxpayers[0]?.nip ?? ''
      return await perform(invocation, workplace, { apiBase: simulator.apiBase, nip, token: simulator.credentials.tokens.archive, bundle: join(folder, 'teczka-upo-demo.zip') })
    } finally {
      await workplace.close()
      await simulator.close()
      // The bundle stays for the person to look at; the archive was only on loan.
      await rm(join(folder, 'archive'), { recursive: true, force: true })
    }
  },
}

interface Stage {
  readonly apiBase: string
  readonly nip: string
  readonly token: string
  readonly bundle: string
}

async function perform(invocation: Invocation, { addTaxpayer, archiveOf, catalogue }: Workplace, { apiBase, nip, token, bundle }: Stage): Promise<ExitCode> {
  const { output, language, signal } = invocation
  const taxpayer = await addTaxpayer({ context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, displayName: '', apiBase })
  const { context } = taxpayer
  const archive = archiveOf(taxpayer)
  const refreshed = await refreshTaxpayer({
    context,
    apiBase,
    credential: { kind: 'token', token },
    connection: {},
    budgetStore: catalogue.budgetStoreOf(context),
    archive,
    clock: systemClock,
    from: addDays(warsawDayOf(Date.now()), -DAYS_BACK),
    packageFolder: packageFolderOf(taxpayer.archiveFile),
    fetchInvoiceXml: true,
    signal,
    onProgress: progressNotes(invocation),
    log: () => undefined,
  })
  if (refreshed.outcome !== 'done') {
    output.json({ error: refreshed.error, outcome: refreshed.outcome })
    return exitCodeOfRefresh(refreshed)
  }

  const missing: MissingUpo[] = []
  for await (const one of listMissing(archive, language, new Date().toISOString())) missing.push(one)
  output.line(TEXTS[language].missing)
  for (const { facts, explanation } of missing) output.line(`  ${facts.invoiceNumber ?? facts.ksefNumber ?? '–'}: ${explanation.why} ${explanation.nextStep}`)

  const selection = { kind: 'filter', filter: ALL } as const
  const handedOver = await handOver({ archive, clock: systemClock, context, selection, targetPath: bundle, language, program: PROGRAM, signal, onProgress: () => undefined })
  const { invoices, byStatus, uposStored, hashesMatched } = await archive.archiveFigures()
  output.line(`${TEXTS[language].bundle}: ${handedOver.path}`)
  output.json({ invoices, byStatus, uposStored, hashesMatched, missingByCause: countByCause(missing), limitedCalls: refreshed.limitedCalls, bundle: handedOver.path })
  return EXIT.done
}
