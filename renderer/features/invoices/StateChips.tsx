import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import { labelOfState } from '../../../electron/shared/messages/labels.ts'
import { ISSUED_STATES, type InvoiceState } from '../../../electron/shared/model/invoiceStatus.ts'
import { useStateCounts } from '../../api/invoices.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { STATE_ICONS } from '../invoiceState/index.ts'
import './StateChips.css'

export interface StateChipsProps {
  readonly taxpayerId: TaxpayerId
  readonly states: readonly InvoiceState[]
  readonly onChange: (states: readonly InvoiceState[]) => void
}

/** The states of sales with the number of invoices in each in the whole folder; pressed ones filter the list. One that most folders never have shows where it is. */
export function StateChips({ taxpayerId, states, onChange }: StateChipsProps) {
  const { language, say } = useSpeech()
  const counts = useStateCounts(taxpayerId)
  const shown = ISSUED_STATES.filter((state) => state !== 'with-sender' || states.includes(state) || (counts.data?.[state] ?? 0) > 0)
  return (
    <ToggleButtonGroup
      aria-label={say('invoices.states')}
      selectionMode="multiple"
      className="state-chips"
      selectedKeys={states}
      onSelectionChange={(keys) => onChange(ISSUED_STATES.filter((state) => keys.has(state)))}
    >
      {shown.map((state) => (
        <ToggleButton key={state} id={state} className={`state-chip state-${state}`}>
          <Icon name={STATE_ICONS[state]} size={14} />
          <span className="state-chip-text">{labelOfState(language, state)}</span>
          <span className="state-chip-count">{counts.data === undefined ? '·' : formatCount(language, counts.data[state])}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
