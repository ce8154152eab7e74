import type { DocumentView } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** Where a document came from, and what that leaves open: anyone can sign a file that they hand over themselves. */
export function DocumentOrigin({ taxpayer, document }: { readonly taxpayer: TaxpayerSummary; readonly document: DocumentView }) {
  const { language, say } = useSpeech()
  const isImported = document.route === 'import'
  const source = isImported ? 'import' : taxpayer.context.environment === 'simulator' ? 'simulator' : 'ksef'
  const chain = document.checks.find(({ check }) => check === 'certificate-chain')
  const isSignedBySomebody = isImported && document.standing === 'kept' && document.kind !== 'invoice' && chain?.verdict !== 'confirmed'
  return (
    <>
      <p className="soft document-origin">{say(`document.origin.${source}`, { at: formatInstant(language, document.fetchedAt) })}</p>
      {isSignedBySomebody && (
        <Notice tone="warn" title={say(chain?.verdict === 'warning' ? 'document.signer-not-trusted' : 'document.signer-unchecked')}>
          <p>{say('document.signer-unchecked.text')}</p>
        </Notice>
      )}
    </>
  )
}
