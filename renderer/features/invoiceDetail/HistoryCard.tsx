import type { HistoryEntry, InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfDocumentKind } from '../../../electron/shared/messages/evidence.ts'
import { describeHistoryReason } from '../../../electron/shared/messages/history.ts'
import { labelOfHistory, labelOfRoute } from '../../../electron/shared/messages/labels.ts'
import { useSpeech, type Speech } from '../../i18n/LanguageProvider.tsx'
import { Card } from './Card.tsx'

/** What happened to the invoice in this folder, newest first. */
export function HistoryCard({ detail }: { readonly detail: InvoiceDetail }) {
  const speech = useSpeech()
  const { language, say } = speech
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
              <p className="fact-hint">{remarksOf(speech, entry).join(' · ')}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function remarksOf({ language, say }: Speech, entry: HistoryEntry): readonly string[] {
  const { at, route, fileName, note, traceId } = entry
  const way = route === null ? null : labelOfRoute(language, route)
  return [formatInstant(language, at), way, fileName, describeHistoryReason(language, entry), note, traceId === null ? null : say('history.trace', { id: traceId })].filter((part) => part !== null)
}
