import { CopyButton } from '../../components/CopyButton.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from './useCopy.ts'
import './CopyNumber.css'

/** A number in full, with its copy button; `name` tells screen readers which number is copied. */
export function CopyNumber({ text, name = text }: { readonly text: string; readonly name?: string }) {
  const { say } = useSpeech()
  const copy = useCopy()
  return (
    <span className="copy-number">
      <span className="mono copy-number-text">{text}</span>
      <CopyButton label={say('copy.named', { name })} copiedLabel={say('copied')} onCopy={() => copy(text)} />
    </span>
  )
}
