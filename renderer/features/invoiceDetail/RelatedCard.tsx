import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { RelatedDocument } from '../../../electron/shared/contract/relatedDocuments.ts'
import { formatDay } from '../../../electron/shared/messages/formats.ts'
import { describeCutRelations, describeRelation } from '../../../electron/shared/messages/relations.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { StateBadge } from '../invoiceState/index.ts'
import { Card } from './Card.tsx'
import './RelatedCard.css'

/** Corrections, advances, repeated submissions: what each is to this invoice, and the way there. */
export function RelatedCard({ detail }: { readonly detail: InvoiceDetail }) {
  const { language, say } = useSpeech()
  return (
    <Card title={say('detail.related')}>
      <ul className="related-documents">
        {detail.related.map((document, index) => (
          <RelatedRow key={index} document={document} />
        ))}
      </ul>
      {detail.relatedIsCut && <p className="soft">{describeCutRelations(language)}</p>}
    </Card>
  )
}

function RelatedRow({ document }: { readonly document: RelatedDocument }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { found, ksefNumber, invoiceNumber, issuedOn } = document
  const { relation, found: foundBy, submission, warning, absence } = describeRelation(language, document)
  const number = invoiceNumber ?? ksefNumber ?? say('related.without-number')
  return (
    <li className="related-document">
      <span className="related-line">
        <span className="related-kind">{relation}</span>
        {found !== null && <StateBadge state={found.state} />}
      </span>
      <span className="related-line">
        {found === null ? (
          <strong className="related-number">{number}</strong>
        ) : (
          <Button look="quiet" icon="chevronRight" onPress={() => go({ to: 'invoice', id: found.id })}>
            {number}
          </Button>
        )}
        <span className="soft">{[issuedOn === null ? null : formatDay(language, issuedOn), foundBy].filter((part) => part !== null).join(' · ')}</span>
      </span>
      {invoiceNumber !== null && ksefNumber !== null && <span className="fact-hint mono">{ksefNumber}</span>}
      {submission !== null && <span className="fact-hint">{submission}</span>}
      {warning !== null && (
        <span className="related-mark">
          <Icon name="alert" size={14} />
          {warning}
        </span>
      )}
      {absence !== null && <span className="soft">{absence}</span>}
    </li>
  )
}
