import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

export interface RequestDialogProps {
  readonly name: string
  readonly text: string
  readonly onCopy: () => void
  readonly onDone: () => void
}

/** The ready request to the owner of a company, to read before it is sent. */
export function RequestDialog({ name, text, onCopy, onDone }: RequestDialogProps) {
  const { say } = useSpeech()
  return (
    <AppDialog
      title={say('clients.request.title', { name })}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <Button look="primary" icon="copy" onPress={onCopy}>
          {say('connection.request.copy')}
        </Button>
      }
    >
      <div className="request">
        <textarea className="request-text" readOnly rows={19} aria-label={say('connection.request')} value={text} />
      </div>
    </AppDialog>
  )
}
