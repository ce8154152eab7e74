import { useState } from 'react'
import { formatInstantDay } from '../../../electron/shared/messages/formats.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { HandledDialog } from './HandledDialog.tsx'

export interface HandlingProps {
  /** What is dealt with: a number. */
  readonly name: string
  /** What becomes of it once it is marked. */
  readonly text: string
  /** The mark that it has, for what it shows now; null: none. `at` is an instant, UTC. */
  readonly mark: { readonly at: string; readonly note: string } | null
  readonly isPending: boolean
  /** Why it could not be marked. */
  readonly error: Error | null
  /** Calls `done` once it is marked. */
  readonly onMark: (note: string, done: () => void) => void
  readonly onUndo: () => void
}

/** The button that marks something as dealt with; or the mark with its note, and the way back. */
export function Handling({ name, text, mark, isPending, error, onMark, onUndo }: HandlingProps) {
  const { language, say } = useSpeech()
  const [isAsking, setIsAsking] = useState(false)
  const close = (): void => setIsAsking(false)
  if (mark !== null) {
    return (
      <>
        <span className="soft" title={mark.note}>
          {say('handled.since', { day: formatInstantDay(language, mark.at), note: mark.note === '' ? null : mark.note })}
        </span>
        <Button look="quiet" isDisabled={isPending} onPress={onUndo}>
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
      {isAsking && <HandledDialog name={name} text={text} isPending={isPending} error={error} onMark={(note) => onMark(note, close)} onClose={close} />}
    </>
  )
}
