import type { ReactNode } from 'react'
import type { DocumentView } from '../../../electron/shared/contract/invoices.ts'
import { formatCheckDetail } from '../../../electron/shared/messages/evidence.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfRoute } from '../../../electron/shared/messages/labels.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'
import { Fact } from './Card.tsx'

export interface DocumentFactsProps {
  readonly document: DocumentView
  readonly sessionReference?: string | null
  /** Shown above the facts, once they are opened. */
  readonly children?: ReactNode
}

/** Signer, hashes, headers and the way a document came, one click below it. */
export function DocumentFacts({ document, sessionReference = null, children }: DocumentFactsProps) {
  const { language, say } = useSpeech()
  const { certificate } = document
  return (
    <details className="document-facts">
      <summary>{say('document.facts')}</summary>
      {children}
      <dl className="facts">
        {document.signer !== null && <Fact name={say('document.signer')}>{document.signer}</Fact>}
        {certificate !== null && (
          <>
            <Fact name={say('document.certificate.issuer')}>{certificate.issuer}</Fact>
            <Fact name={say('document.certificate.serial')}>
              <CopyNumber text={certificate.serialNumber} name={say('document.certificate.serial')} />
            </Fact>
            <Fact name={say('document.certificate.validity')}>{formatCheckDetail(language, `${certificate.notBefore} – ${certificate.notAfter}`)}</Fact>
          </>
        )}
        {document.signedAt !== null && <Fact name={say('document.signed-at')}>{formatCheckDetail(language, document.signedAt)}</Fact>}
        {sessionReference !== null && (
          <Fact name={say('document.session')}>
            <CopyNumber text={sessionReference} name={say('document.session')} />
          </Fact>
        )}
        <Fact name={say('document.sha256')}>
          <CopyNumber text={document.sha256} name={say('document.sha256')} />
        </Fact>
        {document.headerHash !== null && (
          <Fact name={say('document.header-hash')} hint={<code>x-ms-meta-hash</code>}>
            <CopyNumber text={document.headerHash} name="x-ms-meta-hash" />
          </Fact>
        )}
        {document.contentType !== null && (
          <Fact name={say('document.content-type')} hint={<code>Content-Type</code>}>
            {document.contentType}
          </Fact>
        )}
        <Fact name={say('document.fetched')}>
          {formatInstant(language, document.fetchedAt)}
          <span className="fact-hint">{labelOfRoute(language, document.route)}</span>
        </Fact>
      </dl>
    </details>
  )
}
