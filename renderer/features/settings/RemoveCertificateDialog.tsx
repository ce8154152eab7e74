import type { UseMutationResult } from '@tanstack/react-query'
import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Button } from '../../components/Button.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'

export interface RemoveCertificateDialogProps {
  readonly certificate: TrustedCertificateView
  /** By fingerprint. */
  readonly removal: UseMutationResult<null, Error, string>
  readonly title: string
  /** What changes then. */
  readonly text: string
  readonly onDone: () => void
}

/** Asks before a certificate is trusted no more, and says what changes then. */
export function RemoveCertificateDialog({ certificate, removal, title, text, onDone }: RemoveCertificateDialogProps) {
  const { say } = useSpeech()
  return (
    <AppDialog
      size="narrow"
      isAlert
      title={title}
      closeLabel={say('close')}
      onClose={onDone}
      footer={
        <>
          <Button onPress={onDone}>{say('cancel')}</Button>
          <Button look="danger" isDisabled={removal.isPending} onPress={() => removal.mutate(certificate.fingerprintSha256, { onSuccess: onDone })}>
            {say('trust.remove.confirm')}
          </Button>
        </>
      }
    >
      <p className="settings-path">{certificate.subject}</p>
      <p>{text}</p>
      {removal.error !== null && <FailureNotice report={reportOf(removal.error)} />}
    </AppDialog>
  )
}
