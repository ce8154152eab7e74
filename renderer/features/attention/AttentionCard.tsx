import { Button as AriaButton } from 'react-aria-components'
import type { AttentionItem } from '../../../electron/shared/contract/attention.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeDiagnosis } from '../../../electron/shared/messages/diagnosis.ts'
import { formatDay, formatMoney } from '../../../electron/shared/messages/formats.ts'
import { labelOfMove } from '../../../electron/shared/messages/labels.ts'
import { factOf } from '../../../electron/shared/model/diagnosis.ts'
import { otherPartyOf } from '../../../electron/shared/model/otherParty.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { AvoidLine, DiagnosisActions, HandledLine } from '../diagnosis/index.ts'

export interface AttentionCardProps {
  readonly taxpayer: TaxpayerSummary
  readonly item: AttentionItem
  /** Warsaw day. */
  readonly today: string
  readonly onRefresh: () => void
}

/** One invoice that needs a look: by when, why, what to do, what not to do; the rest is in its detail. */
export function AttentionCard({ taxpayer, item, today, onRefresh }: AttentionCardProps) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { summary, diagnosis, handled, sessionId, sessionReference, invoiceReference } = item
  const { label, sentence, nextStep, avoid } = describeDiagnosis(language, diagnosis)
  const otherParty = otherPartyOf(summary, taxpayer.context.identifier.value)
  const details = factOf(diagnosis, 'statusDetails')
  const isOver = diagnosis.matterBy !== null && diagnosis.matterBy < today
  return (
    <>
      <div className="attention-when">
        {diagnosis.matterBy === null ? (
          <Undated since={diagnosis.undatedSince} />
        ) : (
          <>
            <span className="soft">{say('attention.by')}</span>
            <strong>{formatDay(language, diagnosis.matterBy)}</strong>
            {isOver && <span className="attention-over">{say('attention.over')}</span>}
          </>
        )}
        <span className="attention-move soft">{labelOfMove(language, diagnosis.move)}</span>
      </div>
      <div className="attention-what">
        <div className="attention-head">
          <AriaButton className="attention-open" onPress={() => go({ to: 'invoice', id: summary.id })}>
            {summary.invoiceNumber ?? summary.ksefNumber ?? invoiceReference ?? say('detail.no-number')}
          </AriaButton>
          <span className="attention-cause">{label}</span>
          <span className="attention-buyer soft" title={otherParty ?? undefined}>
            {otherParty}
          </span>
          {summary.grossMinor !== null && <span className="attention-amount">{formatMoney(language, summary.grossMinor, summary.currency)}</span>}
        </div>
        <p className="attention-text" title={sentence}>
          {sentence}
        </p>
        <p className="attention-text attention-next" title={nextStep}>
          <Icon name="chevronRight" size={14} />
          <span>{nextStep}</span>
        </p>
        {details !== null && (
          <p className="attention-details soft" title={details}>
            {say('attention.details', { details })}
          </p>
        )}
        {avoid !== null && <AvoidLine text={avoid} />}
      </div>
      <div className="attention-actions">
        {/* What is done with needs no buttons, but for the one that takes it back: a long note would push that out of sight. */}
        {handled === null && <DiagnosisActions taxpayer={taxpayer} numbers={{ sessionId, sessionReference, invoiceReference, ksefNumber: summary.ksefNumber }} diagnosis={diagnosis} onRefresh={onRefresh} />}
        <HandledLine taxpayerId={taxpayer.id} summary={summary} diagnosis={diagnosis} handled={handled} />
      </div>
    </>
  )
}

/** Why a row without a date stands where it does: after those that were sent before it. */
function Undated({ since }: { readonly since: string | null }) {
  const { language, say } = useSpeech()
  if (since === null) return <span className="soft">{say('attention.no-date')}</span>
  return (
    <>
      <span className="soft">{say('attention.unknown-date')}</span>
      <span className="soft">{say('attention.since', { day: formatDay(language, since) })}</span>
    </>
  )
}
