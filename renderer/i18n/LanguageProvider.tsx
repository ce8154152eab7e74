import { createContext, use, useEffect, useMemo, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { Language } from '../../electron/shared/contract/program.ts'
import { formatMessage, type MessageValues } from '../../electron/shared/messages/formatMessage.ts'
import { localeOf } from '../../electron/shared/messages/formats.ts'
import { uiMessages, type UiMessageId } from './messages.ts'

/** Says a text of the window in the language in force. */
export type Say = (id: UiMessageId, values?: MessageValues) => string

export interface Speech {
  readonly language: Language
  readonly say: Say
}

const SpeechContext = createContext<Speech | null>(null)

export function LanguageProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const speech = useMemo<Speech>(() => ({ language, say: (id, values) => formatMessage(uiMessages, language, id, values) }), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <I18nProvider locale={localeOf(language)}>
      <SpeechContext value={speech}>{children}</SpeechContext>
    </I18nProvider>
  )
}

/** The language in force, and the window's texts in it. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (speech === null) throw new Error('useSpeech needs a LanguageProvider above it')
  return speech
}
