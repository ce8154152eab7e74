import { useRef, useState } from 'react'
import type { AttentionGroup, AttentionList } from '../../../electron/shared/contract/attention.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeGroup } from '../../../electron/shared/messages/causes.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { useAttentionSummary } from '../../api/attention.ts'
import { useFailedSessions } from '../../api/sessions.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { useKeptScroll } from '../../components/useKeptScroll.ts'
import { useMediaQuery } from '../../components/useMediaQuery.ts'
import { useRowWindow } from '../../components/useRowWindow.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../failure/index.ts'
import { AttentionCard } from './AttentionCard.tsx'
import { emptyReason } from './emptyReason.ts'
import { useAttentionRows } from './useAttentionRows.ts'

/** Room for all that a card or a heading says at its longest; in a narrower window their texts take more lines. */
const WIDE = { rowPx: 166, headingPx: 112 }
const MEDIUM = { rowPx: 206, headingPx: 136 }
const NARROW = { rowPx: 246, headingPx: 160 }

function useHeights(): typeof WIDE {
  // As in AttentionScreen.css.
  const isNarrow = useMediaQuery('(max-width: 900px)')
  const isMedium = useMediaQuery('(max-width: 1199px)')
  return isNarrow ? NARROW : isMedium ? MEDIUM : WIDE
}

/** What the last answer said of the whole list. */
interface Known {
  readonly count: number
  readonly headings: readonly number[]
}

export interface AttentionRowsProps {
  readonly taxpayer: TaxpayerSummary
  readonly list: AttentionList
  readonly byCause: boolean
  readonly onRefresh: () => void
}

/** The rows of one list, however many there are: those in view exist. */
export function AttentionRows({ taxpayer, list, byCause, onRefresh }: AttentionRowsProps) {
  const { say } = useSpeech()
  const scroller = useRef<HTMLDivElement>(null)
  const [today] = useState(() => warsawDayOf(Date.now()))
  const [known, setKnown] = useState<Known>({ count: 0, headings: [] })
  const view = useRowWindow({ scroller, ...known, ...useHeights(), headerPx: 0 })
  const rows = useAttentionRows(taxpayer.id, list, byCause, view.first, view.last)
  const isStopped = useAttentionSummary(taxpayer.id).data?.account != null
  const failedSessions = useFailedSessions(taxpayer.id).data ?? 0
  const empty = emptyReason({ list, isStopped, lastRefreshAt: taxpayer.lastRefreshAt, failedSessions })
  const count = rows.total ?? 0
  if (count !== known.count || rows.headings.join() !== known.headings.join()) setKnown({ count, headings: rows.headings })
  useReady(rows.total !== null)

  useKeptScroll({ scroller, name: `attention ${taxpayer.id} ${list} ${String(byCause)}`, isFilled: known.count > 0 })

  if (rows.error !== null && count === 0) return <FailureBlank error={rows.error} onRetry={rows.retry} />
  return (
    <div ref={scroller} className="attention-scroller" role="region" aria-label={say(`attention.list.${list}`)} aria-busy={rows.total === null}>
      {rows.total === 0 ? (
        <Blank icon={empty === 'todo' ? 'checkCircle' : 'info'} title={say(`attention.empty.${empty}.title`)}>
          {say(`attention.empty.${empty}.text`)}
        </Blank>
      ) : (
        <ul className="attention-rows" style={{ height: view.shownPx }}>
          {Array.from({ length: view.last - view.first + 1 }, (_, offset) => {
            const index = view.first + offset
            const row = rows.rowAt(index)
            return (
              <li
                key={index}
                className={row?.kind === 'group' ? 'attention-row attention-group' : 'attention-row'}
                style={{ height: view.heightOf(index), transform: `translateY(${view.topOf(index)}px)` }}
                aria-setsize={count}
                aria-posinset={index + 1}
              >
                {row === undefined ? (
                  <span className="skeleton attention-skeleton" />
                ) : row.kind === 'group' ? (
                  <GroupHeading group={row} />
                ) : (
                  <AttentionCard taxpayer={taxpayer} item={row} today={today} onRefresh={onRefresh} />
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

/** A cause with what is true of all its invoices. */
function GroupHeading({ group }: { readonly group: AttentionGroup }) {
  const { language } = useSpeech()
  const { label, sentence, nextStep } = describeGroup(language, group.cause)
  return (
    <>
      <h2 className="attention-group-title">
        <span className="attention-group-cause">{label}</span>
        <span className="attention-group-count">{formatCount(language, group.count)}</span>
      </h2>
      <p className="attention-text soft">{sentence}</p>
      <p className="attention-text soft">{nextStep}</p>
    </>
  )
}
