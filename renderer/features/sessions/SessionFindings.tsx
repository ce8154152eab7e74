import type { SessionContradiction, SessionDetail, SessionFinding } from '../../../electron/shared/contract/sessions.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'

/** Where the session's list and its collective receipt do not agree, each row leading to its invoice. */
export function SessionFindings({ detail }: { readonly detail: SessionDetail }) {
  const { say } = useSpeech()
  const { gaps, strangers, contradictions, hasAllPages, isRead } = detail
  const difference = ({ difference: kind, inUpo }: SessionContradiction): string => say(`session.difference.${kind}`, { value: inUpo ?? '–' })
  if (gaps.total + strangers.total + contradictions.total === 0) {
    return hasAllPages && isRead ? <Notice tone="good">{say('session.all-agree')}</Notice> : null
  }
  return (
    <>
      <Findings title={say('session.gaps', { count: gaps.total })} next={say('session.gaps.next')} findings={gaps} note={() => null} />
      <Findings title={say('session.strangers', { count: strangers.total })} next={say('session.strangers.next')} findings={strangers} note={() => null} />
      <Findings title={say('session.contradictions', { count: contradictions.total })} next={say('session.contradictions.next')} findings={contradictions} note={difference} />
    </>
  )
}

interface FindingsProps<Row extends SessionFinding> {
  readonly title: string
  readonly next: string
  readonly findings: { readonly total: number; readonly rows: readonly Row[] }
  readonly note: (row: Row) => string | null
}

function Findings<Row extends SessionFinding>({ title, next, findings: { total, rows }, note }: FindingsProps<Row>) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  if (total === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <p className="soft">{next}</p>
      <ul className="findings">
        {rows.map((row, at) => (
          <li key={at} className="finding">
            <strong>{row.invoiceNumber ?? '–'}</strong>
            {row.ksefNumber !== null && <CopyNumber text={row.ksefNumber} />}
            <span className="finding-note">{note(row)}</span>
            <span className="screen-spring" />
            {row.invoiceId === null ? (
              <span className="soft">{say('session.no-invoice')}</span>
            ) : (
              <Button look="quiet" icon="chevronRight" onPress={() => go({ to: 'invoice', id: row.invoiceId })}>
                {say('session.open-invoice')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {rows.length < total && <p className="soft">{say('session.shown', { shown: rows.length, total })}</p>}
    </section>
  )
}
