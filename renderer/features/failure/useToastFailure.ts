import { useCallback } from 'react'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { reportOf } from './reportOf.ts'

/** Shows a failure of something begun by a button, where there is no place of its own for it. */
export function useToastFailure(): (cause: unknown) => void {
  const { language } = useSpeech()
  return useCallback(
    (cause) => {
      const { whatHappened, nextStep } = describeError(language, reportOf(cause instanceof Error ? cause : new Error(String(cause))))
      showToast({ tone: 'bad', title: whatHappened, lines: [nextStep] })
    },
    [language],
  )
}
