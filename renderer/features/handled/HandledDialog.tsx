import { useState } from 'react'
import { Label, TextArea, TextField, Text } from 'react-aria-components'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import '../../components/Field.css'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

const LONGEST_NOTE = 2_000

export interface HandledDialogProps {
  /** What is dealt with: a number. */
  readonly name: string
  /** What becomes of it. */
  readonly text: string
  readonly isPending: boolean
  readonly error: Error | null
  readonly onMark: (note: string) => void
  readonly onClose: () => void
}

/** Marks something as dealt with, with a note for whoever asks later. */
export function HandledDialog({ name, text, isPending, error, onMark, onClose }: HandledDialogProps) {
  const { say } = useSpeech()
  const [note, setNote] = useState('')
  return (
    <AppDialog
      title={say('handled.title', { name })}
      closeLabel={say('close')}
      onClose={onClose}
      size="narrow"
      footer={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button look="primary" icon="check" isDisabled={isPending} onPress={() => onMark(note.trim())}>
            {say('handled.mark')}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <TextField className="field" value={note} onChange={setNote} maxLength={LONGEST_NOTE}>
        <Label className="field-label">{say('handled.note')}</Label>
        <TextArea className="field-input" rows={4} />
        <Text slot="description" className="field-hint">
          {say('handled.note.hint')}
        </Text>
      </TextField>
      {error !== null && <FailureNotice report={reportOf(error)} />}
    </AppDialog>
  )
}
