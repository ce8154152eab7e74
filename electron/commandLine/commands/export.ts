import { resolve } from 'node:path'
import { handOver } from '../../core/handOver/handOver.ts'
import { systemClock } from '../../platform/clock.ts'
import { textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { FILTER_OPTIONS, FILTER_USAGE, filterOf } from '../invoiceFilter.ts'
import { PROGRAM } from '../program.ts'
import { usageError } from '../usageError.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

export const exportBundle: CliCommand = {
  usage: `export FILE.zip [--taxpayer ID|NIP] ${FILTER_USAGE} [--folder PATH]`,
  summary: {
    pl: 'Pakuje pliki faktur i UPO do jednego ZIP-a z manifestem, sumami SHA-256 i listą braków.',
    en: 'Packs invoice files and UPO into one ZIP with a manifest, SHA-256 sums and a list of what is missing.',
  },
  options: { ...WORKPLACE_OPTIONS, ...FILTER_OPTIONS },
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf }) => {
      const [file] = invocation.arguments
      if (file === undefined) throw usageError('export FILE.zip')
      const taxpayer = taxpayerOf(textOption(invocation, 'taxpayer'))
      const result = await handOver({
        archive: archiveOf(taxpayer),
        clock: systemClock,
        context: taxpayer.context,
        selection: { kind: 'filter', filter: filterOf(invocation) },
        targetPath: resolve(file),
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
