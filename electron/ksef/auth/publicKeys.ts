import { createPublicKey, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { SendApiCall } from '../http/apiConnection.ts'
import { optionalText, readAnswer, texts } from '../http/readAnswer.ts'

export interface EncryptionKey {
  /** Sent along, so that KSeF knows which key was used; null when the list did not name it. */
  readonly publicKeyId: string | null
  readonly key: KeyObject
}

export type KeyUsage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption'

const answer = z.array(
  z.object({ certificate: z.string(), publicKeyId: optionalText, validFrom: optionalText, validTo: optionalText, usage: texts }),
)

/** The Ministry's newest valid public key for this use (`GET /security/public-key-certificates`); keys rotate, so it is read at each sign-in. */
export async function fetchPublicKey(send: SendApiCall, usage: KeyUsage, now: number, signal: AbortSignal): Promise<EncryptionKey> {
  const template = '/security/public-key-certificates'
  const received = await send({ method: 'GET', template, group: null }, null, signal)
  const candidates = readAnswer(received, answer, `GET ${template}`)
    .filter((candidate) => candidate.usage.includes(usage))
    .map((candidate) => ({ ...candidate, from: Date.parse(candidate.validFrom ?? ''), to: Date.parse(candidate.validTo ?? '') }))
  const newestFirst = candidates.toSorted((left, right) => (right.from || 0) - (left.from || 0))
  // A computer with a wrong date must still be able to try: KSeF itself refuses a key that is no longer good.
  const chosen = newestFirst.find(({ from, to }) => !(from > now) && !(to < now)) ?? newestFirst[0]
  if (chosen === undefined) throw unusable('no-public-key')
  return { publicKeyId: chosen.publicKeyId, key: readKey(Buffer.from(chosen.certificate, 'base64')) }
}

/** The contract promises a certificate and shows a bare public key in its example: both are read. */
function readKey(der: Buffer): KeyObject {
  try {
    return new X509Certificate(der).publicKey
  } catch {
    try {
      return createPublicKey({ key: der, format: 'der', type: 'spki' })
    } catch (cause) {
      throw unusable('public-key', cause)
    }
  }
}

function unusable(reason: string, cause?: unknown): AppError {
  return new AppError('api-answer-unreadable', { details: { reason, route: 'GET /security/public-key-certificates' }, cause })
}
