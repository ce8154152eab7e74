import { useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react'
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

/** How far an arrow key goes along the header. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

function buttonsOf(row: Element): readonly HTMLElement[] {
  return [...row.querySelectorAll('button')]
}

/** Column names: a press sorts, the edge resizes by pointer, Shift with the arrow keys by keyboard. One stop of the Tab key, walked by the arrow keys. */
export function InvoiceGridHeader({ columns, template, widthPx, sort, onSort, onResize, allChosen, onChooseAll }: InvoiceGridHeaderProps) {
  const { say } = useSpeech()
  const [stop, setStop] = useState(0)
  const tabStop = Math.min(stop, columns.length)

  const walk = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key]
    if (step === undefined || event.shiftKey || !(event.target instanceof HTMLElement)) return
    const buttons = buttonsOf(event.currentTarget)
    buttons[buttons.indexOf(event.target) + step]?.focus()
    event.preventDefault()
  }

  const follow = (event: FocusEvent<HTMLDivElement>): void => {
    const at = buttonsOf(event.currentTarget).findIndex((button) => button === event.target)
    if (at !== -1) setStop(at)
  }

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
      <div role="row" aria-rowindex={1} className="invoice-header-row" style={{ gridTemplateColumns: template }} onKeyDown={walk} onFocus={follow} tabIndex={-1}>
        <span role="columnheader" className="invoice-header-cell invoice-check-cell">
          <Button className="check-button" excludeFromTabOrder={tabStop !== 0} aria-label={say(allChosen ? 'invoices.choose-none' : 'invoices.choose-all')} onPress={() => onChooseAll(!allChosen)}>
            <span className={allChosen ? 'check-box is-checked' : 'check-box'}>{allChosen && <Icon name="check" size={12} />}</span>
          </Button>
        </span>
        {columns.map((column, at) => {
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
              <Button className="sort-button" excludeFromTabOrder={tabStop !== at + 1} aria-description={say('invoices.resize-hint')} onPress={() => onSort({ field: column.sort, descending: isSorted ? !sort.descending : false })}>
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
