import { z } from 'zod'
import type { CredentialInput } from '../../shared/contract/taxpayers.ts'
import { AppError } from '../../shared/errors.ts'
import type { ChosenFiles } from './chosenFiles.ts'

const StoredCredential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token'), token: z.string() }),
  z.object({
    kind: z.literal('certificate'),
    /** PKCS#12 or certificate, as the file was; Base64. */
    certificate: z.base64(),
    /** Null for PKCS#12. */
    key: z.base64().nullable(),
    password: z.string(),
  }),
])

/** A credential as the key store keeps it: what the person gave, unchanged. A secret as a whole. */
export type StoredCredential = z.infer<typeof StoredCredential>

/** What the person gave, with the chosen files in place of their handles. */
export function gatherCredential(input: CredentialInput, chosenFiles: ChosenFiles): StoredCredential {
  if (input.kind === 'token') return { kind: 'token', token: input.token.trim() }
  const base64 = (handle: string): string => Buffer.from(chosenFiles.bytesOf(handle)).toString('base64')
  return {
    kind: 'certificate',
    certificate: base64(input.certificateHandle),
    key: input.keyHandle === null ? null : base64(input.keyHandle),
    password: input.password,
  }
}

export function encodeCredential(credential: StoredCredential): string {
  return JSON.stringify(credential)
}

/** The credential in a text of the key store. Throws `credential-missing` when it is none, as after a newer version of the program. */
export function decodeCredential(text: string): StoredCredential {
  const parsed = StoredCredential.safeParse(tryJson(text))
  // Without the cause: it could quote the secret.
  if (!parsed.success) throw new AppError('credential-missing', { details: { reason: 'not-understood' } })
  return parsed.data
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
