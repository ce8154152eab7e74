import { SwitchButton, SwitchField } from 'react-aria-components'
import type { ChosenFile, CredentialInput } from '../../../electron/shared/contract/taxpayers.ts'
import { unwrapChoice } from '../../api/client.ts'
import { Button } from '../../components/Button.tsx'
import { Field } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import './CredentialFields.css'

export interface CertificateDraft {
  readonly certificate: ChosenFile | null
  readonly key: ChosenFile | null
  readonly password: string
  /** KSeF knows the holder by the fingerprint, whatever names the certificate has. */
  readonly byFingerprint: boolean
}

export const NO_CERTIFICATE: CertificateDraft = { certificate: null, key: null, password: '', byFingerprint: false }

/** PKCS#12 holds its own key; a certificate alone needs its key file. */
function needsKey({ certificate }: CertificateDraft): boolean {
  return certificate !== null && certificate.looksLike !== 'pkcs12'
}

/** The certificate as the main process takes it; null while something is missing. */
export function certificateOf(draft: CertificateDraft): Extract<CredentialInput, { kind: 'certificate' }> | null {
  const { certificate, key, password, byFingerprint } = draft
  if (certificate === null || (needsKey(draft) && key === null)) return null
  return {
    kind: 'certificate',
    certificateHandle: certificate.handle,
    keyHandle: needsKey(draft) ? (key?.handle ?? null) : null,
    password,
    subjectIdentifier: byFingerprint ? 'certificateFingerprint' : null,
  }
}

/** Files are chosen in the system's dialog; their content never comes to the window. What a certificate opens is said before it is kept. */
export function CertificateFields({ draft, onChange }: { readonly draft: CertificateDraft; readonly onChange: (draft: CertificateDraft) => void }) {
  const { say } = useSpeech()
  const toastFailure = useToastFailure()
  const choose = async (purpose: 'certificate' | 'key'): Promise<void> => {
    const file = await unwrapChoice(window.api.taxpayers.chooseCredentialFile({ purpose }))
    if (file !== null) onChange({ ...draft, [purpose]: file })
  }
  const fileLine = (purpose: 'certificate' | 'key', file: ChosenFile | null) => (
    <div className="file-line">
      <span className="field-label">{say(`credential.${purpose}`)}</span>
      <div className="screen-line">
        <Button icon="folder" onPress={() => void choose(purpose).catch(toastFailure)}>
          {say('credential.choose')}
        </Button>
        <span className={file === null ? 'soft' : 'mono'}>{file?.fileName ?? say(`credential.${purpose}.hint`)}</span>
      </div>
    </div>
  )
  return (
    <>
      {fileLine('certificate', draft.certificate)}
      {needsKey(draft) && fileLine('key', draft.key)}
      <Field label={say('credential.password')} hint={say('credential.password.hint')} type="password" value={draft.password} onChange={(password) => onChange({ ...draft, password })} autoComplete="off" />
      <SwitchField isSelected={draft.byFingerprint} onChange={(byFingerprint) => onChange({ ...draft, byFingerprint })}>
        <SwitchButton className="switch">
          <span className="switch-track" />
          <span>
            {say('credential.by-fingerprint')}
            <span className="menu-detail">{say('credential.by-fingerprint.hint')}</span>
          </span>
        </SwitchButton>
      </SwitchField>
      <Notice tone="info" title={say('credential.opens-everything')}>
        <p>{say('credential.opens-everything.text')}</p>
      </Notice>
    </>
  )
}
