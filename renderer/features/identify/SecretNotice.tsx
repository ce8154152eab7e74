import type { Identified } from '../../../electron/shared/model/identified.ts'
import { describeIdentified } from '../../../electron/shared/messages/identify.ts'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'

/** A secret was pasted: says so, and shows of it only the reference number by which it can be revoked. */
export function SecretNotice({ secret }: { readonly secret: Identified }) {
  const { language, say } = useSpeech()
  const { title, text } = describeIdentified(language, secret)
  return (
    <Notice tone="warn" title={title}>
      <p>{text}</p>
      {secret.text !== '' && <p>{say('identify.token-reference', { number: secret.text })}</p>}
    </Notice>
  )
}
