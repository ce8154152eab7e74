import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeCause } from '../../../electron/shared/messages/causes.ts'
import { describeQuarantine } from '../../../electron/shared/messages/evidence.ts'
import { formatDay } from '../../../electron/shared/messages/formats.ts'
import { describeInvoiceStatus } from '../../../electron/shared/messages/invoiceStatus.ts'
import { labelOfMove } from '../../../electron/shared/messages/labels.ts'
import { Icon } from '../../components/Icon.tsx'
import { Notice, type NoticeTone } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Card } from './Card.tsx'
import { DiagnosisActions } from './DiagnosisActions.tsx'

const TONES = {
  complete: 'good',
  'complete-session-upo': 'good',
  waiting: 'info',
  'no-upo': 'warn',
  rejected: 'bad',
  unclear: 'odd',
} as const satisfies Record<InvoiceDetail['summary']['state'], NoticeTone>

export interface StatusCardProps {
  readonly taxpayer: TaxpayerSummary
  readonly detail: InvoiceDetail
  readonly onRefresh: () => void
}

/** What KSeF says in one sentence, what to do next, why a UPO is missing, and whose move it is. */
export function StatusCard({ taxpayer, detail, onRefresh }: StatusCardProps) {
  const { language, say } = useSpeech()
  const { summary, diagnosis } = detail
  const status = describeInvoiceStatus(language, {
    statusCode: summary.statusCode,
    statusDescription: detail.statusDescription,
    invoiceNumber: summary.invoiceNumber,
    ksefNumber: summary.ksefNumber,
    sellerNip: summary.sellerNip,
    acquiredAt: summary.acquiredAt,
    hasUpo: summary.hasUpo,
    duplicateCase: diagnosis?.duplicateCase ?? null,
    originalKsefNumber: diagnosis?.originalKsefNumber ?? null,
    matterBy: diagnosis?.matterBy ?? null,
  })
  const quarantined = detail.documents.find(({ standing }) => standing === 'quarantined')?.quarantineReason ?? null
  const cause =
    diagnosis === null
      ? null
      : describeCause(language, diagnosis.cause, {
          originalKsefNumber: diagnosis.originalKsefNumber,
          reason: quarantined === null ? null : describeQuarantine(language, quarantined),
        })
  // For these the sentence of the code already says all that the cause would.
  const causeAdds = diagnosis !== null && !['still-processing', 'rejected', 'duplicate', 'failed-or-cancelled'].includes(diagnosis.cause)
  return (
    <Card title={say('detail.status')}>
      <Notice tone={TONES[summary.state]} title={status.sentence}>
        <p className="next-step">
          <Icon name="chevronRight" size={14} />
          <span>{causeAdds && cause !== null ? cause.nextStep : status.nextStep}</span>
        </p>
      </Notice>
      {causeAdds && cause !== null && <p>{cause.sentence}</p>}
      {status.notIssued !== null && diagnosis?.cause !== 'settled-later' && <p className="not-issued">{status.notIssued}</p>}
      {diagnosis !== null && (
        <div className="move-line">
          <Icon name="user" size={14} />
          <span>{labelOfMove(language, diagnosis.move)}</span>
          {diagnosis.matterBy !== null && <strong>{say('detail.matter-by', { day: formatDay(language, diagnosis.matterBy) })}</strong>}
        </div>
      )}
      {diagnosis !== null && <DiagnosisActions taxpayer={taxpayer} detail={detail} diagnosis={diagnosis} onRefresh={onRefresh} />}
      <StatusDetails detail={detail} />
    </Card>
  )
}

/** KSeF's own words: code, description, details, extensions. */
function StatusDetails({ detail }: { readonly detail: InvoiceDetail }) {
  const { say } = useSpeech()
  const { summary, statusDescription, statusDetails, statusExtensions } = detail
  if (summary.statusCode === null) return null
  const extensions = Object.entries(statusExtensions)
  return (
    <details className="ksef-words" open={statusDetails.length > 0}>
      <summary>{say('detail.ksef-words')}</summary>
      <p>
        <strong>{summary.statusCode}</strong> {statusDescription}
      </p>
      {statusDetails.length > 0 && (
        <ul>
          {statusDetails.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {extensions.length > 0 && (
        <dl className="mono">
          {extensions.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value ?? '–'}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  )
}
