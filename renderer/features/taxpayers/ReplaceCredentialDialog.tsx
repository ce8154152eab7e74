import { useState } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useReplaceCredential } from '../../api/taxpayers.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { CredentialFields, credentialOf, NO_CREDENTIAL } from './CredentialFields.tsx'

export function ReplaceCredentialDialog({ taxpayer, onDone }: { readonly taxpayer: TaxpayerSummary; readonly onDone: () => void }) {
  const { say } = useSpeech()
  const replace = useReplaceCredential()
  const [draft, setDraft] = useState(NO_CREDENTIAL)
  const isShared = taxpayer.credentialSharedBy > 1
  const [forAll, setForAll] = useState(isShared)
  const { type } = taxpayer.context.identifier
  const credential = credentialOf(draft)
  const keep = (): void => {
    if (credential === null) return
    replace.mutate(
      { id: taxpayer.id, credential, forAll: forAll && credential.kind === 'certificate' },
      {
        onSuccess: () => {
          showToast({ tone: 'good', title: say('taxpayers.replaced') })
          onDone()
        },
      },
    )
  }
  return (
    <AppDialog
      title={say('taxpayers.replace.title', { name: taxpayer.displayName })}
      closeLabel={say('close')}
      onClose={onDone}
      isAlert
      footer={
        <>
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="primary" icon="key" isDisabled={credential === null || replace.isPending} onPress={keep}>
            {say('taxpayers.replace.keep')}
          </Button>
        </>
      }
    >
      <CredentialFields draft={draft} onChange={setDraft} allowsToken={type === 'Nip' || type === 'InternalId'} />
      {isShared && draft.kind === 'certificate' && (
        <SwitchField isSelected={forAll} onChange={setForAll}>
          <SwitchButton className="switch">
            <span className="switch-track" />
            {say('taxpayers.replace.for-all', { count: taxpayer.credentialSharedBy })}
          </SwitchButton>
        </SwitchField>
      )}
      {replace.error !== null && <FailureNotice report={reportOf(replace.error)} />}
    </AppDialog>
  )
}
