import type { SessionDetail } from '../../../electron/shared/contract/sessions.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import { labelOfState } from '../../../electron/shared/messages/labels.ts'
import type { InvoiceState } from '../../../electron/shared/model/invoiceStatus.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** Every invoice of the list in one part of the bar; the words and numbers under it say the same without colour. */
export function CoverageBar({ detail }: { readonly detail: SessionDetail }) {
  const { language, say } = useSpeech()
  const { coverage, summary } = detail
  const parts: readonly (readonly [InvoiceState, number])[] = [
    ['complete', coverage.provenByInvoiceUpo],
    ['complete-session-upo', coverage.provenBySessionUpoOnly],
    ['no-upo', coverage.notProven],
    ['waiting', coverage.inProcess],
    ['rejected', coverage.rejected],
    ['unclear', coverage.unclear + coverage.quarantined],
  ]
  return (
    <>
      <div className="coverage-bar" aria-hidden="true">
        {parts.map(([state, count]) => count > 0 && <span key={state} className={`coverage-part state-${state}`} style={{ flexGrow: count }} />)}
      </div>
      <dl className="coverage-counts">
        {parts.map(([state, count]) => (
          <div key={state} className={count === 0 ? 'coverage-count is-none' : 'coverage-count'}>
            <dt>
              <span className={`coverage-mark state-${state}`} aria-hidden="true" />
              {labelOfState(language, state)}
            </dt>
            <dd>{formatCount(language, count)}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">
        {summary.invoiceCount === null || coverage.sent === summary.invoiceCount ? say('session.sent', { count: coverage.sent }) : say('session.sent-more', { count: coverage.sent, stated: summary.invoiceCount })}
        {summary.unlistedCount > 0 && ` ${say('session.unlisted', { count: summary.unlistedCount })}`}
      </p>
    </>
  )
}
