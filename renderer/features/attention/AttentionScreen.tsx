import { SwitchButton, SwitchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeDiagnosis } from '../../../electron/shared/messages/diagnosis.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import { useAttentionSummary } from '../../api/attention.ts'
import { useQuarantine } from '../../api/quarantine.ts'
import { useFailedSessions } from '../../api/sessions.ts'
import { ATTENTION_TABS, useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import '../../components/Segments.css'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { AvoidLine, DiagnosisActions } from '../diagnosis/index.ts'
import { QuarantineList } from '../quarantine/index.ts'
import { RefreshButton, type RefreshFlow } from '../refresh/index.ts'
import { FolderAnswer } from './FolderAnswer.tsx'
import { AttentionRows } from './AttentionRows.tsx'
import './AttentionScreen.css'

const NO_NUMBERS = { sessionId: null, sessionReference: null, invoiceReference: null, ksefNumber: null } as const

/** Is everything in, what is missing, what do I do: the nearest legal date first. */
export function AttentionScreen({ taxpayer, refresh }: { readonly taxpayer: TaxpayerSummary; readonly refresh: RefreshFlow }) {
  const { language, say } = useSpeech()
  const { place, go } = useNavigation()
  const { tab, byCause } = place.attention
  const summary = useAttentionSummary(taxpayer.id)
  const counts = { ...summary.data?.counts, quarantine: useQuarantine(taxpayer.id, 1).data?.total }
  return (
    <section className="attention-screen" aria-label={say('nav.attention')}>
      <header className="screen-header">
        <div className="screen-line">
          <h1 className="screen-title">{say('nav.attention')}</h1>
          <span className="screen-spring" />
          <RefreshButton refresh={refresh} />
        </div>
        <FolderAnswer taxpayer={taxpayer} />
        <div className="screen-line">
          <ToggleButtonGroup
            aria-label={say('attention.lists')}
            className="segments"
            disallowEmptySelection
            selectedKeys={[tab]}
            onSelectionChange={(keys) => go({ to: 'attention', change: { tab: ATTENTION_TABS.find((candidate) => keys.has(candidate)) ?? 'todo' } })}
          >
            {ATTENTION_TABS.map((one) => (
              <ToggleButton key={one} id={one} className="segment">
                {say(`attention.list.${one}`)} <span className="attention-count">{counts[one] === undefined ? '·' : formatCount(language, counts[one])}</span>
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {tab !== 'quarantine' && (
            <SwitchField isSelected={byCause} onChange={(isSelected) => go({ to: 'attention', change: { byCause: isSelected } })}>
              <SwitchButton className="attention-switch">
                <span className="attention-switch-track" />
                {say('attention.by-cause')}
              </SwitchButton>
            </SwitchField>
          )}
        </div>
        <AccountNotice taxpayer={taxpayer} onRefresh={refresh.start} />
        {tab === 'todo' && <FailedSessionsNotice taxpayer={taxpayer} />}
      </header>
      {/* Each list has a scroller of its own: how far it was scrolled is kept when that goes. */}
      {tab === 'quarantine' ? <QuarantineList taxpayer={taxpayer} /> : <AttentionRows key={`${tab} ${String(byCause)}`} taxpayer={taxpayer} list={tab} byCause={byCause} onRefresh={refresh.start} />}
    </section>
  )
}

/** What stands before all invoices alike: told once, above them. */
function AccountNotice({ taxpayer, onRefresh }: { readonly taxpayer: TaxpayerSummary; readonly onRefresh: () => void }) {
  const { language } = useSpeech()
  const account = useAttentionSummary(taxpayer.id).data?.account ?? null
  if (account === null) return null
  const { sentence, nextStep, avoid } = describeDiagnosis(language, account)
  return (
    <Notice tone="warn" title={sentence}>
      <p>{nextStep}</p>
      {avoid !== null && <AvoidLine text={avoid} />}
      <div className="screen-line">
        <DiagnosisActions taxpayer={taxpayer} numbers={NO_NUMBERS} diagnosis={account} onRefresh={onRefresh} />
      </div>
    </Notice>
  )
}

/** Submissions of which there is no invoice that could stand on the list. */
function FailedSessionsNotice({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const { go } = useNavigation()
  const count = useFailedSessions(taxpayer.id).data ?? 0
  if (count === 0) return null
  return (
    <Notice tone="warn" title={say('attention.failed-sessions', { count })}>
      <p>{say('attention.failed-sessions.text')}</p>
      <div className="screen-line">
        <Button icon="send" onPress={() => go({ to: 'sessions', failedOnly: true })}>
          {say('attention.failed-sessions.show')}
        </Button>
      </div>
    </Notice>
  )
}
