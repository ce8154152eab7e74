import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import type { CredentialInput } from '../../../electron/shared/contract/taxpayers.ts'
import { Field } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CertificateFields, certificateOf, NO_CERTIFICATE, type CertificateDraft } from './CertificateFields.tsx'
import './CredentialFields.css'

export interface CredentialDraft {
  readonly kind: 'token' | 'certificate'
  readonly token: string
  readonly certificate: CertificateDraft
}

export const NO_CREDENTIAL: CredentialDraft = { kind: 'certificate', token: '', certificate: NO_CERTIFICATE }

/** The credential as the main process takes it; null while something is missing. */
export function credentialOf(draft: CredentialDraft): CredentialInput | null {
  if (draft.kind === 'certificate') return certificateOf(draft.certificate)
  return draft.token.trim() === '' ? null : { kind: 'token', token: draft.token.trim() }
}

export interface CredentialFieldsProps {
  readonly draft: CredentialDraft
  readonly onChange: (draft: CredentialDraft) => void
  /** Tokens exist for NIP and internal identifiers only (API-NOTES §2). */
  readonly allowsToken: boolean
}

/** Token or certificate. Files are chosen in the system's dialog; their content never comes to the window. */
export function CredentialFields({ draft, onChange, allowsToken }: CredentialFieldsProps) {
  const { say } = useSpeech()
  const kind = allowsToken ? draft.kind : 'certificate'
  return (
    <div className="credential">
      <RadioGroup className="radio-group" value={kind} onChange={(value) => onChange({ ...draft, kind: value === 'token' ? 'token' : 'certificate' })}>
        <Label className="field-label">{say('credential.kind')}</Label>
        <div className="radio-line">
          <RadioField value="certificate">
            <RadioButton className="radio">
              <span className="radio-dot" />
              {say('credential.kind.certificate')}
            </RadioButton>
          </RadioField>
          <RadioField value="token" isDisabled={!allowsToken}>
            <RadioButton className="radio">
              <span className="radio-dot" />
              {say('credential.kind.token')}
            </RadioButton>
          </RadioField>
        </div>
      </RadioGroup>
      {kind === 'token' ? (
        <>
          <Field label={say('credential.token')} hint={say('credential.token.hint')} type="password" mono value={draft.token} onChange={(token) => onChange({ ...draft, kind, token })} autoComplete="off" />
          <Notice tone="info">{say('credential.token.end')}</Notice>
        </>
      ) : (
        <CertificateFields draft={draft.certificate} onChange={(certificate) => onChange({ ...draft, kind, certificate })} />
      )}
    </div>
  )
}
