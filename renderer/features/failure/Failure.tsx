import type { ErrorReport } from '../../../electron/shared/errors.ts'
import { describeError } from '../../../electron/shared/messages/errors.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { reportOf } from './reportOf.ts'
import './Failure.css'

/** In place of what could not be shown: what happened, what to do, and the way to try again. */
export function FailureBlank({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { language, say } = useSpeech()
  useReady(true)
  const report = reportOf(error)
  const { whatHappened, nextStep } = describeError(language, report)
  return (
    <Blank icon="alert" title={whatHappened} actions={onRetry !== undefined && <Button onPress={onRetry}>{say('try-again')}</Button>}>
      <p>{nextStep}</p>
      {report.incidentId !== null && <p className="mono">{say('failure.incident', { id: report.incidentId })}</p>}
    </Blank>
  )
}

/** Beside what is shown: what happened and what to do next; technical facts fold out. */
export function FailureNotice({ report, incidentId = null }: { readonly report: ErrorReport; readonly incidentId?: string | null }) {
  const { language, say } = useSpeech()
  const { whatHappened, nextStep } = describeError(language, report)
  const facts = Object.entries(report.details).filter(([, fact]) => fact !== null && fact !== '')
  return (
    <Notice tone="bad" title={whatHappened} isLive>
      <p>{nextStep}</p>
      {(facts.length > 0 || incidentId !== null) && (
        <details className="failure-facts">
          <summary>{say('failure.details')}</summary>
          <ul className="mono">
            <li>{report.code}</li>
            {facts.map(([name, fact]) => (
              <li key={name}>
                {name}: {typeof fact === 'object' && fact !== null ? fact.join(', ') : String(fact)}
              </li>
            ))}
            {incidentId !== null && <li>{say('failure.incident', { id: incidentId })}</li>}
          </ul>
        </details>
      )}
    </Notice>
  )
}
