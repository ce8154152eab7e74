import { useState } from 'react'
import type { DocumentView } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useQuarantine, useSaveQuarantined } from '../../api/quarantine.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../failure/index.ts'
import { DocumentDialog, useSavedToast } from '../invoiceDetail/index.ts'
import { QuarantinedCard } from './QuarantinedCard.tsx'
import './QuarantineList.css'

const STEP = 50
/** What the contract gives at once. */
const MOST = 500

/** Every document that was set apart: why, when, from where; to read as text and to save. */
export function QuarantineList({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const [limit, setLimit] = useState(STEP)
  const [reading, setReading] = useState<DocumentView | null>(null)
  const page = useQuarantine(taxpayer.id, limit)
  const saving = useSaveQuarantined(taxpayer.id)
  const toast = useSavedToast()
  const save = (documentId: number): void => saving.mutate(documentId, toast)
  if (page.error !== null) return <FailureBlank error={page.error} onRetry={() => void page.refetch()} />
  if (page.data === undefined) return <div className="quarantine-list" aria-busy="true" />
  const { rows, total } = page.data
  if (total === 0) {
    return (
      <Blank icon="checkCircle" title={say('quarantine.empty.title')}>
        {say('quarantine.empty.text')}
      </Blank>
    )
  }
  return (
    <div className="quarantine-list">
      <p className="soft">{say('quarantine.intro')}</p>
      <ul className="quarantine-rows" aria-label={say('attention.list.quarantine')}>
        {rows.map((row) => (
          <QuarantinedCard key={row.document.documentId} taxpayer={taxpayer} quarantined={row} onRead={() => setReading(row.document)} onSave={() => save(row.document.documentId)} />
        ))}
      </ul>
      {rows.length < total && (
        <div className="screen-line">
          <span className="soft">{say('quarantine.shown', { shown: rows.length, total })}</span>
          {limit < MOST && <Button onPress={() => setLimit(Math.min(MOST, limit + STEP))}>{say('quarantine.more')}</Button>}
        </div>
      )}
      {reading !== null && <DocumentDialog taxpayer={taxpayer} document={reading} onSave={() => save(reading.documentId)} onClose={() => setReading(null)} />}
    </div>
  )
}
