import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { useHandOver } from '../../api/invoices.ts'
import { useNavigation } from '../../app/navigation.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { selectionOf } from '../../app/chosen.ts'
import './HandOverDialog.css'

/** Says what goes into the bundle before the system asks where to put it. */
export function HandOverDialog({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { say } = useSpeech()
  const { place, go } = useNavigation()
  const handOver = useHandOver(taxpayer.id)
  const selection = selectionOf(place.chosen, place.filter)
  const close = (): void => go({ to: 'dialog', dialog: null })
  const pack = (): void => {
    if (selection === null) return
    handOver.mutate(selection, {
      onSuccess: (started) => {
        if (started !== null) close()
      },
    })
  }
  return (
    <AppDialog
      title={selection?.kind === 'ids' ? say('hand-over.title', { count: selection.ids.length }) : say('hand-over.title.all')}
      closeLabel={say('close')}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{say('cancel')}</Button>
          <Button look="primary" icon="box" isDisabled={selection === null || handOver.isPending} onPress={pack}>
            {say('hand-over.pack')}
          </Button>
        </>
      }
    >
      <p>{say('hand-over.text')}</p>
      <ul className="hand-over-list">
        <li>{say('hand-over.contents.files')}</li>
        <li>{say('hand-over.contents.sums')}</li>
        <li>{say('hand-over.contents.missing')}</li>
      </ul>
      <Notice tone="info">{say('hand-over.privacy')}</Notice>
      {handOver.error !== null && <FailureNotice report={reportOf(handOver.error)} />}
    </AppDialog>
  )
}
