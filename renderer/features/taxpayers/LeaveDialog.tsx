import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useLeave } from '../../api/taxpayers.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** Asks before the work for a company ends, and says what stays, and where; the example goes altogether. */
export function LeaveDialog({ taxpayer, onDone }: { readonly taxpayer: TaxpayerSummary; readonly onDone: () => void }) {
  const { say } = useSpeech()
  const leave = useLeave()
  const isShared = taxpayer.credentialSharedBy > 1
  const end = (): void =>
    leave.mutate(taxpayer.id, {
      onSuccess: () => {
        showToast({ tone: 'info', title: say(taxpayer.isDemo ? 'taxpayers.demo-gone' : 'taxpayers.left', { name: taxpayer.displayName }), lines: taxpayer.isDemo ? [] : [say('taxpayers.left.next')] })
        onDone()
      },
    })
  return (
    <AppDialog
      size="narrow"
      isAlert
      title={say(taxpayer.isDemo ? 'taxpayers.leave.title.demo' : 'taxpayers.leave.title', { name: taxpayer.displayName })}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <>
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="danger" isDisabled={leave.isPending} onPress={end}>
            {say(taxpayer.isDemo ? 'taxpayers.leave.confirm.demo' : 'taxpayers.leave.confirm')}
          </Button>
        </>
      }
    >
      <p>{say(taxpayer.isDemo ? 'taxpayers.leave.demo' : 'taxpayers.leave.text')}</p>
      {!taxpayer.isDemo && (
        <>
          <p>{say(isShared ? 'taxpayers.leave.shared' : 'taxpayers.leave.forgotten')}</p>
          <p className="mono settings-path">{taxpayer.archivePath}</p>
        </>
      )}
      {leave.error !== null && <FailureNotice report={reportOf(leave.error)} />}
    </AppDialog>
  )
}
