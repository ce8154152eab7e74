import type { KsefTime } from '../../../electron/shared/contract/common.ts'
import type { InvoiceDetail } from '../../../electron/shared/contract/invoices.ts'
import { formatDay, formatInstant } from '../../../electron/shared/messages/formats.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Card, Fact } from './Card.tsx'

/** The five dates, none of them "the" acceptance date: each by its field and what it answers (PRODUCT.md). Warsaw time. */
export function DatesCard({ detail }: { readonly detail: InvoiceDetail }) {
  const { language, say } = useSpeech()
  const { dates } = detail
  const time = (value: KsefTime | null) =>
    value === null ? <span className="soft">–</span> : <span title={value.written}>{value.utc === null ? value.written : formatInstant(language, value.utc)}</span>
  return (
    <Card title={say('detail.dates')}>
      <dl className="facts">
        <Fact name={say('date.issuedOn')} hint={<Field name="P_1" />}>
          {dates.issuedOn === null ? <span className="soft">–</span> : formatDay(language, dates.issuedOn)}
        </Fact>
        <Fact name={say('date.sentAt')} hint={<Field name="DataPrzeslaniaDokumentu" />}>
          {time(dates.sentAt)}
        </Fact>
        <Fact name={say('date.invoicingDate')} hint={<Field name="invoicingDate" />}>
          {time(dates.invoicingDate)}
        </Fact>
        <Fact name={say('date.acquisitionDate')} hint={<Field name="acquisitionDate" />}>
          {time(dates.acquisitionDate)}
        </Fact>
        <Fact name={say('date.permanentStorageDate')} hint={<Field name="permanentStorageDate" />}>
          {time(dates.permanentStorageDate)}
        </Fact>
      </dl>
      <p className="soft">{say('date.zone')}</p>
    </Card>
  )
}

function Field({ name }: { readonly name: string }) {
  return <code>{name}</code>
}
