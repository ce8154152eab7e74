import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeDiagnosis } from '../../../electron/shared/messages/diagnosis.ts'
import { formatDay } from '../../../electron/shared/messages/formats.ts'
import { describeInvoiceStatus } from '../../../electron/shared/messages/invoiceStatus.ts'
import { labelOfMove } from '../../../electron/shared/messages/labels.ts'
import { urgencyOf } from '../../../electron/shared/model/diagnosis.ts'
import { DUPLICATE_STATUS } from '../../../electron/shared/model/invoiceStatus.ts'
import { Icon } from '../../components/Icon.tsx'
import { Notice, type NoticeTone } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { AvoidLine, DiagnosisActions, DiagnosisFacts, HandledLine } from '../diagnosis/index.ts'
import { Card } from './Card.tsx'

const TONES = {
  complete: 'good',
  'complete-session-upo': 'good',
  waiting: 'info',
  'no-upo': 'warn',
  rejected: 'bad',
  unclear: 'odd',
  received: 'info',
  'with-sender': 'info',
} as const satisfies Record<InvoiceDetail['summary']['state'], NoticeTone>

/** What nobody has to do anything about is no alarm: a UPO that is rightly with somebody else, one whose invoice is accepted all the same. */
function toneOf({ summary, diagnosis }: InvoiceDetail): NoticeTone {
  const isQuiet = diagnosis !== null && urgencyOf(diagnosis) === 'quiet'
  return isQuiet && !summary.hasUpo ? 'info' : TONES[summary.state]
}

/** On no list, in no metadata, and no UPO came from KSeF itself. */
function isOnlyFromFile({ summary, dates, documents }: InvoiceDetail): boolean {
  const upos = documents.filter(({ kind, standing }) => standing === 'kept' && (kind === 'invoice-upo' || kind === 'session-upo'))
  return summary.statusCode === null && dates.permanentStorageDate === null && upos.length > 0 && upos.every(({ route }) => route === 'import')
}

export interface StatusCardProps {
  readonly taxpayer: TaxpayerSummary
  readonly detail: InvoiceDetail
  readonly onRefresh: () => void
}

/** Why a UPO is missing, or what KSeF says, in one sentence; what to do next, and whose move it is. */
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
    isOnlyFromFile: isOnlyFromFile(detail),
    duplicateCase: diagnosis?.duplicateCase ?? null,
    originalKsefNumber: diagnosis?.originalKsefNumber ?? null,
    matterBy: diagnosis?.matterBy ?? null,
    isOffline: detail.invoicingMode === 'Offline',
  })
  const text = diagnosis === null ? null : describeDiagnosis(language, diagnosis)
  const { avoid, notIssued } = text ?? { avoid: null, notIssued: null }
  // The next step follows from the cause. For some the sentence of the code already says all that the cause would.
  const sentence = text?.sentence ?? status.sentence
  // That a purchase is on no list of this account's submissions is no news: who has its UPO is. A duplicate is told beside the invoice that it repeats.
  const isToldElsewhere = summary.state === 'received' || summary.statusCode === DUPLICATE_STATUS
  const background = status.sentence === sentence || isToldElsewhere ? null : status.sentence
  return (
    <Card title={say('detail.status')}>
      <Notice tone={toneOf(detail)} title={sentence}>
        <p className="next-step">
          <Icon name="chevronRight" size={14} />
          <span>{text?.nextStep ?? status.nextStep}</span>
        </p>
      </Notice>
      {background !== null && <p className="soft">{background}</p>}
      {avoid !== null && <AvoidLine text={avoid} />}
      {notIssued !== null && <p className="not-issued">{notIssued}</p>}
      {diagnosis !== null && (
        <div className="move-line">
          <Icon name="user" size={14} />
          <span>{labelOfMove(language, diagnosis.move)}</span>
          {diagnosis.matterBy !== null && <strong>{say('detail.matter-by', { day: formatDay(language, diagnosis.matterBy) })}</strong>}
        </div>
      )}
      {diagnosis !== null && (
        <>
          <div className="screen-line">
            <DiagnosisActions taxpayer={taxpayer} numbers={{ ...detail, ksefNumber: summary.ksefNumber }} diagnosis={diagnosis} onRefresh={onRefresh} />
            {urgencyOf(diagnosis) !== 'quiet' && <HandledLine taxpayerId={taxpayer.id} summary={summary} diagnosis={diagnosis} handled={detail.handled} />}
          </div>
          <DiagnosisFacts diagnosis={diagnosis} />
        </>
      )}
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
