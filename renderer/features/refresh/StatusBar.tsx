import { ProgressBar } from 'react-aria-components'
import type { JobView } from '../../../electron/shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { formatHour, formatInstant } from '../../../electron/shared/messages/formats.ts'
import { describeForecast, describeWarning, labelOfRefreshStep } from '../../../electron/shared/messages/refresh.ts'
import { IconButton } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { percentOf } from './percentOf.ts'
import type { RefreshFlow } from './useRefreshFlow.ts'
import './StatusBar.css'

/** One line under everything, always of the same height: what runs, or when it was last refreshed. */
export function StatusBar({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: RefreshFlow }) {
  return (
    <footer className="status-bar">
      {refresh.handingOver !== null && <HandingOver job={refresh.handingOver} onCancel={refresh.cancel} />}
      {refresh.running === null ? <AtRest taxpayer={taxpayer} refresh={refresh} /> : <Running job={refresh.running} onCancel={refresh.cancel} />}
    </footer>
  )
}

function Running({ job, onCancel }: { readonly job: Extract<JobView, { kind: 'refresh' }>; readonly onCancel: (job: JobView) => void }) {
  const { language, say } = useSpeech()
  const { progress } = job
  const percent = percentOf(progress)
  const step = labelOfRefreshStep(language, progress.step)
  const forecast = describeForecast(language, progress.forecast, new Date().toISOString())
  return (
    <>
      <ProgressBar aria-label={step} isIndeterminate={percent === null} value={percent ?? 0} className="progress">
        <span className={percent === null ? 'progress-fill is-endless' : 'progress-fill'} style={percent === null ? {} : { width: `${percent}%` }} />
      </ProgressBar>
      <span role="status" className="status-step">
        {step}…
      </span>
      {forecast !== null && <span className="status-step">{forecast}</span>}
      <span className="soft status-counts">
        {say('refresh.counts', { sessions: progress.sessionsRead, invoices: progress.invoicesSeen, upos: progress.uposStored, xmls: progress.xmlStored })}
      </span>
      <span className="status-spring" />
      <IconButton icon="close" size={14} label={say('refresh.cancel')} onPress={() => onCancel(job)} />
    </>
  )
}

function HandingOver({ job, onCancel }: { readonly job: Extract<JobView, { kind: 'hand-over' }>; readonly onCancel: (job: JobView) => void }) {
  const { say } = useSpeech()
  const { done, total } = job.progress
  return (
    <>
      <ProgressBar aria-label={say('hand-over.running', { done, total })} value={total === 0 ? 0 : (100 * done) / total} className="progress">
        <span className="progress-fill" style={{ width: `${total === 0 ? 0 : (100 * done) / total}%` }} />
      </ProgressBar>
      <span className="status-step">{say('hand-over.running', { done, total })}</span>
      <IconButton icon="close" size={14} label={say('hand-over.cancel')} onPress={() => onCancel(job)} />
    </>
  )
}

function AtRest({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: RefreshFlow }) {
  const { language, say } = useSpeech()
  const result = refresh.latest?.result ?? null
  const resumesAt = result?.resumesAt ?? null
  // A toast goes; that the newest refresh did not reach KSeF stays until the next one.
  const failure = result?.error == null ? null : describeError(language, result.error)
  const now = new Date().toISOString()
  const forecast = resumesAt === null ? null : describeForecast(language, result?.progress.forecast ?? null, now)
  const fromKsef = (result?.warnings ?? []).filter((warning) => warning.startsWith('ksef:')).map((warning) => describeWarning(language, warning))
  return (
    <>
      <Icon name={failure !== null ? 'alert' : resumesAt === null ? 'checkCircle' : 'pause'} size={14} />
      <span className="status-step">
        {taxpayer.lastRefreshAt === null ? say('refresh.never') : say('refresh.last', { at: formatInstant(language, taxpayer.lastRefreshAt) })}
        {failure !== null && ` · ${failure.whatHappened}`}
        {forecast !== null && ` · ${forecast}`}
        {resumesAt !== null && ` · ${say('refresh.resumes', { at: formatHour(language, resumesAt) })}`}
      </span>
      {fromKsef.length > 0 && (
        <span className="status-notice" title={fromKsef.join('\n')}>
          {fromKsef.join(' · ')}
        </span>
      )}
      <span className="status-spring" />
      <span className="soft">{say('status.never-sends')}</span>
    </>
  )
}
