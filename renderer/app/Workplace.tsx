import { Button } from 'react-aria-components'
import type { TaxpayerSummary } from '../../electron/shared/contract/taxpayers.ts'
import { formatCount } from '../../electron/shared/messages/formats.ts'
import { ISSUED_STATES } from '../../electron/shared/model/invoiceStatus.ts'
import { useStateCounts } from '../api/invoices.ts'
import { useAttentionSummary } from '../api/attention.ts'
import { Icon, type IconName } from '../components/Icon.tsx'
import { useSpeech } from '../i18n/LanguageProvider.tsx'
import { AttentionScreen } from '../features/attention/index.ts'
import { ClientsScreen, LeftNotice } from '../features/clients/index.ts'
import { HandOverDialog } from '../features/handOver/index.ts'
import { IdentifyDialog } from '../features/identify/index.ts'
import { DropZone, ImportScreen } from '../features/importFiles/index.ts'
import { InvoicesScreen } from '../features/invoices/index.ts'
import { FirstRefreshDialog, StatusBar, useRefreshFlow } from '../features/refresh/index.ts'
import { SelfCheckScreen } from '../features/selfCheck/index.ts'
import { SessionsScreen } from '../features/sessions/index.ts'
import { SettingsScreen } from '../features/settings/index.ts'
import { CredentialEndLine, endOf, TaxpayersDialog, TaxpayerSwitcher } from '../features/taxpayers/index.ts'
import { useNavigation, type View } from './navigation.ts'
import { useCommands } from './useCommands.ts'

export interface WorkplaceProps {
  readonly taxpayer: TaxpayerSummary
  readonly taxpayers: readonly TaxpayerSummary[]
}

/** The window once there is a taxpayer: who, what, and the status line. */
export function Workplace({ taxpayer, taxpayers }: WorkplaceProps) {
  const { say, language } = useSpeech()
  const { place, go } = useNavigation()
  const refresh = useRefreshFlow(taxpayer)
  useCommands({ taxpayer, taxpayers, refresh: refresh.start })
  const counts = useStateCounts(taxpayer.id)
  const todo = useAttentionSummary(taxpayer.id).data?.counts.todo ?? 0
  const ending = taxpayers.filter((one) => endOf(one) !== null).length
  const total = counts.data === undefined ? null : ISSUED_STATES.reduce((sum, state) => sum + counts.data[state], 0)
  return (
    <div className="workplace">
      <Banners taxpayer={taxpayer} />
      <aside className="sidebar">
        <TaxpayerSwitcher taxpayer={taxpayer} taxpayers={taxpayers} />
        <CredentialEndLine taxpayer={taxpayer} />
        <nav className="sidebar-nav" aria-label={say('nav.label')}>
          <NavItem view="invoices" icon="document" text={say('nav.invoices')} count={total === null ? null : formatCount(language, total)} />
          <NavItem view="attention" icon="alert" text={say('nav.attention')} count={todo === 0 ? null : formatCount(language, todo)} isLoud />
          <NavItem view="sessions" icon="send" text={say('nav.sessions')} />
          <NavItem view="import" icon="download" text={say('nav.import')} />
          <NavItem view="clients" icon="user" text={say('nav.clients')} count={ending === 0 ? null : formatCount(language, ending)} isLoud />
          <span className="nav-spring" />
          <Button className="nav-item" onPress={() => go({ to: 'dialog', dialog: 'identify' })}>
            <Icon name="question" />
            {say('identify.title')}
          </Button>
          <NavItem view="self-check" icon="shield" text={say('nav.self-check')} />
          <NavItem view="settings" icon="settings" text={say('nav.settings')} />
        </nav>
      </aside>
      <main className="main">
        {place.view === 'invoices' && <InvoicesScreen taxpayer={taxpayer} refresh={refresh} />}
        {place.view === 'attention' && <AttentionScreen taxpayer={taxpayer} refresh={refresh} />}
        {place.view === 'sessions' && <SessionsScreen taxpayer={taxpayer} refresh={refresh} />}
        {place.view === 'import' && <ImportScreen taxpayer={taxpayer} />}
        {place.view === 'clients' && <ClientsScreen taxpayers={taxpayers} />}
        {place.view === 'self-check' && <SelfCheckScreen taxpayer={taxpayer} refresh={refresh} />}
        {place.view === 'settings' && <SettingsScreen taxpayer={taxpayer} />}
      </main>
      <DropZone taxpayer={taxpayer} />
      <StatusBar taxpayer={taxpayer} refresh={refresh} />
      {place.dialog === 'taxpayers' && <TaxpayersDialog taxpayers={taxpayers} current={taxpayer} />}
      {place.dialog === 'first-refresh' && <FirstRefreshDialog taxpayer={taxpayer} />}
      {place.dialog === 'identify' && <IdentifyDialog taxpayer={taxpayer} refresh={refresh.start} />}
      {place.dialog === 'hand-over' && <HandOverDialog taxpayer={taxpayer} />}
    </div>
  )
}

/** What must be known of everything below; nothing where there is nothing to warn of. */
function Banners({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const { isDemo, leftAt, context } = taxpayer
  if (!isDemo && leftAt === null && context.environment === 'production') return null
  return (
    <header className="banners">
      {isDemo && (
        <div className="demo-banner" role="note">
          <span>{say('demo.banner')}</span>
        </div>
      )}
      {!isDemo && context.environment !== 'production' && (
        <div className={`environment-banner environment-${context.environment}`} role="note">
          {say(`environment.banner.${context.environment}`)}
        </div>
      )}
      <LeftNotice taxpayer={taxpayer} />
    </header>
  )
}

interface NavItemProps {
  readonly view: View
  readonly icon: IconName
  readonly text: string
  readonly count?: string | null
  /** The count asks for something to be done. */
  readonly isLoud?: boolean
}

function NavItem({ view, icon, text, count = null, isLoud = false }: NavItemProps) {
  const { place, go } = useNavigation()
  return (
    <Button className="nav-item" {...(place.view === view ? { 'aria-current': 'page' as const } : {})} onPress={() => go({ to: 'view', view })}>
      <Icon name={icon} />
      {text}
      {count !== null && <span className={isLoud ? 'nav-count is-loud' : 'nav-count'}>{count}</span>}
    </Button>
  )
}
