import type { KsefClient } from '../../ksef/client.ts'
import { whatMayThisCredentialDo } from '../../ksef/permissions.ts'
import type { ConnectionReport } from '../../shared/contract/taxpayers.ts'
import type { Language } from '../../shared/contract/program.ts'
import { AppError, toErrorReport } from '../../shared/errors.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { AccessAnswer } from '../../shared/model/access.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import { connectionReport } from './connectionReport.ts'
import { refuseUnusable } from './openCredential.ts'
import type { OpenedCredential } from './openCredential.ts'

export interface TestConnectionOptions {
  readonly context: KsefContext
  readonly displayName: string
  readonly language: Language
  /** Opens what the person gave; may refuse it before KSeF is asked. */
  readonly open: () => OpenedCredential | Promise<OpenedCredential>
  /** A client for this one test. */
  readonly connect: (opened: OpenedCredential) => KsefClient
  readonly now: Date
  /** Aborted when the answer takes too long. */
  readonly signal: AbortSignal
}

/** Signs in and looks what the credential may do. What fails is told in the report; only a fault of the program is thrown. */
export async function testConnection({ context, displayName, language, open, connect, now, signal }: TestConnectionOptions): Promise<ConnectionReport> {
  let opened: OpenedCredential | null = null
  const report = (answer: AccessAnswer): ConnectionReport => connectionReport({ context, displayName, language, certificate: opened?.certificate ?? null, answer })
  const failed = (error: ErrorReport): ConnectionReport => report({ invoices: 'unknown', upo: 'unknown', permissions: [], error })
  try {
    opened = await open()
    refuseUnusable(opened, now)
    const client = connect(opened)
    try {
      const signedIn = await client.signIn(signal)
      const { invoices, upo, permissions } = await whatMayThisCredentialDo(client, signedIn, signal)
      return report({ invoices: invoices === null ? 'unknown' : invoices ? 'yes' : 'no', upo, permissions, error: null })
    } finally {
      await client.close()
    }
  } catch (cause) {
    if (signal.aborted) return failed({ code: 'sign-in-timeout', details: {} })
    if (!(cause instanceof AppError) || cause.code === 'unexpected') throw cause
    return failed(toErrorReport(cause))
  }
}
