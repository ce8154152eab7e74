import { useStartRefreshAll } from '../../api/clients.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { FirstDayFields, useFirstDay } from '../refresh/index.ts'

/** Asks once from which day to read those companies that never were refreshed; the others go on from where they are. */
export function RefreshAllDialog({ onDone }: { readonly onDone: () => void }) {
  const { say } = useSpeech()
  const { from, draft, change } = useFirstDay()
  const startRefreshAll = useStartRefreshAll()
  return (
    <AppDialog
      title={say('clients.refresh-all.title')}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <>
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="primary" icon="refresh" isDisabled={from === null || startRefreshAll.isPending} onPress={() => startRefreshAll.mutate(from, { onSuccess: onDone })}>
            {say('clients.refresh-all')}
          </Button>
        </>
      }
    >
      <p>{say('clients.refresh-all.text')}</p>
      <FirstDayFields draft={draft} onChange={change} />
      {startRefreshAll.error !== null && <FailureNotice report={reportOf(startRefreshAll.error)} />}
    </AppDialog>
  )
}
