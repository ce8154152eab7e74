import { useState } from 'react'
import { Label, TextArea, TextField, Text } from 'react-aria-components'
import type { InvoiceId, TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { labelOfCause } from '../../../electron/shared/messages/diagnosis.ts'
import type { Cause } from '../../../electron/shared/model/diagnosis.ts'
import { useMarkHandled } from '../../api/attention.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import '../../components/Field.css'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

const LONGEST_NOTE = 2_000

export interface HandledDialogProps {
  readonly taxpayerId: TaxpayerId
  readonly invoiceId: InvoiceId
  readonly invoiceName: string
  readonly cause: Cause
  readonly onClose: () => void
}

/** Marks an invoice as dealt with, with a note for whoever asks later. */
export function HandledDialog({ taxpayerId, invoiceId, invoiceName, cause, onClose }: HandledDialogProps) {
  const { language, say } = useSpeech()
  const [note, setNote] = useState('')
  const mark = useMarkHandled(taxpayerId)
  return (
    <AppDialog
      title={say('handled.title', { invoice: invoiceName })}
      closeLabel={say('close')}
      onClose={onClose}
      size="narrow"
      footer={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button look="primary" icon="check" isDisabled={mark.isPending} onPress={() => mark.mutate({ invoiceId, cause, note: note.trim() }, { onSuccess: onClose })}>
            {say('handled.mark')}
          </Button>
        </>
      }
    >
      <p>{say('handled.text', { cause: labelOfCause(language, cause) })}</p>
      <TextField className="field" value={note} onChange={setNote} maxLength={LONGEST_NOTE}>
        <Label className="field-label">{say('handled.note')}</Label>
        <TextArea className="field-input" rows={4} />
        <Text slot="description" className="field-hint">
          {say('handled.note.hint')}
        </Text>
      </TextField>
      {mark.error !== null && <FailureNotice report={reportOf(mark.error)} />}
    </AppDialog>
  )
}
