import { readFileSync } from 'node:fs'
import { certificatesPem } from '../core/network/networkCertificates.ts'
import type { ConnectionSettings } from '../ksef/http/dispatcher.ts'
import { AppError } from '../shared/errors.ts'

/**
 * The way to KSeF for one run: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` as everywhere, and `TECZKA_CA_FILE`, a file with certificates
 * (PEM or DER) of a company network. Throws 'file-unreadable', 'certificate-unreadable'.
 */
export function connectionFromEnvironment(environment: Readonly<Record<string, string | undefined>>): ConnectionSettings {
  const file = environment.TECZKA_CA_FILE
  const proxy = { kind: 'environment', variables: environment } as const
  return file === undefined || file === '' ? { proxy } : { proxy, extraCertificatesPem: certificatesPem(readFile(file)) }
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new AppError('file-unreadable', { details: { path }, cause })
  }
}
