import { useState } from 'react'
import type { JobId } from '../../../electron/shared/contract/common.ts'
import type { ImportedFile } from '../../../electron/shared/contract/imports.ts'
import { describeImported } from '../../../electron/shared/messages/imports.ts'
import type { ImportOutcome } from '../../../electron/shared/model/importedFile.ts'
import { unwrap } from '../../api/client.ts'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'

const PAGE_SIZE = 500
/** More than anybody reads; a clipboard takes it without a halt. */
const MOST_COPIED = 2_000

export interface CopyResultsProps {
  readonly jobId: JobId
  readonly outcomes: readonly ImportOutcome[]
  readonly companyOf: (file: ImportedFile) => string | null
}

/** Puts the shown files on the clipboard, a line each, to send to whoever gave them. */
export function CopyResults({ jobId, outcomes, companyOf }: CopyResultsProps) {
  const { language, say } = useSpeech()
  const [isCopying, setIsCopying] = useState(false)
  const toastFailure = useToastFailure()

  const copy = async (): Promise<void> => {
    const files: ImportedFile[] = []
    for (;;) {
      const { total, rows } = await unwrap(window.api.imports.results({ jobId, outcomes, offset: files.length, limit: PAGE_SIZE }))
      files.push(...rows)
      if (rows.length === 0 || files.length >= Math.min(total, MOST_COPIED)) break
    }
    await unwrap(window.api.program.copyText({ text: files.map((file) => `${file.name}\t${describeImported(language, file, companyOf(file))}`).join('\n') }))
    showToast({ tone: 'good', title: say('copied') })
  }

  return (
    <Button
      icon="copy"
      isDisabled={isCopying}
      onPress={() => {
        setIsCopying(true)
        copy()
          .catch(toastFailure)
          .finally(() => setIsCopying(false))
      }}
    >
      {say('import.copy')}
    </Button>
  )
}
