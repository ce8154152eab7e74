import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { formatCount } from '../../../electron/shared/messages/formats.ts'
import { useForecast, useStartRefresh } from '../../api/jobs.ts'
import { useNavigation } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { FirstDayFields, useFirstDay } from './FirstDayFields.tsx'

/** Asks once per taxpayer from which day to read, and says beforehand what that takes. */
export function FirstRefreshDialog({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { language, say } = useSpeech()
  const { go } = useNavigation()
  const { from, draft, change } = useFirstDay()
  const forecast = useForecast(taxpayer.id)
  const startRefresh = useStartRefresh()
  const close = (): void => go({ to: 'dialog', dialog: null })
  const start = (): void => startRefresh.mutate({ taxpayerId: taxpayer.id, from }, { onSuccess: close })
  return (
    <AppDialog
      title={say('first-refresh.title')}
      closeLabel={say('close')}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{say('cancel')}</Button>
          <Button look="primary" icon="refresh" isDisabled={from === null || startRefresh.isPending} onPress={start}>
            {say('first-refresh.start')}
          </Button>
        </>
      }
    >
      <p>{say('first-refresh.question')}</p>
      <FirstDayFields draft={draft} onChange={change} />
      {forecast.data !== undefined && (
        <Notice tone="info" title={say('first-refresh.forecast')}>
          <p>{say('first-refresh.forecast.text', { sessions: formatCount(language, forecast.data.sessionsPerHour) })}</p>
          <p>{say('first-refresh.safe')}</p>
        </Notice>
      )}
      {startRefresh.error !== null && <FailureNotice report={reportOf(startRefresh.error)} />}
    </AppDialog>
  )
}
