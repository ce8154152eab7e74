import type { QuarantinedDocument } from '../../../electron/shared/contract/quarantine.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { documentChecks } from '../../../electron/shared/model/upoInspection.ts'
import { describeQuarantine, labelOfDocumentKind } from '../../../electron/shared/messages/evidence.ts'
import { formatBytes } from '../../../electron/shared/messages/formats.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CheckList, DocumentFacts, DocumentOrigin } from '../invoiceDetail/index.ts'

export interface QuarantinedCardProps {
  readonly taxpayer: TaxpayerSummary
  readonly quarantined: QuarantinedDocument
  readonly onRead: () => void
  readonly onSave: () => void
}

/** One document that was set apart, and the invoice in whose place it came. */
export function QuarantinedCard({ taxpayer, quarantined: { document, invoice, session, sessionReference }, onRead, onSave }: QuarantinedCardProps) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  return (
    <li className="document is-quarantined">
      <header className="document-header">
        <Icon name="alert" />
        <strong>{labelOfDocumentKind(language, document.kind)}</strong>
        <span className="soft document-size">{formatBytes(language, document.byteLength)}</span>
        <span className="screen-spring" />
        {invoice !== null && (
          <Button look="quiet" icon="document" onPress={() => go({ to: 'invoice', id: invoice.id })}>
            {invoice.invoiceNumber ?? invoice.ksefNumber ?? say('quarantine.open-invoice')}
          </Button>
        )}
        {invoice === null && session !== null && (
          <Button look="quiet" icon="send" onPress={() => go({ to: 'session', session })}>
            {say('quarantine.open-session', { reference: session.reference })}
          </Button>
        )}
        <Button look="quiet" onPress={onRead}>
          {say('document.read')}
        </Button>
        <Button look="quiet" onPress={onSave}>
          {say('document.save')}
        </Button>
      </header>
      <p className="document-reason">{say('document.quarantined', { reason: describeQuarantine(language, document.quarantineReason ?? '') })}</p>
      <DocumentOrigin taxpayer={taxpayer} document={document} />
      <DocumentFacts document={document} sessionReference={sessionReference}>
        <CheckList checks={documentChecks(document.checks)} />
      </DocumentFacts>
    </li>
  )
}
