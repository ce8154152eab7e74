import { useState } from 'react'
import type { InvoiceId } from '../../../electron/shared/contract/common.ts'
import type { DocumentView, InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeDamagedDocument, describeQuarantine, labelOfDocumentKind } from '../../../electron/shared/messages/evidence.ts'
import { formatBytes } from '../../../electron/shared/messages/formats.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Card } from './Card.tsx'
import { CheckList } from './CheckList.tsx'
import { DocumentDialog } from './DocumentDialog.tsx'
import { DocumentFacts } from './DocumentFacts.tsx'
import { DocumentOrigin } from './DocumentOrigin.tsx'
import { useSaveWithToast } from './useSaveWithToast.tsx'

/** The stored documents, and line by line what was checked about each; nothing is claimed beyond that. */
export function EvidenceCard({ taxpayer, detail }: { readonly taxpayer: TaxpayerSummary; readonly detail: InvoiceDetail }) {
  const { say } = useSpeech()
  const [reading, setReading] = useState<DocumentView | null>(null)
  const save = useSaveWithToast(taxpayer.id, detail.summary.id)
  return (
    <Card title={say('detail.evidence')}>
      {detail.documents.length === 0 && <p className="soft">{say('evidence.none')}</p>}
      {detail.documents.map((document) => (
        <Document key={document.documentId} taxpayer={taxpayer} invoiceId={detail.summary.id} document={document} onRead={() => setReading(document)} />
      ))}
      {reading !== null && <DocumentDialog taxpayer={taxpayer} document={reading} onSave={() => save(reading.documentId)} onClose={() => setReading(null)} />}
    </Card>
  )
}

interface DocumentProps {
  readonly taxpayer: TaxpayerSummary
  readonly invoiceId: InvoiceId
  readonly document: DocumentView
  readonly onRead: () => void
}

function Document({ taxpayer, invoiceId, document, onRead }: DocumentProps) {
  const { language, say } = useSpeech()
  const save = useSaveWithToast(taxpayer.id, invoiceId)
  const isQuarantined = document.standing === 'quarantined'
  const isBad = isQuarantined || document.damagedAt !== null
  return (
    <article className={isBad ? 'document is-quarantined' : 'document'}>
      <header className="document-header">
        <Icon name={isBad ? 'alert' : document.kind === 'invoice' ? 'document' : 'shield'} />
        <strong>{labelOfDocumentKind(language, document.kind)}</strong>
        <span className="soft document-size">{formatBytes(language, document.byteLength)}</span>
        <span className="screen-spring" />
        <Button look="quiet" onPress={onRead}>
          {say('document.read')}
        </Button>
        <Button look="quiet" onPress={() => save(document.documentId)}>
          {say('document.save')}
        </Button>
      </header>
      {document.quarantineReason !== null && (
        <p className="document-reason">{say('document.quarantined', { reason: describeQuarantine(language, document.quarantineReason) })}</p>
      )}
      {document.damagedAt !== null && <p className="document-reason">{describeDamagedDocument(language, document.damagedAt)}</p>}
      <DocumentOrigin taxpayer={taxpayer} document={document} />
      <CheckList checks={document.checks} />
      <DocumentFacts document={document} />
    </article>
  )
}
