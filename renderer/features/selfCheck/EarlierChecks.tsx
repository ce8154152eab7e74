import type { SelfCheckSummary } from '../../../electron/shared/contract/selfChecks.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfSelfCheckScope } from '../../../electron/shared/messages/selfCheck.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** The results of checks before the last one, newest first. */
export function EarlierChecks({ checks }: { readonly checks: readonly SelfCheckSummary[] }) {
  const { language, say } = useSpeech()
  return (
    <section className="self-check-earlier" aria-labelledby="self-check-earlier">
      <h2 id="self-check-earlier">{say('self-check.earlier')}</h2>
      <ul>
        {checks.map(({ id, finishedAt, scope, outcome, documentsChecked, damaged }) => (
          <li key={id}>
            <span className={outcome === 'whole' ? 'tone-good' : 'tone-bad'}>
              <Icon name={outcome === 'whole' ? 'checkCircle' : 'crossCircle'} />
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
