import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { SessionSummary } from '../../../electron/shared/contract/sessions.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useSessions } from '../../api/sessions.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useReady } from '../../app/ready.ts'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import '../../components/Segments.css'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureBlank } from '../failure/index.ts'
import { RefreshButton, type RefreshFlow } from '../refresh/index.ts'
import { SessionDialog } from './SessionDialog.tsx'
import { SessionCard } from './SessionCard.tsx'
import './SessionsScreen.css'

/** Submissions, newest first, each with what KSeF counts and what this folder holds of it. */
export function SessionsScreen({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: RefreshFlow }) {
  const { say } = useSpeech()
  const [text, setText] = useState('')
  const { place, go } = useNavigation()
  const { failedSessions } = place
  const sessions = useSessions(taxpayer.id, text, failedSessions)
  useReady(sessions.data !== undefined)
  const rows = sessions.data?.pages.flatMap((page): readonly SessionSummary[] => page.rows) ?? []
  const total = sessions.data?.pages[0]?.total ?? null
  const empty = text !== '' ? 'none-found' : failedSessions ? 'none-failed' : 'empty'
  return (
    <section className="sessions-screen" aria-label={say('nav.sessions')}>
      <header className="screen-header">
        <div className="screen-line">
          <h1 className="screen-title">{say('nav.sessions')}</h1>
          <SearchBox label={say('sessions.search')} placeholder={say('sessions.search.placeholder')} clearLabel={say('search.clear')} value={text} onChange={setText} />
          <ToggleButtonGroup
            aria-label={say('sessions.which')}
            className="segments"
            disallowEmptySelection
            selectedKeys={[failedSessions ? 'failed' : 'all']}
            onSelectionChange={(keys) => go({ to: 'sessions', failedOnly: keys.has('failed') })}
          >
            {(['all', 'failed'] as const).map((which) => (
              <ToggleButton key={which} id={which} className="segment">
                {say(`sessions.which.${which}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <span className="screen-spring" />
          <RefreshButton refresh={refresh} />
        </div>
      </header>
      <div className="sessions-body">
        {sessions.error !== null ? (
          <FailureBlank error={sessions.error} onRetry={() => void sessions.refetch()} />
        ) : total === 0 ? (
          <Blank icon={empty === 'none-found' ? 'search' : 'send'} title={say(`sessions.${empty}.title`)}>
            {say(`sessions.${empty}.text`)}
          </Blank>
        ) : (
          <ul className="sessions-list">
            {rows.map((session) => (
              <SessionCard key={session.id} taxpayerId={taxpayer.id} session={session} />
            ))}
          </ul>
        )}
        {sessions.hasNextPage && (
          <div className="sessions-more">
            <Button isDisabled={sessions.isFetchingNextPage} onPress={() => void sessions.fetchNextPage()}>
              {say('sessions.more')}
            </Button>
          </div>
        )}
      </div>
      <footer className="invoices-footer">
        <span role="status">{total === null ? '' : say('sessions.found', { count: total })}</span>
      </footer>
      {place.openSession !== null && <SessionDialog taxpayer={taxpayer} session={place.openSession} onClose={() => go({ to: 'session', session: null })} />}
    </section>
  )
}
