import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeSender } from '../../../electron/shared/messages/diagnosis.ts'
import { formatMoney } from '../../../electron/shared/messages/formats.ts'
import { labelOfInvoiceType, labelOfInvoicingMode } from '../../../electron/shared/messages/invoiceKinds.ts'
import { describePartyRole } from '../../../electron/shared/messages/partyRoles.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Card, Fact } from './Card.tsx'

/** Seller, buyer, third and authorised parties with their roles, and the sender, who is not always the seller. */
export function PartiesCard({ detail, taxpayer }: { readonly detail: InvoiceDetail; readonly taxpayer: TaxpayerSummary }) {
  const { language, say } = useSpeech()
  const { summary, netMinor, vatMinor } = detail
  const money = (minor: number | null): string => (minor === null ? '–' : formatMoney(language, minor, summary.currency))
  const party = (name: string | null, identifier: string | null) =>
    name === null && identifier === null ? (
      <span className="soft">–</span>
    ) : (
      <>
        {name}
        {identifier !== null && <span className="fact-hint mono">{identifier}</span>}
      </>
    )
  const flags = [detail.isSelfInvoicing === true && say('invoice.self-invoicing'), detail.isLocalGovernment === true && say('invoice.local-government'), detail.isVatGroup === true && say('invoice.vat-group')]
  const type = detail.invoiceType === null ? null : labelOfInvoiceType(language, detail.invoiceType)
  const mode = detail.invoicingMode === null ? null : labelOfInvoicingMode(language, detail.invoicingMode)
  const kind = [detail.formCode, type, mode, ...flags].filter((part) => part !== null && part !== false).join(' · ')
  const sender = detail.sender === null ? null : describeSender(language, detail.sender)
  const sentBy = ({ role, isThisTaxpayer, name }: NonNullable<InvoiceDetail['sender']>, who: string): string => {
    if (!isThisTaxpayer) return [who, name].filter((part) => part !== null).join(': ')
    // Of a rejected invoice the parties may not be known: this company is not "another" one for that.
    return role === 'other' ? say('party.sender.this-alone', { name: taxpayer.displayName }) : say('party.sender.this', { who, name: taxpayer.displayName })
  }
  return (
    <Card title={say('detail.parties')}>
      <dl className="facts">
        <Fact name={say('party.seller')}>{party(summary.sellerName, summary.sellerNip)}</Fact>
        <Fact name={say('party.buyer')}>{party(summary.buyerName, summary.buyerIdentifier)}</Fact>
        {detail.thirdParties.map((third, index) => (
          <Fact key={index} name={say(third.kind === 'third' ? 'party.third' : 'party.authorised')} hint={describePartyRole(language, third)}>
            {party(third.name, third.identifier)}
          </Fact>
        ))}
        <Fact name={say('party.sender')} hint={say('party.sender.hint')}>
          {detail.sender === null || sender === null ? (
            <span className="soft">{say('party.sender.unknown')}</span>
          ) : (
            <>
              {sentBy(detail.sender, sender.who)}
              <span className="fact-hint">
                {detail.sender.identifier !== null && <span className="mono">{detail.sender.identifier} · </span>}
                {sender.knownFrom}
              </span>
            </>
          )}
        </Fact>
        <Fact name={say('amounts')} hint={say('amounts.hint')}>
          {money(netMinor)} · {money(vatMinor)} · {money(summary.grossMinor)}
        </Fact>
        <Fact name={say('invoice.form')}>{kind || <span className="soft">–</span>}</Fact>
      </dl>
    </Card>
  )
}
