import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { InvoiceFilter } from '../../../electron/shared/contract/invoices.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import { useStateCounts } from '../../api/invoices.ts'
import { useKeptReceived } from '../../api/taxpayers.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './SideSwitch.css'

export interface SideSwitchProps {
  readonly taxpayerId: TaxpayerId
  readonly states: InvoiceFilter['states']
  readonly onChange: (states: InvoiceFilter['states']) => void
}

/** Sales or purchases: never one list. Where received invoices are not kept, and none is here, there is nothing to choose. */
export function SideSwitch({ taxpayerId, states, onChange }: SideSwitchProps) {
  const { language, say } = useSpeech()
  const received = useStateCounts(taxpayerId).data?.received ?? 0
  const keepsReceived = (useKeptReceived(taxpayerId).data ?? 'none') !== 'none'
  const isReceived = states.includes('received')
  if (received === 0 && !keepsReceived && !isReceived) return null
  return (
    <ToggleButtonGroup
      aria-label={say('side')}
      selectionMode="single"
      disallowEmptySelection
      className="side-switch"
      selectedKeys={[isReceived ? 'received' : 'issued']}
      onSelectionChange={(keys) => onChange(keys.has('received') ? ['received'] : [])}
    >
      <ToggleButton id="issued">{say('side.issued')}</ToggleButton>
      <ToggleButton id="received">
        {say('side.received')} <span className="soft">{formatCount(language, received)}</span>
      </ToggleButton>
    </ToggleButtonGroup>
  )
}
