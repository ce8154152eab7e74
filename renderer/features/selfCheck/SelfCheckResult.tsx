import type { ReactNode } from 'react'
import type { SelfCheckOutcome, SelfCheckReport } from '../../../electron/shared/contract/selfChecks.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { describeCheckedDocuments, describeJournalFault, labelOfSelfCheckScope } from '../../../electron/shared/messages/selfCheck.ts'
import { Icon } from '../../components/Icon.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

const TONES = { whole: 'good', 'nothing-found': 'info', damaged: 'bad' } as const satisfies Record<SelfCheckOutcome, string>

/** What the last check found, part by part, with its day. */
export function SelfCheckResult({ report }: { readonly report: SelfCheckReport }) {
  const { language, say } = useSpeech()
  const { damaged, journal, database, invoicesRebuilt, isWordIndexRebuilt } = report
  const { head, headsCompared, faults } = journal
  const agreement = faults.length > 0 ? say('self-check.journal.differs') : headsCompared > 0 ? say('self-check.journal.agrees', { count: headsCompared }) : say('self-check.journal.unwitnessed')
  return (
    <>
      <Notice tone={TONES[report.outcome]} title={say(`self-check.${report.outcome}`)} isLive>
        <p>{say('self-check.when', { at: formatInstant(language, report.finishedAt), scope: labelOfSelfCheckScope(language, report.scope) })}</p>
      </Notice>
      <dl className="self-check-parts">
        <Part title={say('self-check.documents')} isGood={damaged > 0 ? false : report.documentsChecked > 0 || report.documentsPassedOver === 0 ? true : null}>
          <p>{describeCheckedDocuments(language, report)}</p>
        </Part>
        <Part title={say('self-check.journal')} isGood={faults.length === 0}>
          <p>
            {say('self-check.journal.text', { entries: head.number })}, {agreement}
          </p>
          {faults.map((fault) => (
            <p key={`${fault.number} ${fault.fault}`}>{describeJournalFault(language, fault)}</p>
          ))}
          {head.number > 0 && (
            <p className="soft">
              {say('self-check.journal.head', { number: head.number })} <span className="mono self-check-hash">{head.hash}</span>
            </p>
          )}
        </Part>
        <Part title={say('self-check.derived')} isGood={invoicesRebuilt === 0 && !isWordIndexRebuilt}>
          <p>{say('self-check.derived.text', { count: invoicesRebuilt })}</p>
          {isWordIndexRebuilt && <p>{say('self-check.words')}</p>}
        </Part>
        <Part title={say('self-check.database')} isGood={database.length === 0}>
          <p>{say(database.length === 0 ? 'self-check.database.good' : 'self-check.database.bad')}</p>
          {database.slice(0, 10).map((problem) => (
            <p key={problem} className="mono">
              {problem}
            </p>
          ))}
        </Part>
      </dl>
    </>
  )
}

/** `isGood`: null where nothing was looked at. */
function Part({ title, isGood, children }: { readonly title: string; readonly isGood: boolean | null; readonly children: ReactNode }) {
  const [tone, icon] = isGood === null ? (['tone-calm', 'info'] as const) : isGood ? (['tone-good', 'checkCircle'] as const) : (['tone-bad', 'crossCircle'] as const)
  return (
    <div className="self-check-part">
      <dt className={tone}>
        <Icon name={icon} />
        {title}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
