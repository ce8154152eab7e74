import type { Credential } from '../ksef/credential.ts'
import { describeCredentialEnd } from '../shared/messages/access.ts'
import { credentialEnd } from '../shared/model/credentialEnd.ts'
import type { CredentialEnd } from '../shared/model/credentialEnd.ts'
import { warsawDayOf } from '../shared/model/warsawDay.ts'
import type { Invocation } from './command.ts'

/** Warns ahead, on standard error, when what one signs in with ends, and gives it for `--json`; nothing, and null, while there is time. */
export function noteCredentialEnd({ output, language }: Pick<Invocation, 'output' | 'language'>, credential: Credential, now: number): CredentialEnd | null {
  const certificateLastDay = credential.kind === 'certificate' ? warsawDayOf(credential.signing.summary.notAfter) : null
  const end = credentialEnd({ kind: credential.kind, certificateLastDay }, warsawDayOf(now))
  if (end !== null) output.note(`${describeCredentialEnd(language, end)}.`)
  return end
}
