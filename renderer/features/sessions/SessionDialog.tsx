import { useState } from 'react'
import type { DocumentView } from '../../../electron/shared/contract/invoices.ts'
import type { SessionDetail } from '../../../electron/shared/contract/sessions.ts'
import { describeSessionStatus } from '../../../electron/shared/messages/sessionStatus.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useSaveUpoPage, useSessionDetail } from '../../api/sessions.ts'
import { useNavigation, type OpenSession } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../failure/index.ts'
import { DocumentDialog, useSavedToast } from '../invoiceDetail/index.ts'
import { CoverageBar } from './CoverageBar.tsx'
import { SessionFindings } from './SessionFindings.tsx'
import { UpoPages } from './UpoPages.tsx'
import './SessionDialog.css'

export interface SessionDialogProps {
  readonly taxpayer: TaxpayerSummary
  readonly session: OpenSession
  readonly onClose: () => void
}

/** A submission: how its invoices are covered, its collective receipt page by page, and where the two do not agree. */
export function SessionDialog({ taxpayer, session, onClose }: SessionDialogProps) {
  const { say } = useSpeech()
  const detail = useSessionDetail(taxpayer.id, session.id)
  const [reading, setReading] = useState<DocumentView | null>(null)
  const savePage = useSaveUpoPage(taxpayer.id, session.id)
  const toast = useSavedToast()
  const save = (documentId: number): void => savePage.mutate(documentId, toast)
  return (
    <AppDialog size="wide" title={say('session.title', { reference: session.reference })} closeLabel={say('close')} onClose={onClose}>
      {detail.error !== null && <FailureBlank error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.data !== undefined && (
        <div className="session-detail">
          <SessionStatus detail={detail.data} />
          <section>
            <h3>{say('session.coverage')}</h3>
            <CoverageBar detail={detail.data} />
            {!detail.data.isRead && <Notice tone="info">{say('session.not-read')}</Notice>}
          </section>
          <section>
            <h3>{say('session.upo')}</h3>
            <UpoState detail={detail.data} />
            <UpoPages detail={detail.data} onRead={setReading} onSave={save} />
          </section>
          <SessionFindings detail={detail.data} />
        </div>
      )}
      {reading !== null && <DocumentDialog taxpayer={taxpayer} document={reading} onSave={() => save(reading.documentId)} onClose={() => setReading(null)} />}
    </AppDialog>
  )
}

/** What KSeF says of the submission, in our words and in its own, and the way to its invoices. */
function SessionStatus({ detail: { summary, statusDetails } }: { readonly detail: SessionDetail }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { id, referenceNumber, statusCode, statusDescription } = summary
  const { label, sentence, nextStep } = describeSessionStatus(language, summary)
  return (
    <section>
      <Notice tone={statusCode === 200 ? 'good' : statusCode < 400 ? 'info' : 'bad'} title={label}>
        <p>
          {sentence} {nextStep}
        </p>
        {statusDescription !== null && <p className="soft">{say('session.ksef-words', { code: statusCode, description: statusDescription })}</p>}
        {statusDetails.map((line) => (
          <p key={line} className="soft">
            {line}
          </p>
        ))}
      </Notice>
      <div className="screen-line">
        <Button look="quiet" icon="chevronRight" onPress={() => go({ to: 'session-invoices', session: { id, reference: referenceNumber } })}>
          {say('session.show-invoices')}
        </Button>
      </div>
    </section>
  )
}

/** Where the collective receipt stands, in one sentence, and what must not be done with it. */
function UpoState({ detail }: { readonly detail: SessionDetail }) {
  const { say } = useSpeech()
  const { summary, pages, hasAllPages, entries } = detail
  const { counted, stated, verdict } = entries
  if (!pages.some(({ document }) => document !== null)) {
    const key = summary.statusCode < 200 ? 'session.upo.later' : summary.acceptedCount === 0 ? 'session.upo.never' : 'session.upo.absent'
    return <p>{say(key)}</p>
  }
  return (
    <>
      <Notice tone="warn">{say('session.upo.others')}</Notice>
      {hasAllPages ? null : <Notice tone="info">{say('session.upo.pages-missing')}</Notice>}
      <p className={verdict === 'failed' ? 'tone-bad' : ''}>{say(`session.entries.${verdict}`, { counted, stated: stated ?? 0 })}</p>
    </>
  )
}
