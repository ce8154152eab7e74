import { useEffect, useState } from 'react'
import { Form } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { identifyNumber } from '../../../electron/shared/model/identifyNumber.ts'
import { LONGEST_PASTE } from '../../../electron/shared/model/identifyTidy.ts'
import type { Identified } from '../../../electron/shared/model/identified.ts'
import { useIdentified, useIdentifyNow } from '../../api/identify.ts'
import { useNavigation } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Field } from '../../components/Field.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf, useToastFailure } from '../failure/index.ts'
import { IdentifyAnswerView } from './IdentifyAnswerView.tsx'
import { SecretNotice } from './SecretNotice.tsx'
import { useFollow } from './useFollow.ts'
import './IdentifyDialog.css'

const PAUSE_MS = 150

/** The dialog has one field, and was opened to paste into it. */
function focusField(form: HTMLFormElement | null): void {
  form?.querySelector('input')?.focus()
}

/** One box for anything pasted: what it is, and the way to where it leads. Enter goes to the first place. */
export function IdentifyDialog({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: () => void }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [secret, setSecret] = useState<Identified | null>(null)
  const answer = useIdentified(taxpayer.id, asked)
  const identifyNow = useIdentifyNow(taxpayer.id)
  const follow = useFollow(taxpayer.id)
  const toastFailure = useToastFailure()

  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  // The answer to another text must not stand beside this one.
  const isAnswered = secret === null && asked !== '' && asked === typed.trim()

  const type = (text: string): void => {
    const cut = text.slice(0, LONGEST_PASTE)
    const identified = identifyNumber(text)
    // A secret goes no further than this: not to the main process, not into what the window remembers, not onto the screen.
    const isSecret = identified.kind === 'secret'
    setSecret(isSecret ? identified : null)
    setTyped(isSecret ? '' : cut)
    if (isSecret) setAsked('')
  }
  const goFirst = async (): Promise<void> => {
    const text = typed.trim()
    if (text === '') return
    setAsked(text)
    const { targets, remarks } = await identifyNow(text)
    // Another number than the one pasted is for a person to choose.
    if (targets[0] !== undefined && !remarks.some(({ remark }) => remark === 'mistyped')) follow(targets[0])
  }

  return (
    <AppDialog title={say('identify.title')} closeLabel={say('close')} onClose={() => go({ to: 'dialog', dialog: null })} size="medium">
      <Form
        ref={focusField}
        onSubmit={(event) => {
          event.preventDefault()
          goFirst().catch(toastFailure)
        }}
      >
        <Field label={say('identify.field')} hint={say('identify.hint')} value={typed} onChange={type} mono autoComplete="off" />
      </Form>
      <div className="identify-answer" role="status">
        {secret !== null && <SecretNotice secret={secret} />}
        {isAnswered && answer.error !== null && <FailureNotice report={reportOf(answer.error)} />}
        {isAnswered && answer.error === null && answer.data !== undefined && <IdentifyAnswerView answer={answer.data} taxpayer={taxpayer} follow={follow} refresh={refresh} />}
      </div>
    </AppDialog>
  )
}
