import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatInstant } from '../../../electron/shared/messages/formats.ts'
import { ISSUED_STATES } from '../../../electron/shared/model/invoiceStatus.ts'
import { useAttentionSummary } from '../../api/attention.ts'
import { useStateCounts } from '../../api/invoices.ts'
import { useFailedSessions } from '../../api/sessions.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './FolderAnswer.css'

/** The whole folder in one sentence: is everything in, what needs a look; and what no archive can know. */
export function FolderAnswer({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { language, say } = useSpeech()
  const { place, go } = useNavigation()
  const states = useStateCounts(taxpayer.id).data
  const todo = useAttentionSummary(taxpayer.id).data?.counts.todo ?? null
  const failed = useFailedSessions(taxpayer.id).data ?? 0
  const complete = states === undefined ? 0 : states.complete + states['complete-session-upo']
  // What somebody else has sent is not awaited here.
  const total = states === undefined ? 0 : ISSUED_STATES.reduce((sum, state) => sum + states[state], 0) - states['with-sender']
  return (
    <div className="folder-answer">
      {states !== undefined && todo !== null && total > 0 && (
        <>
          <p>
            {say('attention.answer', { complete, total, todo, failed, at: taxpayer.lastRefreshAt === null ? null : formatInstant(language, taxpayer.lastRefreshAt) })}
            {place.view === 'attention' && <span className="soft"> {say('attention.unknown')}</span>}
          </p>
          {todo + failed > 0 && place.view !== 'attention' && (
            <Button look="quiet" icon="chevronRight" onPress={() => go({ to: 'view', view: 'attention' })}>
              {say('attention.show')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
