import { useState } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatBytes, formatInstant } from '../../../electron/shared/messages/formats.ts'
import { labelOfIdentifierType } from '../../../electron/shared/messages/labels.ts'
import { normaliseNip } from '../../../electron/shared/model/nip.ts'
import { useClientFiles, useDeleteClient, useHandOverClient } from '../../api/clients.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { Field } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf, useToastFailure } from '../failure/index.ts'

/** Shows what goes for good, and asks for the number of the company before it does. */
export function DeleteClientDialog({ taxpayer, onDone }: { readonly taxpayer: TaxpayerSummary; readonly onDone: () => void }) {
  const { language, say } = useSpeech()
  const files = useClientFiles(taxpayer.id)
  const deletion = useDeleteClient()
  const handOver = useHandOverClient()
  const toastFailure = useToastFailure()
  const [withBackups, setWithBackups] = useState(true)
  const [typed, setTyped] = useState('')
  const { type, value } = taxpayer.context.identifier
  const isConfirmed = (type === 'Nip' ? normaliseNip(typed) : typed.trim().toUpperCase()) === value.toUpperCase()
  const remove = (): void =>
    deletion.mutate(
      { taxpayerId: taxpayer.id, typed, withBackups },
      {
        onSuccess: ({ leftBackups }) => {
          showToast({ tone: 'good', title: say('clients.deleted', { name: taxpayer.displayName }), lines: leftBackups.length === 0 ? [] : [say('clients.deleted.backups', { count: leftBackups.length })] })
          onDone()
        },
      },
    )
  return (
    <AppDialog
      isAlert
      title={say('clients.delete.title', { name: taxpayer.displayName })}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <>
          <Button icon="box" isDisabled={handOver.isPending} onPress={() => handOver.mutate(taxpayer.id, { onError: toastFailure })}>
            {say('clients.delete.hand-over-first')}
          </Button>
          <span className="screen-spring" />
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="danger" isDisabled={!isConfirmed || files.data === undefined || deletion.isPending} onPress={remove}>
            {say('clients.delete.confirm')}
          </Button>
        </>
      }
    >
      <Notice tone="bad" title={say('clients.delete.warning')}>
        <p>{say('clients.delete.law')}</p>
      </Notice>
      {files.error !== null && <FailureNotice report={reportOf(files.error)} />}
      {files.data !== undefined && (
        <>
          <p className="field-label">{say('clients.delete.what')}</p>
          <ul className="doomed">
            <li>
              <span className="mono">{files.data.archivePath}</span> <span className="soft">{formatBytes(language, files.data.archiveBytes)}</span>
            </li>
            <li>{say('clients.delete.catalogue')}</li>
            {files.data.forgetsSecret && taxpayer.credentialKept !== 'none' && <li>{say('clients.delete.secret')}</li>}
            {withBackups &&
              files.data.backups.map(({ fileName, bytes, madeAt }) => (
                <li key={fileName}>
                  <span className="mono">{fileName}</span> <span className="soft">{`${formatBytes(language, bytes)} · ${formatInstant(language, madeAt)}`}</span>
                </li>
              ))}
          </ul>
          {files.data.backups.length > 0 && (
            <SwitchField isSelected={withBackups} onChange={setWithBackups}>
              <SwitchButton className="switch">
                <span className="switch-track" />
                {say('clients.delete.backups', { count: files.data.backups.length })}
              </SwitchButton>
            </SwitchField>
          )}
          <p className="soft">{say('clients.delete.elsewhere')}</p>
        </>
      )}
      <Field label={say('clients.delete.type', { identifier: `${labelOfIdentifierType(language, type)} ${value}` })} value={typed} onChange={setTyped} mono autoComplete="off" />
      {deletion.error !== null && <FailureNotice report={reportOf(deletion.error)} />}
    </AppDialog>
  )
}
