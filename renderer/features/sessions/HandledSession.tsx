import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { SessionSummary } from '../../../electron/shared/contract/sessions.ts'
import { describeSessionStatus } from '../../../electron/shared/messages/sessionStatus.ts'
import { useMarkSessionHandled, useUndoSessionHandled } from '../../api/sessions.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { Handling } from '../handled/index.ts'

/** Marks a submission that failed as dealt with, for the status that it has. */
export function HandledSession({ taxpayerId, session }: { readonly taxpayerId: TaxpayerId; readonly session: SessionSummary }) {
  const { language, say } = useSpeech()
  const marking = useMarkSessionHandled(taxpayerId)
  const undoing = useUndoSessionHandled(taxpayerId)
  const toastFailure = useToastFailure()
  const { id, statusCode, referenceNumber, handledAt, handledNote } = session
  return (
    <Handling
      name={referenceNumber}
      text={say('handled.session-text', { status: describeSessionStatus(language, session).label })}
      mark={handledAt === null ? null : { at: handledAt, note: handledNote ?? '' }}
      isPending={marking.isPending || undoing.isPending}
      error={marking.error}
      onMark={(note, done) => marking.mutate({ id, statusCode, note }, { onSuccess: done })}
      onUndo={() => undoing.mutate(id, { onError: toastFailure })}
    />
  )
}
