import type { UnlistedInvoice } from '../../../electron/shared/contract/imports.ts'
import { formatDay, formatMoney } from '../../../electron/shared/messages/formats.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** Imported invoices that nothing here names: what they say of themselves, and that this is all that is known. */
export function UnlistedInvoices({ total, invoices }: { readonly total: number; readonly invoices: readonly UnlistedInvoice[] }) {
  const { language, say } = useSpeech()
  return (
    <section className="import-unlisted" aria-label={say('import.unlisted.title', { count: total })}>
      <h2 className="import-unlisted-title">{say('import.unlisted.title', { count: total })}</h2>
      <p className="soft">{say('import.unlisted.text')}</p>
      <ul className="import-list">
        {invoices.map(({ documentId, fileName, invoiceNumber, issuedOn, sellerName, sellerNip, buyerName, grossMinor, currency }) => (
          <li key={documentId} className="import-row">
            <span className="import-outcome">{invoiceNumber ?? '–'}</span>
            <span className="import-what">
              <span>
                {sellerName ?? sellerNip ?? '–'} → {buyerName ?? '–'}
              </span>
              <span className="soft">{fileName}</span>
            </span>
            <span className="import-amount">
              {issuedOn === null ? '' : formatDay(language, issuedOn)}
              {grossMinor !== null && <strong>{formatMoney(language, grossMinor, currency)}</strong>}
            </span>
          </li>
        ))}
      </ul>
      {total > invoices.length && <p className="soft">{say('import.unlisted.more', { count: total - invoices.length })}</p>}
    </section>
  )
}
