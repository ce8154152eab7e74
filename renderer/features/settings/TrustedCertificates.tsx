import { useAddTrusted, useRemoveTrusted, useTrusted } from '../../api/trust.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { KeptCertificates } from './KeptCertificates.tsx'

/** Whom the person trusts to issue certificates, and what that changes. */
export function TrustedCertificates() {
  const { say } = useSpeech()
  const trusted = useTrusted()
  const add = useAddTrusted()
  const removal = useRemoveTrusted()
  const texts = {
    list: say('trust.list'),
    expired: say('trust.expired'),
    add: say('trust.add'),
    addHint: say('trust.add.hint'),
    removeTitle: say('trust.remove.title'),
    removeText: say('trust.remove.text'),
  }
  return (
    <>
      <p>{say('trust.text')}</p>
      {trusted.error !== null && <FailureNotice report={reportOf(trusted.error)} />}
      {trusted.data?.length === 0 && <p className="soft">{say('trust.empty')}</p>}
      <KeptCertificates certificates={trusted.data} add={add} removal={removal} texts={texts} />
    </>
  )
}
