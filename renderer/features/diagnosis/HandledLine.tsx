import { useState } from 'react'
import type { InvoiceSummary } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { DiagnosisView, HandledView } from '../../../electron/shared/contract/diagnosis.ts'
import { labelOfCause } from '../../../electron/shared/messages/diagnosis.ts'
import { matterOf } from '../../../electron/shared/model/diagnosis.ts'
import { useMarkHandled, useUndoHandled } from '../../api/attention.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { HandledDialog, HandledMark } from '../handled/index.ts'

export interface HandledLineProps {
  readonly taxpayerId: TaxpayerId
  readonly summary: InvoiceSummary
  readonly diagnosis: DiagnosisView
  readonly handled: HandledView | null
}

/** The button that marks an invoice as dealt with; or, for this very matter, the mark with its note and the way back. */
export function HandledLine({ taxpayerId, summary, diagnosis, handled }: HandledLineProps) {
  const { language, say } = useSpeech()
  const [isAsking, setIsAsking] = useState(false)
  const mark = useMarkHandled(taxpayerId)
  const undo = useUndoHandled(taxpayerId)
  const toastFailure = useToastFailure()
  const matter = matterOf(diagnosis)
  const close = (): void => setIsAsking(false)
  if (handled?.cause === matter) {
    return <HandledMark at={handled.at} note={handled.note} isPending={undo.isPending} onUndo={() => undo.mutate(summary.id, { onError: toastFailure })} />
  }
  return (
    <>
      <Button icon="check" onPress={() => setIsAsking(true)}>
        {say('handled.mark')}
      </Button>
      {isAsking && (
        <HandledDialog
          name={summary.invoiceNumber ?? summary.ksefNumber ?? say('detail.no-number')}
          text={say('handled.text', { cause: labelOfCause(language, diagnosis.cause) })}
          isPending={mark.isPending}
          error={mark.error}
          onMark={(note) => mark.mutate({ invoiceId: summary.id, cause: matter, note }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  )
}
