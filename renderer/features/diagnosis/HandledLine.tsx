import { useState } from 'react'
import type { InvoiceSummary } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { DiagnosisView, HandledView } from '../../../electron/shared/contract/diagnosis.ts'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { useUndoHandled } from '../../api/attention.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { HandledDialog } from './HandledDialog.tsx'

export interface HandledLineProps {
  readonly taxpayerId: TaxpayerId
  readonly summary: InvoiceSummary
  readonly diagnosis: DiagnosisView
  readonly handled: HandledView | null
}

/** The button that marks an invoice as dealt with; or, for this very cause, the mark with its note and the way back. */
export function HandledLine({ taxpayerId, summary, diagnosis, handled }: HandledLineProps) {
  const { language, say } = useSpeech()
  const [isAsking, setIsAsking] = useState(false)
  const undo = useUndoHandled(taxpayerId)
  const toastFailure = useToastFailure()
  if (handled?.cause === diagnosis.cause) {
    return (
      <>
        <span className="soft" title={handled.note}>
          {say('handled.since', { day: formatInstantDay(language, handled.at), note: handled.note === '' ? null : handled.note })}
        </span>
        <Button look="quiet" isDisabled={undo.isPending} onPress={() => undo.mutate(summary.id, { onError: toastFailure })}>
          {say('handled.undo')}
        </Button>
      </>
    )
  }
  return (
    <>
      <Button icon="check" onPress={() => setIsAsking(true)}>
        {say('handled.mark')}
      </Button>
      {isAsking && (
        <HandledDialog
          taxpayerId={taxpayerId}
          invoiceId={summary.id}
          invoiceName={summary.invoiceNumber ?? summary.ksefNumber ?? say('detail.no-number')}
          cause={diagnosis.cause}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  )
}
