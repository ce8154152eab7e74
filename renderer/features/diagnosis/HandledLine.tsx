import type { InvoiceSummary } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { DiagnosisView, HandledView } from '../../../electron/shared/contract/diagnosis.ts'
import { labelOfCause } from '../../../electron/shared/messages/diagnosis.ts'
import { matterOf } from '../../../electron/shared/model/diagnosis.ts'
import { useMarkHandled, useUndoHandled } from '../../api/attention.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { Handling } from '../handled/index.ts'

export interface HandledLineProps {
  readonly taxpayerId: TaxpayerId
  readonly summary: InvoiceSummary
  readonly diagnosis: DiagnosisView
  readonly handled: HandledView | null
}

/** Marks an invoice as dealt with, for the very matter that it shows. */
export function HandledLine({ taxpayerId, summary: { id, invoiceNumber, ksefNumber }, diagnosis, handled }: HandledLineProps) {
  const { language, say } = useSpeech()
  const marking = useMarkHandled(taxpayerId)
  const undoing = useUndoHandled(taxpayerId)
  const toastFailure = useToastFailure()
  const matter = matterOf(diagnosis)
  return (
    <Handling
      name={invoiceNumber ?? ksefNumber ?? say('detail.no-number')}
      text={say('handled.text', { cause: labelOfCause(language, diagnosis.cause) })}
      mark={handled?.cause === matter ? handled : null}
      isPending={marking.isPending || undoing.isPending}
      error={marking.error}
      onMark={(note, done) => marking.mutate({ invoiceId: id, cause: matter, note }, { onSuccess: done })}
      onUndo={() => undoing.mutate(id, { onError: toastFailure })}
    />
  )
}
