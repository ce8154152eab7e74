import type { JobView, RefreshResult } from '../../../electron/shared/contract/jobs.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { formatHour, formatInstant } from '../../../electron/shared/messages/formats.ts'
import { describeForecast, labelOfRefreshStep } from '../../../electron/shared/messages/refresh.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { ClientRow } from './clientRows.ts'

const LOOKS = {
  done: ['checkCircle', 'good'],
  paused: ['pause', 'warn'],
  cancelled: ['minus', 'calm'],
  failed: ['crossCircle', 'bad'],
} as const satisfies Record<RefreshResult['outcome'], readonly [IconName, string]>

/** How the refresh of one company goes, or went. */
export function RefreshCell({ row: { taxpayer, refresh }, jobs }: { readonly row: ClientRow; readonly jobs: readonly JobView[] }) {
  const { language, say } = useSpeech()
  const last = taxpayer.lastRefreshAt === null ? say('refresh.never') : say('refresh.last', { at: formatInstant(language, taxpayer.lastRefreshAt) })
  const own = jobs.filter((job) => job.kind === 'refresh')
  const running = own.find((job) => job.taxpayerId === taxpayer.id && job.result === null)
  if (running !== undefined) {
    const { step, invoicesSeen, uposStored } = running.progress
    return (
      <Line icon="refresh" tone="calm" text={`${labelOfRefreshStep(language, step)}…`}>
        {say('clients.refresh.counts', { invoices: invoicesSeen, upos: uposStored })}
      </Line>
    )
  }
  if (refresh === null) return <p className="soft">{last}</p>
  if (refresh.state === 'waiting' || refresh.state === 'running') return <Line icon="clock" tone="calm" text={say('clients.refresh.waiting')} />
  if (refresh.result === null) return <Line icon="alert" tone="warn" text={say(refresh.state === 'no-credential' ? 'clients.refresh.no-credential' : 'clients.refresh.needs-first-day')} />
  const { outcome, error, progress, resumesAt } = refresh.result
  const [icon, tone] = LOOKS[outcome]
  const forecast = resumesAt === null ? null : describeForecast(language, progress.forecast, new Date().toISOString())
  const resumes = resumesAt === null ? '' : ` – ${say('refresh.resumes', { at: formatHour(language, resumesAt) })}`
  return (
    <Line icon={icon} tone={tone} text={error === null ? `${say(`clients.refresh.${outcome}`)}${resumes}` : describeError(language, error).whatHappened}>
      {error === null ? (forecast ?? say('clients.refresh.counts', { invoices: progress.invoicesSeen, upos: progress.uposStored })) : last}
    </Line>
  )
}

function Line({ icon, tone, text, children }: { readonly icon: IconName; readonly tone: string; readonly text: string; readonly children?: string }) {
  return (
    <>
      <p className={`clients-refresh is-${tone}`}>
        <Icon name={icon} size={14} />
        {text}
      </p>
      {children !== undefined && <p className="soft">{children}</p>}
    </>
  )
}
