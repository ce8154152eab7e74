import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { describeCredentialEnd } from '../../../electron/shared/messages/access.ts'
import { keptCredentialEnd, type CredentialEnd } from '../../../electron/shared/model/credentialEnd.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import './CredentialEndLine.css'

/** When what a company signs in with ends, if that is soon or past; null for the example and for one that has left. */
export function endOf(taxpayer: TaxpayerSummary): CredentialEnd | null {
  return keptCredentialEnd(taxpayer, warsawDayOf(new Date()))
}

/** Warns ahead of the end of a certificate or token; nothing while there is time. */
export function CredentialEndLine({ taxpayer }: { readonly taxpayer: TaxpayerSummary }) {
  const { language } = useSpeech()
  const end = endOf(taxpayer)
  if (end === null) return null
  return (
    <p className={end.kind === 'certificate-expired' ? 'credential-end is-over' : 'credential-end'}>
      <Icon name="alert" size={14} />
      {describeCredentialEnd(language, end)}
    </p>
  )
}
