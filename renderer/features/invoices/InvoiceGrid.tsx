import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { InvoiceId, TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { InvoiceFilter, InvoiceSort } from '../../../electron/shared/contract/invoices.ts'
import type { Chosen } from '../../app/navigation.ts'
import { useReady } from '../../app/ready.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../failure/index.ts'
import type { Column, ColumnName } from './columns.ts'
import { InvoiceGridHeader } from './InvoiceGridHeader.tsx'
import { InvoiceRow } from './InvoiceRow.tsx'
import { NothingFound } from './NothingFound.tsx'
import { isChosen, toggled } from '../../app/chosen.ts'
import { rowOfKey } from './rowOfKey.ts'
import { useInvoiceRows } from './useInvoiceRows.ts'
import { useRowWindow } from '../../components/useRowWindow.ts'
import './InvoiceGrid.css'

const ROW_PX = 34
const HEADER_PX = 32
export const CHECK_COLUMN_PX = 40

export interface InvoiceGridProps {
  readonly taxpayerId: TaxpayerId
  readonly filter: InvoiceFilter
  readonly sort: InvoiceSort
  readonly onSort: (sort: InvoiceSort) => void
  readonly columns: readonly Column[]
  readonly onResize: (name: ColumnName, width: number, isDone: boolean) => void
  readonly chosen: Chosen
  readonly onChosen: (chosen: Chosen) => void
  readonly openInvoice: InvoiceId | null
  /** `beside`: the focus stays in the list. */
  readonly onOpen: (id: InvoiceId, beside: boolean) => void
  readonly onTotal: (total: number | null) => void
}

/**
 * The invoice list as an ARIA grid of up to a million rows, of which those in view exist. The grid holds the focus and
 * points at its active row, for a row that scrolls away takes its focus along.
 */
export function InvoiceGrid(props: InvoiceGridProps) {
  const { taxpayerId, filter, sort, columns, chosen, onChosen, openInvoice, onOpen } = props
  const { say } = useSpeech()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState({ filter, sort, index: 0 })
  const [known, setKnown] = useState(0)
  const view = useRowWindow({ scroller, count: known, rowPx: ROW_PX, headerPx: HEADER_PX })
  const rows = useInvoiceRows(taxpayerId, filter, sort, view.first, view.last)
  const count = rows.total ?? 0
  if (count !== known) setKnown(count)
  // Another filter or order begins at its first row.
  const isSameList = active.filter === filter && active.sort === sort
  const activeIndex = isSameList ? Math.min(active.index, Math.max(0, count - 1)) : 0
  const indexes = Array.from({ length: view.last - view.first + 1 }, (_, index) => view.first + index)
  useReady(rows.total !== null)

  const tellTotal = useEffectEvent(() => props.onTotal(rows.total))
  useEffect(() => {
    tellTotal()
  }, [rows.total])

  useEffect(() => {
    // In braces: newer Chromium answers with a promise, which React would take for a clean-up.
    scroller.current?.scrollTo({ top: 0 })
  }, [filter, sort])

  const moveTo = (index: number): void => {
    setActive({ filter, sort, index })
    view.reveal(index)
    const row = rows.rowAt(index)
    if (openInvoice !== null && row !== undefined) onOpen(row.id, true)
  }

  const toggle = (index: number): void => {
    const row = rows.rowAt(index)
    if (row !== undefined) onChosen(toggled(chosen, row.id))
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey) return
    const isCommand = event.ctrlKey || event.metaKey
    const target = rowOfKey(event.key, { active: activeIndex, count, rowsInView: view.rowsInView })
    if (target !== null) moveTo(target)
    else if (event.key === 'Enter') {
      const row = rows.rowAt(activeIndex)
      if (row !== undefined) onOpen(row.id, false)
    } else if (event.key === ' ') toggle(activeIndex)
    else if (isCommand && event.key.toLowerCase() === 'a') onChosen({ kind: 'all-found' })
    else return
    event.preventDefault()
  }

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof Element)) return
    const rowElement = event.target.closest<HTMLElement>('[data-index]')
    if (rowElement === null) return
    const index = Number(rowElement.dataset.index)
    setActive({ filter, sort, index })
    const row = rows.rowAt(index)
    if (event.target.closest('[data-check]') !== null || event.ctrlKey || event.metaKey) toggle(index)
    else if (row !== undefined) onOpen(row.id, true)
  }

  const visible = columns.filter((column) => column.visible)
  const template = `${CHECK_COLUMN_PX}px ${visible.map(({ width }) => `${width}px`).join(' ')} minmax(0, 1fr)`
  const widthPx = CHECK_COLUMN_PX + visible.reduce((sum, { width }) => sum + width, 0)

  if (rows.error !== null && count === 0) return <FailureBlank error={rows.error} onRetry={rows.retry} />

  return (
    <div
      ref={scroller}
      className="invoice-grid"
      role="grid"
      tabIndex={0}
      aria-label={say('invoices.grid')}
      aria-rowcount={rows.total === null ? -1 : count + 1}
      aria-colcount={visible.length + 1}
      aria-multiselectable="true"
      aria-busy={rows.isLoading}
      aria-activedescendant={activeIndex >= view.first && activeIndex <= view.last ? `invoice-row-${activeIndex}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <InvoiceGridHeader
        columns={visible}
        template={template}
        widthPx={widthPx}
        sort={sort}
        onSort={props.onSort}
        onResize={props.onResize}
        allChosen={chosen.kind === 'all-found'}
        onChooseAll={(all) => onChosen(all ? { kind: 'all-found' } : { kind: 'ids', ids: new Set() })}
      />
      {rows.total === 0 ? (
        <NothingFound taxpayerId={taxpayerId} />
      ) : (
        <div className="invoice-grid-body" role="rowgroup" style={{ height: rows.total === null ? ROW_PX * 12 : view.shownPx, minWidth: widthPx }}>
          {rows.total === null && Array.from({ length: 12 }, (_, index) => <InvoiceRow key={index} index={index} row={undefined} columns={visible} template={template} top={index * ROW_PX} isActive={false} isOpen={false} isChosen={false} />)}
          {indexes.map((index) => {
            const row = rows.rowAt(index)
            return (
              <InvoiceRow
                key={index}
                index={index}
                row={row}
                columns={visible}
                template={template}
                top={view.topOf(index)}
                isActive={index === activeIndex}
                isOpen={openInvoice !== null && row?.id === openInvoice}
                isChosen={row !== undefined && isChosen(chosen, row.id)}
              />
            )
          })}
        </div>
      )}
    </div>
  )
}
