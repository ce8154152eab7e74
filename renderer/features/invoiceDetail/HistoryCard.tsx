import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfHistory, labelOfRoute } from '../../../electron/shared/messages/labels.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Card } from './Card.tsx'

/** What happened to the invoice in this folder, newest first. */
export function HistoryCard({ detail }: { readonly detail: InvoiceDetail }) {
  const { language, say } = useSpeech()
  return (
    <Card title={say('detail.history')}>
      {detail.history.length === 0 && <p className="soft">{say('history.none')}</p>}
      <ol className="history">
        {detail.history.toReversed().map((entry, at) => (
          <li key={at} className={`history-entry history-${entry.kind}`}>
            <span className="history-dot" aria-hidden="true" />
            <div>
              <p>
                {labelOfHistory(language, entry.kind)}
                {entry.statusCode !== null && <span className="history-code">{entry.statusCode}</span>}
              </p>
              <p className="fact-hint">
                {[formatInstant(language, entry.at), entry.route === null ? null : labelOfRoute(language, entry.route), entry.code, entry.traceId === null ? null : `trace ${entry.traceId}`].filter((part) => part !== null).join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
