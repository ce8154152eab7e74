import { useState } from 'react'
import type { useAddTrusted, useRemoveTrusted } from '../../api/trust.ts'
import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { Button } from '../../components/Button.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { CertificateItem } from './CertificateItem.tsx'
import { RemoveCertificateDialog } from './RemoveCertificateDialog.tsx'

export interface KeptCertificatesProps {
  /** Undefined while they are being read. */
  readonly certificates: readonly TrustedCertificateView[] | undefined
  readonly add: ReturnType<typeof useAddTrusted>
  readonly removal: ReturnType<typeof useRemoveTrusted>
  readonly texts: {
    readonly list: string
    readonly expired: string
    readonly add: string
    /** Under the button. */
    readonly addHint?: string
    readonly removeTitle: string
    readonly removeText: string
  }
}

/** Certificates that the person added from files: each with its validity, to be taken away after a question. */
export function KeptCertificates({ certificates, add, removal, texts }: KeptCertificatesProps) {
  const { say } = useSpeech()
  const [removing, setRemoving] = useState<TrustedCertificateView | null>(null)
  const choose = (): void =>
    add.mutate(undefined, {
      onSuccess: (result) => {
        if (result !== null) showToast({ tone: result.added.length === 0 ? 'info' : 'good', title: say('trust.added', { count: result.added.length }), lines: result.added.map(({ subject }) => subject) })
      },
    })
  return (
    <>
      {certificates !== undefined && certificates.length > 0 && (
        <ul className="trusted-list" aria-label={texts.list}>
          {certificates.map((certificate) => (
            <CertificateItem key={certificate.fingerprintSha256} certificate={certificate} expiredText={texts.expired} onRemove={() => setRemoving(certificate)} />
          ))}
        </ul>
      )}
      <div className="screen-line">
        <Button icon="add" isDisabled={add.isPending} onPress={choose}>
          {texts.add}
        </Button>
      </div>
      {texts.addHint !== undefined && <p className="soft">{texts.addHint}</p>}
      {add.error !== null && <FailureNotice report={reportOf(add.error)} />}
      {removing !== null && <RemoveCertificateDialog certificate={removing} removal={removal} title={texts.removeTitle} text={texts.removeText} onDone={() => setRemoving(null)} />}
    </>
  )
}
