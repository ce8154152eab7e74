import type { ErrorReport } from '../../../electron/shared/errors.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { useChooseArchiveFolder } from '../../api/program.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** The folder with the archives could not be opened: why, and the way to another folder. */
export function ArchiveProblem({ problem }: { readonly problem: ErrorReport }) {
  const { language, say } = useSpeech()
  const choose = useChooseArchiveFolder()
  useReady(true)
  const { whatHappened, nextStep } = describeError(language, problem)
  return (
    <main className="boundary">
      <Blank
        icon="folder"
        title={whatHappened}
        actions={
          <Button look="primary" icon="folder" isDisabled={choose.isPending} onPress={() => choose.mutate()}>
            {say('settings.folder.change')}
          </Button>
        }
      >
        <p>{nextStep}</p>
        {choose.error !== null && <FailureNotice report={reportOf(choose.error)} />}
      </Blank>
    </main>
  )
}
