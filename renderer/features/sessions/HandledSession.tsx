import { useState } from 'react'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { SessionSummary } from '../../../electron/shared/contract/sessions.ts'
import { describeSessionStatus } from '../../../electron/shared/messages/sessionStatus.ts'
import { useMarkSessionHandled, useUndoSessionHandled } from '../../api/sessions.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { HandledDialog, HandledMark } from '../handled/index.ts'

/** The button that marks a submission that failed as dealt with; or the mark, with its note and the way back. */
export function HandledSession({ taxpayerId, session }: { readonly taxpayerId: TaxpayerId; readonly session: SessionSummary }) {
  const { language, say } = useSpeech()
  const [isAsking, setIsAsking] = useState(false)
  const mark = useMarkSessionHandled(taxpayerId)
  const undo = useUndoSessionHandled(taxpayerId)
  const toastFailure = useToastFailure()
  const { id, statusCode, handledAt, handledNote } = session
  const close = (): void => setIsAsking(false)
  if (handledAt !== null) return <HandledMark at={handledAt} note={handledNote ?? ''} isPending={undo.isPending} onUndo={() => undo.mutate(id, { onError: toastFailure })} />
  return (
    <>
      <Button icon="check" onPress={() => setIsAsking(true)}>
        {say('handled.mark')}
      </Button>
      {isAsking && (
        <HandledDialog
          name={session.referenceNumber}
          text={say('handled.session-text', { status: describeSessionStatus(language, session).label })}
          isPending={mark.isPending}
          error={mark.error}
          onMark={(note) => mark.mutate({ id, statusCode, note }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  )
}
