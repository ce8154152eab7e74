import { readFileSync } from 'node:fs'
import { openCertificateWithKey, openPkcs12 } from '../crypto/signingCredential.ts'
import { subjectIdentifierOf } from '../core/taxpayers/openCredential.ts'
import type { Credential } from '../ksef/credential.ts'
import { AppError } from '../shared/errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The credential for one run, from variables or the files they name; never from an argument, which other users of the computer could
 * see, and never stored. Throws 'credential-missing', 'file-unreadable' and the certificate codes.
 */
export function credentialFromEnvironment(environment: Environment): Credential {
  const token = environment.TECZKA_TOKEN ?? readText(environment.TECZKA_TOKEN_FILE)
  if (token !== null && token.trim() !== '') return { kind: 'token', token: token.trim() }
  const certificateFile = environment.TECZKA_CERTIFICATE_FILE
  if (certificateFile === undefined) throw new AppError('credential-missing', { details: { reason: 'environment' } })
  const password = environment.TECZKA_PASSWORD ?? readText(environment.TECZKA_PASSWORD_FILE)?.replace(/\r?\n$/, '') ?? null
  const certificate = readBytes(certificateFile)
  const keyFile = environment.TECZKA_KEY_FILE
  const signing = keyFile === undefined ? openPkcs12(certificate, password ?? '') : openCertificateWithKey(certificate, readBytes(keyFile), password)
  return { kind: 'certificate', signing, subjectIdentifier: subjectIdentifierOf(signing.summary) }
}

function readText(file: string | undefined): string | null {
  return file === undefined ? null : readBytes(file).toString('utf8')
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new AppError('file-unreadable', { details: { path: file }, cause })
  }
}
