import type { SelfCheckOutcome, SelfCheckSummary } from '../../../electron/shared/contract/selfChecks.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfSelfCheckScope } from '../../../electron/shared/messages/selfCheck.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

const LOOKS = { whole: { tone: 'good', icon: 'checkCircle' }, 'nothing-found': { tone: 'calm', icon: 'check' }, damaged: { tone: 'bad', icon: 'crossCircle' } } as const satisfies Record<SelfCheckOutcome, { readonly tone: string; readonly icon: IconName }>

/** The results of checks before the last one, newest first. */
export function EarlierChecks({ checks }: { readonly checks: readonly SelfCheckSummary[] }) {
  const { language, say } = useSpeech()
  return (
    <section className="self-check-earlier" aria-labelledby="self-check-earlier">
      <h2 id="self-check-earlier">{say('self-check.earlier')}</h2>
      <ul>
        {checks.map(({ id, finishedAt, scope, outcome, documentsChecked, damaged }) => (
          <li key={id}>
            <span className={`tone-${LOOKS[outcome].tone}`}>
              <Icon name={LOOKS[outcome].icon} />
            </span>
            {[
              formatInstant(language, finishedAt),
              say(`self-check.${outcome}`),
              labelOfSelfCheckScope(language, scope),
              say('self-check.running', { count: documentsChecked, total: -1 }),
              ...(damaged > 0 ? [say('self-check.earlier.damaged', { count: damaged })] : []),
            ].join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  )
}
