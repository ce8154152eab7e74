import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { elementScroll, observeElementOffset, observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
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
import { isChosen, toggled } from './chosen.ts'
import { scrollScale } from './scrollScale.ts'
import { useInvoiceRows } from './useInvoiceRows.ts'
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
  readonly onOpen: (id: InvoiceId) => void
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
  const factor = useRef(1)
  const [range, setRange] = useState({ first: 0, last: 40 })
  const [active, setActive] = useState(0)
  const rows = useInvoiceRows(taxpayerId, filter, sort, range.first, range.last)
  const count = rows.total ?? 0
  useReady(rows.total !== null)

  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    observeElementRect: (instance, tell) => observeElementRect(instance, (rect) => tell({ ...rect, height: Math.max(0, rect.height - HEADER_PX) })),
    observeElementOffset: (instance, tell) => observeElementOffset(instance, (offset, isScrolling) => tell(offset * factor.current, isScrolling)),
    scrollToFn: (offset, options, instance) => elementScroll(offset / factor.current, options, instance),
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 40
  if (first !== range.first || last !== range.last) setRange({ first, last })
  const viewportPx = virtual.scrollRect?.height ?? 600
  const scale = scrollScale(count * ROW_PX, viewportPx)
  const trueOffset = virtual.scrollOffset ?? 0
  const shift = trueOffset / scale.factor - trueOffset
  const activeIndex = Math.min(active, Math.max(0, count - 1))

  useEffect(() => {
    factor.current = scale.factor
  }, [scale.factor])

  const tellTotal = useEffectEvent(() => props.onTotal(rows.total))
  useEffect(() => tellTotal(), [rows.total])

  const toTop = useEffectEvent(() => {
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  })
  useEffect(() => toTop(), [filter, sort])

  const moveTo = (index: number): void => {
    const target = Math.min(Math.max(0, index), Math.max(0, count - 1))
    setActive(target)
    virtual.scrollToIndex(target, { align: 'auto' })
    const row = rows.rowAt(target)
    if (openInvoice !== null && row !== undefined) onOpen(row.id)
  }

  const toggle = (index: number): void => {
    const row = rows.rowAt(index)
    if (row !== undefined) onChosen(toggled(chosen, row.id))
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey) return
    const isCommand = event.ctrlKey || event.metaKey
    const pageRows = Math.max(1, Math.floor(viewportPx / ROW_PX) - 1)
    const moves: Readonly<Record<string, number>> = { ArrowDown: activeIndex + 1, ArrowUp: activeIndex - 1, PageDown: activeIndex + pageRows, PageUp: activeIndex - pageRows, Home: 0, End: count - 1 }
    const target = moves[event.key]
    if (target !== undefined) moveTo(target)
    else if (event.key === 'Enter') {
      const row = rows.rowAt(activeIndex)
      if (row !== undefined) onOpen(row.id)
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
    setActive(index)
    const row = rows.rowAt(index)
    if (event.target.closest('[data-check]') !== null || event.ctrlKey || event.metaKey) toggle(index)
    else if (row !== undefined) onOpen(row.id)
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
      aria-activedescendant={items.some(({ index }) => index === activeIndex) ? `invoice-row-${activeIndex}` : undefined}
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
        <div className="invoice-grid-body" role="rowgroup" style={{ height: rows.total === null ? ROW_PX * 12 : scale.shownPx, minWidth: widthPx }}>
          {rows.total === null && Array.from({ length: 12 }, (_, index) => <InvoiceRow key={index} index={index} row={undefined} columns={visible} template={template} top={index * ROW_PX} isActive={false} isOpen={false} isChosen={false} />)}
          {items.map(({ index, start }) => {
            const row = rows.rowAt(index)
            return (
              <InvoiceRow
                key={index}
                index={index}
                row={row}
                columns={visible}
                template={template}
                top={start + shift}
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
