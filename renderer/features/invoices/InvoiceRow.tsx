import type { InvoiceSummary } from '../../../electron/shared/contract/invoices.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { Column } from './columns.ts'
import { StateBadge } from '../invoiceState/index.ts'

export interface InvoiceRowProps {
  readonly index: number
  /** Undefined while its page is on its way: a quiet row of the same height. */
  readonly row: InvoiceSummary | undefined
  readonly columns: readonly Column[]
  readonly template: string
  readonly top: number
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly isChosen: boolean
}

export function InvoiceRow({ index, row, columns, template, top, isActive, isOpen, isChosen }: InvoiceRowProps) {
  const { language, say } = useSpeech()
  const marks = [isActive && 'is-active', isOpen && 'is-open', isChosen && 'is-chosen'].filter((mark) => mark !== false)
  return (
    <div
      id={`invoice-row-${index}`}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={['invoice-row', ...marks].join(' ')}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      <span role="gridcell" className="invoice-cell invoice-check-cell" data-check="" aria-label={say(isChosen ? 'invoices.chosen' : 'invoices.not-chosen')}>
        <span className={isChosen ? 'check-box is-checked' : 'check-box'}>{isChosen && <Icon name="check" size={12} />}</span>
      </span>
      {columns.map((column) => {
        const text = row === undefined || column.text === null ? null : column.text(row, language)
        return (
          <span key={column.name} role="gridcell" className={`invoice-cell${column.align === 'end' ? ' is-end' : ''}${column.mono === true ? ' mono' : ''}`} title={text ?? undefined}>
            {row === undefined ? (
              <span className="skeleton" />
            ) : column.text === null ? (
              <StateBadge state={row.state} lacksXml={!row.hasXml} />
            ) : (
              (text ?? <span className="soft">–</span>)
            )}
          </span>
        )
      })}
    </div>
  )
}
