import type { HistoryEntry, InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { Language } from '../../../electron/shared/contract/program.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfDocumentKind } from '../../../electron/shared/messages/evidence.ts'
import { labelOfHistory, labelOfRoute } from '../../../electron/shared/messages/labels.ts'
import { describeFault } from '../../../electron/shared/messages/selfCheck.ts'
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
                {entry.document !== null && `: ${labelOfDocumentKind(language, entry.document)}`}
                {entry.statusCode !== null && <span className="history-code">{entry.statusCode}</span>}
              </p>
              <p className="fact-hint">
                {remarksOf(language, entry).join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function remarksOf(language: Language, { kind, at, route, fileName, code, traceId }: HistoryEntry): readonly string[] {
  const why = kind === 'damaged' && code !== null ? describeFault(language, code) : code
  const way = route === null ? null : labelOfRoute(language, route)
  return [formatInstant(language, at), way, fileName, why, traceId === null ? null : `trace ${traceId}`].filter((part) => part !== null)
}
