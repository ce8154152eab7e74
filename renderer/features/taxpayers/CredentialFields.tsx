import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import type { ChosenFile, CredentialInput } from '../../../electron/shared/contract/taxpayers.ts'
import { unwrapChoice } from '../../api/client.ts'
import { Button } from '../../components/Button.tsx'
import { Field } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useToastFailure } from '../failure/index.ts'
import './CredentialFields.css'

export interface CredentialDraft {
  readonly kind: 'token' | 'certificate'
  readonly token: string
  readonly certificate: ChosenFile | null
  readonly key: ChosenFile | null
  readonly password: string
}

export const NO_CREDENTIAL: CredentialDraft = { kind: 'certificate', token: '', certificate: null, key: null, password: '' }

/** PKCS#12 holds its own key; a certificate alone needs its key file. */
export function needsKey(draft: CredentialDraft): boolean {
  return draft.certificate !== null && draft.certificate.looksLike !== 'pkcs12'
}

/** The credential as the main process takes it; null while something is missing. */
export function credentialOf(draft: CredentialDraft): CredentialInput | null {
  if (draft.kind === 'token') return draft.token.trim() === '' ? null : { kind: 'token', token: draft.token.trim() }
  if (draft.certificate === null || (needsKey(draft) && draft.key === null)) return null
  return { kind: 'certificate', certificateHandle: draft.certificate.handle, keyHandle: needsKey(draft) ? (draft.key?.handle ?? null) : null, password: draft.password }
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
  const toastFailure = useToastFailure()
  const kind = allowsToken ? draft.kind : 'certificate'
  const choose = async (purpose: 'certificate' | 'key'): Promise<void> => {
    const file = await unwrapChoice(window.api.taxpayers.chooseCredentialFile({ purpose }))
    if (file !== null) onChange({ ...draft, kind, [purpose]: file })
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
        <>
          {fileLine('certificate', draft.certificate)}
          {needsKey(draft) && fileLine('key', draft.key)}
          <Field label={say('credential.password')} hint={say('credential.password.hint')} type="password" value={draft.password} onChange={(password) => onChange({ ...draft, kind, password })} autoComplete="off" />
        </>
      )}
    </div>
  )
}
