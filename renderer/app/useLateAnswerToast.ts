import { useEffect } from 'react'
import { useLateAnswer } from '../api/lateAnswers.ts'
import { showLastingToast } from '../components/Toasts.tsx'
import { useSpeech } from '../i18n/LanguageProvider.tsx'

/** Says that something takes longer than usual, and what to do, until its answer is there. */
export function useLateAnswerToast(): void {
  const { say } = useSpeech()
  const isLate = useLateAnswer()
  useEffect(() => (isLate ? showLastingToast({ tone: 'warn', title: say('late.title'), lines: [say('late.wait'), say('late.restart')] }) : undefined), [isLate, say])
}
