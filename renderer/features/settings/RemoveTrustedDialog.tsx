import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { useRemoveTrusted } from '../../api/trust.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

/** Asks before a certificate is trusted no more, and says what changes then. */
export function RemoveTrustedDialog({ certificate, onDone }: { readonly certificate: TrustedCertificateView; readonly onDone: () => void }) {
  const { say } = useSpeech()
  const remove = useRemoveTrusted()
  return (
    <AppDialog
      size="narrow"
      isAlert
      title={say('trust.remove.title')}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <>
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="danger" isDisabled={remove.isPending} onPress={() => remove.mutate(certificate.fingerprintSha256, { onSuccess: onDone })}>
            {say('trust.remove.confirm')}
          </Button>
        </>
      }
    >
      <p className="settings-path">{certificate.subject}</p>
      <p>{say('trust.remove.text')}</p>
      {remove.error !== null && <FailureNotice report={reportOf(remove.error)} />}
    </AppDialog>
  )
}
