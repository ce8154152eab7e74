import { useState } from 'react'
import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { useAddNetworkCertificates, useNetworkView, useRemoveNetworkCertificate } from '../../api/network.ts'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { CertificateItem } from './CertificateItem.tsx'
import { RemoveCertificateDialog } from './RemoveCertificateDialog.tsx'

/** The way to KSeF: the proxy that the system names, and the certificates of a company network. */
export function NetworkSettings() {
  const { say } = useSpeech()
  const network = useNetworkView()
  const add = useAddNetworkCertificates()
  const removal = useRemoveNetworkCertificate()
  const [removing, setRemoving] = useState<TrustedCertificateView | null>(null)
  const choose = (): void =>
    add.mutate(undefined, {
      onSuccess: (result) => {
        if (result !== null) showToast({ tone: result.added.length === 0 ? 'info' : 'good', title: say('trust.added', { count: result.added.length }), lines: result.added.map(({ subject }) => subject) })
      },
    })
  return (
    <>
      {network.error !== null && <FailureNotice report={reportOf(network.error)} />}
      <p>{network.data === undefined ? '…' : network.data.proxy === null ? say('network.direct') : say('network.proxy', { proxy: network.data.proxy })}</p>
      <p className="soft">{say('network.certificates.text')}</p>
      {network.data !== undefined && network.data.certificates.length > 0 && (
        <ul className="trusted-list" aria-label={say('network.certificates')}>
          {network.data.certificates.map((certificate) => (
            <CertificateItem key={certificate.fingerprintSha256} certificate={certificate} expiredText={say('network.certificates.expired')} onRemove={() => setRemoving(certificate)} />
          ))}
        </ul>
      )}
      <div className="screen-line">
        <Button icon="add" isDisabled={add.isPending} onPress={choose}>
          {say('network.certificates.add')}
        </Button>
      </div>
      {add.error !== null && <FailureNotice report={reportOf(add.error)} />}
      {removing !== null && (
        <RemoveCertificateDialog certificate={removing} removal={removal} title={say('network.certificates.remove.title')} text={say('network.certificates.remove.text')} onDone={() => setRemoving(null)} />
      )}
    </>
  )
}
