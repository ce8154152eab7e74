import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

export interface HandledMarkProps {
  /** Instant, UTC. */
  readonly at: string
  readonly note: string
  readonly isPending: boolean
  readonly onUndo: () => void
}

/** The mark of what was dealt with, its note, and the way back. */
export function HandledMark({ at, note, isPending, onUndo }: HandledMarkProps) {
  const { language, say } = useSpeech()
  return (
    <>
      <span className="soft" title={note}>
        {say('handled.since', { day: formatInstantDay(language, at), note: note === '' ? null : note })}
      </span>
      <Button look="quiet" isDisabled={isPending} onPress={onUndo}>
        {say('handled.undo')}
      </Button>
    </>
  )
}
