import type { ReactNode } from 'react'
import type { DuplicateComparison } from '../../../electron/shared/contract/duplicates.ts'
import { describeWhole, labelOfComparedField, labelOfFieldVerdict } from '../../../electron/shared/messages/comparison.ts'
import { formatDay, formatMoney } from '../../../electron/shared/messages/formats.ts'
import { labelOfInvoiceType } from '../../../electron/shared/messages/invoiceKinds.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './ComparisonTable.css'

type Pair = DuplicateComparison['fields'][number]
type Line = NonNullable<DuplicateComparison['lines'][number]['mine']>

const ICONS = { same: 'check', differs: 'alert', unknown: 'question' } as const satisfies Record<Pair['verdict'], IconName>

/** Field by field, each with its verdict in words and as a picture; then the lines and other details that differ. */
export function ComparisonTable({ comparison }: { readonly comparison: DuplicateComparison }) {
  const { language, say } = useSpeech()
  const { fields, lines, others, currency } = comparison
  const changed = lines.filter(({ verdict }) => verdict === 'differs')
  const sameLines = lines.length - changed.length
  return (
    <table className="comparison">
      <caption className="visually-hidden">{say('compare.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('compare.what')}</th>
          <th scope="col">{say('compare.mine')}</th>
          <th scope="col">{say('compare.original')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.filter(isWorthARow).map(({ field, verdict, mine, original }) => (
          <Row key={field} name={labelOfComparedField(language, field)} verdict={verdict} mine={valueOf(field, mine)} original={valueOf(field, original)} {...(isWhole(field) && { both: describeWhole(language, verdict) })} />
        ))}
        {changed.map(({ mine, original }, at) => (
          <Row key={at} name={say('compare.line')} verdict="differs" mine={lineOf(mine)} original={lineOf(original)} />
        ))}
        {others.map(({ label, mine, original }, at) => (
          <Row key={at} name={label} verdict="differs" mine={mine} original={original} />
        ))}
      </tbody>
      {changed.length > 0 && sameLines > 0 && (
        <tfoot>
          <tr>
            <td colSpan={3}>{say('compare.same-lines', { count: sameLines })}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )

  function valueOf(field: Pair['field'], value: string | null): string | null {
    if (value === null) return null
    switch (field) {
      case 'net':
      case 'vat':
      case 'gross':
        return formatMoney(language, Number(value), currency)
      case 'rates':
        return value.split(' · ').map(amountOf).join(' · ')
      case 'invoiceType':
        return labelOfInvoiceType(language, value)
      case 'issuedOn':
      case 'suppliedOn':
        return value.replace(/\d{4}-\d{2}-\d{2}/g, (day) => formatDay(language, day))
      case 'file':
        return `${value.slice(0, 12)}…`
      default:
        return value
    }
  }

  /** `231564 PLN`; what is no amount was left as it is written. */
  function amountOf(part: string): string {
    const [minor = '', unit = null] = part.split(' ')
    return /^-?\d+$/.test(minor) ? formatMoney(language, Number(minor), unit) : part
  }

  function lineOf(line: Line | null): ReactNode {
    if (line === null) return <span className="soft">{say('compare.no-line')}</span>
    const decimal = (text: string | null): string | null => (text !== null && language === 'pl' ? text.replace(/^(-?\d+)\.(\d+)$/, '$1,$2') : text)
    const quantity = [decimal(line.quantity), line.unit].filter((part) => part !== null).join(' ')
    const count = [quantity === '' ? null : quantity, decimal(line.price)].filter((part) => part !== null).join(' × ')
    return (
      <>
        {line.name}
        <span className="fact-hint">{[count === '' ? null : count, line.value === null ? null : `= ${decimal(line.value) ?? ''}`, line.rate === null ? null : `VAT ${line.rate}`].filter((part) => part !== null).join(' ')}</span>
      </>
    )
  }
}

/** Too much to show: told in a word for both, and by the differences that follow. */
function isWhole(field: Pair['field']): boolean {
  return field === 'lines' || field === 'rest'
}

/** What neither invoice has is no row. */
function isWorthARow({ mine, original, field }: Pair): boolean {
  return isWhole(field) || mine !== null || original !== null
}

interface RowProps {
  readonly name: string
  readonly verdict: Pair['verdict']
  readonly mine: ReactNode
  readonly original: ReactNode
  /** In the place of the two. */
  readonly both?: string
}

function Row({ name, verdict, mine, original, both }: RowProps) {
  const { language } = useSpeech()
  return (
    <tr className={`comparison-${verdict}`}>
      <th scope="row">
        {name}
        <span className="comparison-verdict">
          <Icon name={ICONS[verdict]} size={12} />
          {labelOfFieldVerdict(language, verdict)}
        </span>
      </th>
      {both !== undefined ? (
        <td colSpan={2}>{both}</td>
      ) : (
        <>
          <td>{mine ?? <span className="soft">–</span>}</td>
          <td>{original ?? <span className="soft">–</span>}</td>
        </>
      )}
    </tr>
  )
}
