import { useState } from 'react'
import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { useAddTrusted, useRemoveTrusted, useTrusted } from '../../api/trust.ts'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { CertificateItem } from './CertificateItem.tsx'
import { RemoveCertificateDialog } from './RemoveCertificateDialog.tsx'

/** Whom the person trusts to issue certificates, and what that changes. */
export function TrustedCertificates() {
  const { say } = useSpeech()
  const trusted = useTrusted()
  const add = useAddTrusted()
  const removal = useRemoveTrusted()
  const [removing, setRemoving] = useState<TrustedCertificateView | null>(null)
  const choose = (): void =>
    add.mutate(undefined, {
      onSuccess: (result) => {
        if (result !== null) showToast({ tone: result.added.length === 0 ? 'info' : 'good', title: say('trust.added', { count: result.added.length }), lines: result.added.map(({ subject }) => subject) })
      },
    })
  return (
    <>
      <p>{say('trust.text')}</p>
      {trusted.error !== null && <FailureNotice report={reportOf(trusted.error)} />}
      {trusted.data?.length === 0 && <p className="soft">{say('trust.empty')}</p>}
      {trusted.data !== undefined && trusted.data.length > 0 && (
        <ul className="trusted-list" aria-label={say('trust.list')}>
          {trusted.data.map((certificate) => (
            <CertificateItem key={certificate.fingerprintSha256} certificate={certificate} expiredText={say('trust.expired')} onRemove={() => setRemoving(certificate)} />
          ))}
        </ul>
      )}
      <div className="screen-line">
        <Button icon="add" isDisabled={add.isPending} onPress={choose}>
          {say('trust.add')}
        </Button>
      </div>
      <p className="soft">{say('trust.add.hint')}</p>
      {add.error !== null && <FailureNotice report={reportOf(add.error)} />}
      {removing !== null && <RemoveCertificateDialog certificate={removing} removal={removal} title={say('trust.remove.title')} text={say('trust.remove.text')} onDone={() => setRemoving(null)} />}
    </>
  )
}
