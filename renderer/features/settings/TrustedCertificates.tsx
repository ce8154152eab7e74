import { useState } from 'react'
import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { formatDay } from '../../../electron/shared/messages/formats.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { useAddTrusted, useTrusted } from '../../api/trust.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { showToast } from '../../components/Toasts.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { RemoveTrustedDialog } from './RemoveTrustedDialog.tsx'

/** Whom the person trusts to issue certificates, and what that changes. */
export function TrustedCertificates() {
  const { say } = useSpeech()
  const trusted = useTrusted()
  const add = useAddTrusted()
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
            <TrustedCertificate key={certificate.fingerprintSha256} certificate={certificate} onRemove={() => setRemoving(certificate)} />
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
      {removing !== null && <RemoveTrustedDialog certificate={removing} onDone={() => setRemoving(null)} />}
    </>
  )
}

function TrustedCertificate({ certificate, onRemove }: { readonly certificate: TrustedCertificateView; readonly onRemove: () => void }) {
  const { language, say } = useSpeech()
  const [openedAt] = useState(() => Date.now())
  const { subject, notBefore, notAfter, fingerprintSha256 } = certificate
  const dayOf = (instant: string): string => formatDay(language, warsawDayOf(Date.parse(instant)))
  return (
    <li className="trusted">
      <header className="trusted-header">
        <Icon name="shield" />
        <strong className="trusted-subject">{subject}</strong>
        <Button look="quiet" onPress={onRemove}>
          {say('trust.remove')}
        </Button>
      </header>
      <p>{say('trust.validity', { from: dayOf(notBefore), to: dayOf(notAfter) })}</p>
      {Date.parse(notAfter) < openedAt && <p className="soft">{say('trust.expired')}</p>}
      <p className="trusted-fingerprint">
        <span className="soft">{say('trust.fingerprint')}</span>
        <CopyNumber text={fingerprintSha256} name={say('trust.fingerprint')} />
      </p>
    </li>
  )
}
