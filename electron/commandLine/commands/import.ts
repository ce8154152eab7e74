import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { importFiles } from '../../core/importFiles/importFiles.ts'
import { IMPORT_THREAD, readInThread } from '../../core/importFiles/importThread.ts'
import type { ImportedFile } from '../../shared/contract/imports.ts'
import { IMPORT_OUTCOMES } from '../../shared/model/importedFile.ts'
import { describeImported, labelOfImportOutcome } from '../../shared/messages/imports.ts'
import { textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

export const importCommand: CliCommand = {
  usage: 'import PATH… [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Dokłada do archiwum faktury XML i UPO z innych programów: pliki, foldery, ZIP-y. --taxpayer: firma dla plików, o których nie wiadomo, czyje są.',
    en: 'Adds invoice XML and UPO of other programs to the archive: files, folders, ZIPs. --taxpayer: the company for files whose owner cannot be told.',
  },
  takes: { least: 1, most: Infinity },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, async ({ catalogue, workingTaxpayerOf, archiveOf }) => {
      const { output, language, signal } = invocation
      const chosen = textOption(invocation, 'taxpayer')
      const otherwiseId = chosen === null ? null : workingTaxpayerOf(chosen).id
      const taxpayers = catalogue.list()
      /** Of several companies it is told whose folder a file went to, whatever was chosen. */
      const companyOf = ({ taxpayerId }: ImportedFile): string | null => {
        const found = taxpayers.length > 1 ? taxpayers.find(({ id }) => id === taxpayerId) : undefined
        return found === undefined ? null : `${found.displayName} (${found.context.identifier.value})`
      }
      /** Names of files that need the person's attention. */
      const inNeed: string[] = []
      const tell = (file: ImportedFile): void => {
        if (needsAttention(file)) inNeed.push(file.name)
        output.json(file)
        output.line(`${file.name}: ${describeImported(language, file, companyOf(file))}`)
      }
      const counts = await importFiles({
        paths: invocation.arguments.map((path) => resolve(path)),
        read: readInThread((paths) => new Worker(new URL('./importWorker.js', import.meta.url), { ...IMPORT_THREAD, workerData: paths })),
        taxpayers,
        archiveOf: (id) => archiveOf(workingTaxpayerOf(String(id))),
        choice: { currentId: otherwiseId, otherwiseId },
        now: () => new Date(),
        signal,
        onFiles: (files) => files.forEach(tell),
        onSettled: (_index, file) => tell(file),
      })
      output.json({ counts })
      const summary = IMPORT_OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => `${labelOfImportOutcome(language, outcome)}: ${counts[outcome]}`)
      output.line(summary.join(' · '))
      return inNeed.length > 0 ? EXIT.storage : EXIT.done
    }),
}

function needsAttention({ outcome }: ImportedFile): boolean {
  return outcome === 'refused' || outcome === 'quarantined' || outcome === 'needs-taxpayer'
}
