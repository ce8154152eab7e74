import { useState } from 'react'
import type { TrustedCertificateView } from '../../../electron/shared/contract/trust.ts'
import { formatDay } from '../../../electron/shared/messages/formats.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CopyNumber } from '../copyNumber/index.ts'

export interface CertificateItemProps {
  readonly certificate: TrustedCertificateView
  /** What it means that its validity is over. */
  readonly expiredText: string
  readonly onRemove: () => void
}

/** One certificate of a list: whose, until when, its fingerprint, and the way to take it away. */
export function CertificateItem({ certificate, expiredText, onRemove }: CertificateItemProps) {
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
      {Date.parse(notAfter) < openedAt && <p className="soft">{expiredText}</p>}
      <p className="trusted-fingerprint">
        <span className="soft">{say('trust.fingerprint')}</span>
        <CopyNumber text={fingerprintSha256} name={say('trust.fingerprint')} />
      </p>
    </li>
  )
}
