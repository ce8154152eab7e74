import type { KeyboardEvent, PointerEvent } from 'react'
import { Button } from 'react-aria-components'
import type { InvoiceSort } from '../../../electron/shared/contract/invoices.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { Column, ColumnName } from './columns.ts'

const KEY_STEP_PX = 16

export interface InvoiceGridHeaderProps {
  readonly columns: readonly Column[]
  readonly template: string
  readonly widthPx: number
  readonly sort: InvoiceSort
  readonly onSort: (sort: InvoiceSort) => void
  readonly onResize: (name: ColumnName, width: number, isDone: boolean) => void
  readonly allChosen: boolean
  readonly onChooseAll: (all: boolean) => void
}

/** Column names: a press sorts, the edge resizes by pointer, Shift with the arrow keys by keyboard. */
export function InvoiceGridHeader({ columns, template, widthPx, sort, onSort, onResize, allChosen, onChooseAll }: InvoiceGridHeaderProps) {
  const { say } = useSpeech()

  const drag = (event: PointerEvent<HTMLSpanElement>, column: Column): void => {
    const handle = event.currentTarget
    const startX = event.clientX
    handle.setPointerCapture(event.pointerId)
    const widthAt = (x: number): number => column.width + x - startX
    const onMove = (move: globalThis.PointerEvent): void => onResize(column.name, widthAt(move.clientX), false)
    const onUp = (up: globalThis.PointerEvent): void => {
      handle.removeEventListener('pointermove', onMove)
      onResize(column.name, widthAt(up.clientX), true)
    }
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('pointerup', onUp, { once: true })
  }

  const resizeByKey = (event: KeyboardEvent, column: Column): void => {
    if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    onResize(column.name, column.width + (event.key === 'ArrowRight' ? KEY_STEP_PX : -KEY_STEP_PX), true)
  }

  return (
    <div className="invoice-grid-header" role="rowgroup" style={{ minWidth: widthPx }}>
      <div role="row" aria-rowindex={1} className="invoice-header-row" style={{ gridTemplateColumns: template }}>
        <span role="columnheader" className="invoice-header-cell invoice-check-cell">
          <Button className="check-button" aria-label={say(allChosen ? 'invoices.choose-none' : 'invoices.choose-all')} onPress={() => onChooseAll(!allChosen)}>
            <span className={allChosen ? 'check-box is-checked' : 'check-box'}>{allChosen && <Icon name="check" size={12} />}</span>
          </Button>
        </span>
        {columns.map((column) => {
          const isSorted = sort.field === column.sort
          return (
            <span
              key={column.name}
              role="columnheader"
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              className={`invoice-header-cell${column.align === 'end' ? ' is-end' : ''}`}
              onKeyDown={(event) => resizeByKey(event, column)}
              tabIndex={-1}
            >
              <Button className="sort-button" aria-description={say('invoices.resize-hint')} onPress={() => onSort({ field: column.sort, descending: isSorted ? !sort.descending : false })}>
                <span className="sort-title">{say(column.title)}</span>
                {isSorted && <Icon name={sort.descending ? 'sortDown' : 'sortUp'} size={14} />}
              </Button>
              <span className="resize-handle" aria-hidden="true" onPointerDown={(event) => drag(event, column)} />
            </span>
          )
        })}
      </div>
    </div>
  )
}
