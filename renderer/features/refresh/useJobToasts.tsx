import { useEffect, useEffectEvent } from 'react'
import type { ClientRefresh, JobView, RefreshResult } from '../../../electron/shared/contract/jobs.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { describeRefreshResult, describeRepairResult } from '../../../electron/shared/messages/refresh.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { showToast, type ToastMessage } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import { unwrap } from '../../api/client.ts'

const TONES = { done: 'good', cancelled: 'info', paused: 'warn', failed: 'bad' } as const satisfies Record<string, ToastMessage['tone']>

/** Tells how a job ended, once, wherever the person is. */
export function useJobToasts(): void {
  const { language, say } = useSpeech()
  const { place } = useNavigation()
  const toastFailure = useToastFailure()
  const linesOf = (rows: readonly ClientRefresh[]): readonly string[] => {
    const count = (outcome: RefreshResult['outcome']): number => rows.filter(({ result }) => result?.outcome === outcome).length
    return [say('clients.refreshed', { done: count('done'), paused: count('paused'), failed: count('failed') + rows.filter(({ state }) => state === 'no-credential' || state === 'needs-first-day').length })]
  }
  const tell = useEffectEvent((job: JobView) => {
    if (job.result === null) return
    const { outcome, error } = job.result
    const failure = error === null ? null : describeError(language, error)
    if (job.kind === 'self-check') {
      // The screen of the check says the same and more.
      if (place.view === 'self-check' && place.taxpayerId === job.taxpayerId && failure === null) return
      const title = say(job.result.found === null ? 'self-check.was-cancelled' : `self-check.${job.result.found}`)
      const tone = job.result.found === 'damaged' ? 'bad' : TONES[outcome]
      showToast({ tone, title: failure?.whatHappened ?? title, lines: failure === null ? [] : [failure.nextStep] })
      return
    }
    if (job.kind === 'access' || job.kind === 'refresh-all') {
      // The table of the companies says the same and more.
      if (place.view === 'clients' && failure === null) return
      const lines = job.kind === 'access' ? [say('clients.looked.count', { count: job.progress.done })] : linesOf(job.progress.rows)
      showToast({ tone: TONES[outcome], title: failure?.whatHappened ?? say(outcome === 'cancelled' ? `clients.${job.kind}.cancelled` : `clients.${job.kind}.done`), lines: failure === null ? lines : [failure.nextStep] })
      return
    }
    // One of a refresh of all: told with the others.
    if (job.kind === 'refresh' && job.purpose === 'refresh-all') return
    if (job.kind === 'refresh' && job.purpose === 'repair') {
      const { title, lines } = describeRepairResult(language, job.result)
      showToast({ tone: TONES[outcome], title, lines: failure === null ? lines : [failure.whatHappened, failure.nextStep] })
      return
    }
    if (job.kind === 'refresh') {
      const { title, lines } = describeRefreshResult(language, job.result, new Date().toISOString())
      showToast({ tone: TONES[outcome], title, lines: failure === null ? lines : [failure.whatHappened, failure.nextStep] })
      return
    }
    if (job.kind === 'import') {
      const { counts } = job.progress
      // The screen of this import says the same, file by file.
      if (place.view === 'import' && place.taxpayerId === job.taxpayerId && failure === null) return
      const unlisted = counts.unlisted + counts['number-used']
      const attention = counts.refused + counts.quarantined + counts['needs-taxpayer']
      const lines = [
        say('import.done.stored', { count: counts.stored }),
        ...(unlisted > 0 ? [say('import.done.unlisted', { count: unlisted })] : []),
        ...(counts['already-here'] > 0 ? [say('import.done.already-here', { count: counts['already-here'] })] : []),
        ...(attention > 0 ? [say('import.done.attention', { count: attention })] : []),
      ]
      const title = say(outcome === 'cancelled' ? 'import.was-cancelled' : 'import.seen', { count: job.progress.done })
      showToast({ tone: TONES[outcome], title: failure?.whatHappened ?? title, lines: failure === null ? lines : [failure.nextStep] })
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
