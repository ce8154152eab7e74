import { SwitchButton, SwitchField } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useKeepsReceived, useSetKeepsReceived } from '../../api/taxpayers.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** Whether the invoices are kept that others issued for this taxpayer. */
export function KeepReceived({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const keeps = useKeepsReceived(taxpayer.id)
  const { mutate, error } = useSetKeepsReceived(taxpayer.id)
  return (
    <>
      <SwitchField isSelected={keeps.data ?? false} isDisabled={keeps.data === undefined} onChange={(isOn) => mutate(isOn)}>
        <SwitchButton className="switch">
          <span className="switch-track" />
          <span>
            {say('settings.keep-received', { name: taxpayer.displayName })}
            <span className="menu-detail">{say('settings.keep-received.hint')}</span>
          </span>
        </SwitchButton>
      </SwitchField>
      {error !== null && <FailureNotice report={reportOf(error)} />}
    </>
  )
}
