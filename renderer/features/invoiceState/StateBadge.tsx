import type { InvoiceState } from '../../../electron/shared/model/invoiceStatus.ts'
import { labelOfMissingFile, labelOfState } from '../../../electron/shared/messages/labels.ts'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './StateBadge.css'

export const STATE_ICONS = {
  complete: 'checkCircle',
  'complete-session-upo': 'checkStack',
  waiting: 'clock',
  'no-upo': 'documentMissing',
  rejected: 'crossCircle',
  unclear: 'question',
  received: 'download',
  'with-sender': 'user',
} as const satisfies Record<InvoiceState, IconName>

/** The state of an invoice: an icon and words, so never colour alone. A complete one may still lack its XML. */
export function StateBadge({ state, lacksXml = false }: { readonly state: InvoiceState; readonly lacksXml?: boolean }) {
  const { language } = useSpeech()
  const missing = labelOfMissingFile(language, { state, hasXml: !lacksXml })
  return (
    <span className={`state-badge state-${state}`}>
      <Icon name={STATE_ICONS[state]} size={15} />
      <span className="state-badge-text">{labelOfState(language, state)}</span>
      {missing !== null && <span className="state-badge-mark">{missing}</span>}
    </span>
  )
}
