import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useRemoveTaxpayer } from '../../api/taxpayers.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** Asks before a taxpayer leaves the list, and says what stays, and where. */
export function RemoveTaxpayerDialog({ taxpayer, onDone }: { readonly taxpayer: TaxpayerSummary; readonly onDone: () => void }) {
  const { say } = useSpeech()
  const remove = useRemoveTaxpayer()
  const take = (): void =>
    remove.mutate(taxpayer.id, {
      onSuccess: ({ archivePath }) => {
        showToast({ tone: 'info', title: say('taxpayers.removed', { name: taxpayer.displayName }), lines: taxpayer.isDemo ? [] : [say('taxpayers.removed.file', { path: archivePath })] })
        onDone()
      },
    })
  return (
    <AppDialog
      size="narrow"
      isAlert
      title={say('taxpayers.remove.title', { name: taxpayer.displayName })}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <>
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="danger" isDisabled={remove.isPending} onPress={take}>
            {say('taxpayers.remove.confirm')}
          </Button>
        </>
      }
    >
      <p>{say(taxpayer.isDemo ? 'taxpayers.remove.demo' : 'taxpayers.remove.text')}</p>
      {!taxpayer.isDemo && <p className="mono settings-path">{taxpayer.archivePath}</p>}
      {remove.error !== null && <FailureNotice report={reportOf(remove.error)} />}
    </AppDialog>
  )
}
