import { SwitchButton, SwitchField } from 'react-aria-components'
import type { KeptReceived, TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useKeptReceived, useSetKeptReceived } from '../../api/taxpayers.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** Which of the invoices are kept that others issued and that name this taxpayer. */
export function KeepReceived({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const kept = useKeptReceived(taxpayer.id).data
  const { mutate, error } = useSetKeptReceived(taxpayer.id)
  const choose = (choice: KeptReceived): void => mutate(choice)
  return (
    <>
      <SwitchField isSelected={kept !== undefined && kept !== 'none'} isDisabled={kept === undefined} onChange={(isOn) => choose(isOn ? 'bought' : 'none')}>
        <SwitchButton className="switch">
          <span className="switch-track" />
          <span>
            {say('settings.keep-received', { name: taxpayer.displayName })}
            <span className="menu-detail">{say('settings.keep-received.hint')}</span>
          </span>
        </SwitchButton>
      </SwitchField>
      {kept !== undefined && kept !== 'none' && (
        <SwitchField isSelected={kept === 'every-role'} onChange={(isOn) => choose(isOn ? 'every-role' : 'bought')}>
          <SwitchButton className="switch">
            <span className="switch-track" />
            <span>
              {say('settings.keep-every-role')}
              <span className="menu-detail">{say('settings.keep-every-role.hint')}</span>
            </span>
          </SwitchButton>
        </SwitchField>
      )}
      {error !== null && <FailureNotice report={reportOf(error)} />}
    </>
  )
}
