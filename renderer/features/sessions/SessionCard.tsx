import { Meter } from 'react-aria-components'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { SessionSummary } from '../../../electron/shared/contract/sessions.ts'
import { formatCount, formatInstant } from '../../../electron/shared/messages/formats.ts'
import { describeSessionStatus, describeSessionType } from '../../../electron/shared/messages/sessionStatus.ts'
import { hasFailedAlone } from '../../../electron/shared/model/sessionFailures.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'
import { HandledSession } from './HandledSession.tsx'

/** How a status code of a session feels: done, going on, or gone wrong; the words say which. */
function toneOf(code: number): { readonly icon: IconName; readonly tone: string } {
  if (code === 200) return { icon: 'checkCircle', tone: 'good' }
  return code < 400 ? { icon: 'clock', tone: 'calm' } : { icon: 'crossCircle', tone: 'bad' }
}

export function SessionCard({ taxpayerId, session }: { readonly taxpayerId: TaxpayerId; readonly session: SessionSummary }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const status = describeSessionStatus(language, session)
  const { icon, tone } = toneOf(session.statusCode)
  const count = (value: number | null): string => (value === null ? '–' : formatCount(language, value))
  return (
    <li className="session-card">
      <div className="session-head">
        <span className={`session-status tone-${tone}`}>
          <Icon name={icon} />
          {status.label}
        </span>
        <span className="session-type soft">
          <Icon name={session.sessionType === 'Batch' ? 'stack' : 'send'} size={14} />
          {describeSessionType(language, session.sessionType)}
        </span>
        <CopyNumber text={session.referenceNumber} />
        <span className="screen-spring" />
        <span className="soft">{session.createdAt === null ? '' : formatInstant(language, session.createdAt)}</span>
      </div>
      <div className="session-body">
        <p className="session-sentence soft">
          {status.sentence} {session.statusCode === 200 ? '' : status.nextStep}
        </p>
        <dl className="session-counts">
          <Count label={say('sessions.invoices')} value={count(session.invoiceCount)} />
          <Count label={say('sessions.accepted')} value={count(session.acceptedCount)} />
          <Count label={say('sessions.rejected')} value={count(session.rejectedCount)} tone={(session.rejectedCount ?? 0) > 0 ? 'bad' : 'calm'} />
          <Count label={say('sessions.known')} value={count(session.knownCount)} />
          {session.unlistedCount > 0 && <Count label={say('sessions.unlisted')} value={`+${count(session.unlistedCount)}`} />}
        </dl>
        <div className="session-cover">
          <Cover session={session} />
        </div>
        <div className="session-actions">
          <Button look="quiet" icon="shield" onPress={() => go({ to: 'session', session: { id: session.id, reference: session.referenceNumber } })}>
            {say('sessions.details')}
          </Button>
          <Button look="quiet" icon="chevronRight" onPress={() => go({ to: 'session-invoices', session: { id: session.id, reference: session.referenceNumber } })}>
            {say('sessions.show-invoices')}
          </Button>
        </div>
      </div>
      {hasFailedAlone(session) && (
        <div className="session-handled">
          <HandledSession taxpayerId={taxpayerId} session={session} />
        </div>
      )}
    </li>
  )
}

/** How many of the accepted invoices have a UPO, as far as KSeF says how many it accepted. */
function Cover({ session: { acceptedCount, provenCount } }: { readonly session: SessionSummary }) {
  const { language, say } = useSpeech()
  const proven = formatCount(language, provenCount)
  if (acceptedCount === null) return <span>{say('sessions.proven', { proven })}</span>
  if (acceptedCount === 0) return <span className="soft">{say('sessions.none-accepted')}</span>
  const hasAll = provenCount >= acceptedCount
  return (
    <>
      <Meter aria-label={say('sessions.with-upo')} value={provenCount} maxValue={acceptedCount} className="meter">
        <span className={hasAll ? 'meter-fill is-full' : 'meter-fill'} style={{ width: `${Math.min(100, (100 * provenCount) / acceptedCount)}%` }} />
      </Meter>
      <span>{say('sessions.coverage', { proven, accepted: formatCount(language, acceptedCount) })}</span>
    </>
  )
}

function Count({ label, value, tone = 'calm' }: { readonly label: string; readonly value: string; readonly tone?: 'calm' | 'bad' }) {
  return (
    <div className={`session-count tone-${tone}`}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
