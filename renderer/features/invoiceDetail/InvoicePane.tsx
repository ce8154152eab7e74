import { useEffect, useEffectEvent, useRef } from 'react'
import type { InvoiceId } from '../../../electron/shared/contract/common.ts'
import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatMoney } from '../../../electron/shared/messages/formats.ts'
import { DUPLICATE_STATUS } from '../../../electron/shared/model/invoiceStatus.ts'
import { otherPartyOf } from '../../../electron/shared/model/otherParty.ts'
import { useInvoiceDetail } from '../../api/invoices.ts'
import { useNavigation } from '../../app/navigation.ts'
import { OPEN_DIALOG } from '../../app/openDialog.ts'
import { IconButton } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../failure/index.ts'
import { StateBadge } from '../invoiceState/index.ts'
import { CompareCard } from './CompareCard.tsx'
import { DatesCard } from './DatesCard.tsx'
import { EvidenceCard } from './EvidenceCard.tsx'
import { HistoryCard } from './HistoryCard.tsx'
import { NumbersCard } from './NumbersCard.tsx'
import { PartiesCard } from './PartiesCard.tsx'
import { RelatedCard } from './RelatedCard.tsx'
import { StatusCard } from './StatusCard.tsx'
import './InvoicePane.css'

export interface InvoicePaneProps {
  readonly taxpayer: TaxpayerSummary
  readonly id: InvoiceId
  readonly onRefresh: () => void
}

/** Everything about one invoice, beside the list; Escape closes it. */
export function InvoicePane({ taxpayer, id, onRefresh }: InvoicePaneProps) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const detail = useInvoiceDetail(taxpayer.id, id)
  const close = (): void => {
    go({ to: 'invoice', id: null })
    document.querySelector<HTMLElement>('[role="grid"]')?.focus()
  }
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector(`${OPEN_DIALOG}, [role="listbox"], [role="menu"]`) !== null) return
    close()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onEscape(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
  return (
    <aside className="invoice-pane" aria-label={say('detail.label')}>
      <div className="pane-close">
        <IconButton icon="close" label={say('detail.close')} onPress={close} />
      </div>
      {detail.error !== null ? (
        <FailureBlank error={detail.error} onRetry={() => void detail.refetch()} />
      ) : detail.data === undefined ? (
        <PaneSkeleton />
      ) : (
        <Content key={detail.data.summary.id} taxpayer={taxpayer} detail={detail.data} onRefresh={onRefresh} />
      )}
    </aside>
  )
}

function Content({ taxpayer, detail, onRefresh }: { readonly taxpayer: TaxpayerSummary; readonly detail: InvoiceDetail; readonly onRefresh: () => void }) {
  const { say, language } = useSpeech()
  const { summary } = detail
  const { paneFocus } = useNavigation().place
  const title = useRef<HTMLHeadingElement>(null)
  // What was pressed to come here may be gone: without this the keyboard would begin anew at the top of the window.
  useEffect(() => {
    if (paneFocus > 0) title.current?.focus()
  }, [paneFocus])
  return (
    <div className="pane-content" aria-live="off">
      <header className="pane-header">
        <StateBadge state={summary.state} lacksXml={!summary.hasXml} />
        <h2 ref={title} className="pane-title" tabIndex={-1}>{summary.invoiceNumber ?? say('detail.no-number')}</h2>
        <p className="pane-subtitle">
          <span>{otherPartyOf(summary, taxpayer.context.identifier.value) ?? say('detail.buyer-unknown')}</span>
          {summary.grossMinor !== null && <strong>{formatMoney(language, summary.grossMinor, summary.currency)}</strong>}
        </p>
      </header>
      <StatusCard taxpayer={taxpayer} detail={detail} onRefresh={onRefresh} />
      {summary.statusCode === DUPLICATE_STATUS && <CompareCard taxpayer={taxpayer} id={summary.id} />}
      <NumbersCard detail={detail} />
      <DatesCard detail={detail} />
      {detail.related.length > 0 && <RelatedCard detail={detail} />}
      <EvidenceCard taxpayer={taxpayer} detail={detail} />
      <PartiesCard detail={detail} taxpayer={taxpayer} />
      <HistoryCard detail={detail} />
    </div>
  )
}

function PaneSkeleton() {
  return (
    <div className="pane-content" aria-hidden="true">
      {Array.from({ length: 9 }, (_, index) => (
        <span key={index} className="skeleton pane-skeleton" />
      ))}
    </div>
  )
}
