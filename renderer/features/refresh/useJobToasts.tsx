import { useEffect, useEffectEvent } from 'react'
import type { JobView } from '../../../electron/shared/contract/jobs.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { describeRefreshResult } from '../../../electron/shared/messages/refresh.ts'
import { Button } from '../../components/Button.tsx'
import { showToast, type ToastMessage } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { unwrap } from '../../api/client.ts'

const TONES = { done: 'good', cancelled: 'info', paused: 'warn', failed: 'bad' } as const satisfies Record<string, ToastMessage['tone']>

/** Tells how a job ended, once, wherever the person is. */
export function useJobToasts(): void {
  const { language, say } = useSpeech()
  const toastFailure = useToastFailure()
  const tell = useEffectEvent((job: JobView) => {
    if (job.result === null) return
    const { outcome, error } = job.result
    const failure = error === null ? null : describeError(language, error)
    if (job.kind === 'refresh') {
      const { title, lines } = describeRefreshResult(language, job.result, new Date().toISOString())
      showToast({ tone: TONES[outcome], title, lines: failure === null ? lines : [failure.whatHappened, failure.nextStep] })
      return
    }
    const { bundle } = job.result
    if (bundle === null) {
      showToast({ tone: TONES[outcome], title: failure?.whatHappened ?? say('hand-over.cancelled'), lines: failure === null ? [] : [failure.nextStep] })
      return
    }
    const show = (): void => void unwrap(window.api.program.showInFolder({ path: bundle.path })).catch(toastFailure)
    showToast({
      tone: 'good',
      title: say('hand-over.done', { count: bundle.invoices }),
      lines: [say('hand-over.done.counts', { upos: bundle.upos, xmls: bundle.xmls }), ...(bundle.missing > 0 ? [say('hand-over.done.missing', { count: bundle.missing })] : [])],
      action: (
        <Button look="quiet" icon="folder" onPress={show}>
          {say('show-in-folder')}
        </Button>
      ),
    })
  })
  useEffect(() => window.api.listen('job.progressed', (job) => tell(job)), [])
}
