import { resolve } from 'node:path'
import { handOver } from '../../core/handOver/handOver.ts'
import { systemClock } from '../../platform/clock.ts'
import { argumentAt, ONE_ARGUMENT, textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { FILTER_OPTIONS, FILTER_USAGE, filterOf } from '../invoiceFilter.ts'
import { PROGRAM } from '../program.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

export const exportBundle: CliCommand = {
  usage: `export FILE.zip [--taxpayer ID|NIP] ${FILTER_USAGE} [--folder PATH]`,
  summary: {
    pl: 'Pakuje pliki faktur i UPO do jednego ZIP-a z manifestem, sumami SHA-256 i listą braków.',
    en: 'Packs invoice files and UPO into one ZIP with a manifest, SHA-256 sums and a list of what is missing.',
  },
  takes: ONE_ARGUMENT,
  options: { ...WORKPLACE_OPTIONS, ...FILTER_OPTIONS },
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf }) => {
      const filter = filterOf(invocation)
      const taxpayer = taxpayerOf(textOption(invocation, 'taxpayer'))
      const result = await handOver({
        archive: archiveOf(taxpayer),
        clock: systemClock,
        context: taxpayer.context,
        selection: { kind: 'filter', filter },
        targetPath: resolve(argumentAt(invocation, 0)),
        language: invocation.language,
        program: PROGRAM,
        signal: invocation.signal,
        onProgress: () => undefined,
      })
      invocation.output.json(result)
      invocation.output.line(`${result.path}: ${result.invoices} · UPO ${result.upos} · XML ${result.xmls} · – ${result.missing}`)
      return EXIT.done
    }),
}
