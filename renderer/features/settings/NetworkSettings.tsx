import { useAddNetworkCertificates, useNetworkView, useRemoveNetworkCertificate } from '../../api/network.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { FailureNotice, reportOf } from '../failure/index.ts'
import { KeptCertificates } from './KeptCertificates.tsx'

/** The way to KSeF: the proxy that the system names, and the certificates of a company network. */
export function NetworkSettings() {
  const { say } = useSpeech()
  const network = useNetworkView()
  const add = useAddNetworkCertificates()
  const removal = useRemoveNetworkCertificate()
  const texts = {
    list: say('network.certificates'),
    expired: say('network.certificates.expired'),
    add: say('network.certificates.add'),
    removeTitle: say('network.certificates.remove.title'),
    removeText: say('network.certificates.remove.text'),
  }
  return (
    <>
      {network.error !== null && <FailureNotice report={reportOf(network.error)} />}
      <p>{network.data === undefined ? '…' : network.data.proxy === null ? say('network.direct') : say('network.proxy', { proxy: network.data.proxy })}</p>
      <p className="soft">{say('network.certificates.text')}</p>
      <KeptCertificates certificates={network.data?.certificates} add={add} removal={removal} texts={texts} />
    </>
  )
}
