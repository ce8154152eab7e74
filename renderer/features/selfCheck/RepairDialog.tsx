import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { useStartRepair } from '../../api/selfChecks.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** Asks before anything damaged is fetched again: it costs calls, and nothing is thrown away. */
export function RepairDialog({ taxpayerId, count, onClose }: { readonly taxpayerId: TaxpayerId; readonly count: number; readonly onClose: () => void }) {
  const { say } = useSpeech()
  const repair = useStartRepair()
  return (
    <AppDialog
      title={say('self-check.repair.title', { count })}
      closeLabel={say('close')}
      onClose={onClose}
      size="narrow"
      isAlert
      footer={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button look="primary" icon="download" isDisabled={repair.isPending} onPress={() => repair.mutate({ taxpayerId }, { onSuccess: onClose })}>
            {say('self-check.repair.yes')}
          </Button>
        </>
      }
    >
      <p>{say('self-check.repair.text')}</p>
      <p>{say('self-check.repair.wait')}</p>
      {repair.error !== null && <FailureNotice report={reportOf(repair.error)} />}
    </AppDialog>
  )
}
