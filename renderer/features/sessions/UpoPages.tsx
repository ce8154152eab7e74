import type { DocumentView } from '../../../electron/shared/contract/invoices.ts'
import type { SessionDetail, SessionUpoPageView } from '../../../electron/shared/contract/sessions.ts'
import { describeDamagedDocument, describeQuarantine } from '../../../electron/shared/messages/evidence.ts'
import { documentChecks } from '../../../electron/shared/model/upoInspection.ts'
import { formatBytes } from '../../../electron/shared/messages/formats.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CheckList } from '../invoiceDetail/index.ts'

interface PagesProps {
  readonly detail: SessionDetail
  readonly onRead: (document: DocumentView) => void
  readonly onSave: (documentId: number) => void
}

/** The pages of the collective receipt, each a document of its own, and what came in their place. */
export function UpoPages({ detail, onRead, onSave }: PagesProps) {
  const { say } = useSpeech()
  const title = ({ page, pages }: SessionUpoPageView): string => (page === null ? say('session.page.unnumbered') : say('session.page', { page, pages: pages ?? page }))
  return (
    <ul className="upo-pages">
      {detail.pages.map((page) =>
        page.document === null ? (
          <li key={page.pageReference} className="upo-page soft">
            <Icon name="clock" />
            {say('session.page.awaited', { reference: page.pageReference ?? '' })}
          </li>
        ) : (
          <UpoPage
            key={page.document.documentId}
            title={title(page)}
            note={say('session.page.entries', { count: page.entries })}
            document={page.document}
            onRead={onRead}
            onSave={onSave}
          />
        ),
      )}
      {detail.quarantined.map((document) => (
        <QuarantinedPage key={document.documentId} document={document} onRead={onRead} onSave={onSave} />
      ))}
    </ul>
  )
}

type DocumentProps = Pick<PagesProps, 'onRead' | 'onSave'> & { readonly document: DocumentView }

function QuarantinedPage({ document, onRead, onSave }: DocumentProps) {
  const { language, say } = useSpeech()
  const reason = describeQuarantine(language, document.quarantineReason ?? '')
  return <UpoPage title={say('document.quarantined', { reason })} note={null} document={document} onRead={onRead} onSave={onSave} />
}

function UpoPage({ title, note, document, onRead, onSave }: DocumentProps & { readonly title: string; readonly note: string | null }) {
  const { language, say } = useSpeech()
  const isBad = document.standing === 'quarantined' || document.damagedAt !== null
  return (
    <li className={isBad ? 'document is-quarantined' : 'document'}>
      <header className="document-header">
        <Icon name={isBad ? 'alert' : 'shield'} />
        <strong>{title}</strong>
        {note !== null && <span>{note}</span>}
        <span className="soft document-size">{formatBytes(language, document.byteLength)}</span>
        <span className="screen-spring" />
        <Button look="quiet" onPress={() => onRead(document)}>
          {say('document.read')}
        </Button>
        <Button look="quiet" onPress={() => onSave(document.documentId)}>
          {say('document.save')}
        </Button>
      </header>
      {document.damagedAt !== null && <p className="document-reason">{describeDamagedDocument(language, document.damagedAt)}</p>}
      <details className="document-facts">
        <summary>{say('session.page.checks')}</summary>
        <CheckList checks={documentChecks(document.checks)} />
      </details>
    </li>
  )
}
