import type { CertificateSummary } from '../../shared/model/certificateSummary.ts'
import type { ConnectionReport } from '../../shared/contract/taxpayers.ts'
import type { Language } from '../../shared/contract/program.ts'
import { composePermissionRequest } from '../../shared/messages/permissionRequest.ts'
import { missingPermissions } from '../../shared/model/access.ts'
import type { AccessAnswer, CertificateHolder } from '../../shared/model/access.ts'
import type { KsefContext } from '../../shared/model/context.ts'

export interface ReportFacts {
  readonly context: KsefContext
  readonly displayName: string
  readonly language: Language
  readonly certificate: CertificateSummary | null
  readonly answer: AccessAnswer
}

/** What a try to sign in showed, for the window: with the ready text of a request where a permission is missing. */
export function connectionReport(facts: ReportFacts): ConnectionReport {
  const { answer, certificate } = facts
  return {
    ok: answer.error === null,
    error: answer.error,
    invoices: answer.invoices,
    upo: answer.upo,
    permissions: [...answer.permissions],
    requestText: requestText({ ...facts, holder: certificate === null ? null : holderOf(certificate) }),
    certificate: certificateFacts(certificate),
  }
}

/** The ready request for what is missing; null where nothing is, or where no permission would help. */
export function requestText({ language, context, displayName, holder, answer }: Omit<ReportFacts, 'certificate'> & { readonly holder: CertificateHolder | null }): string | null {
  const missing = missingPermissions(answer)
  if (missing.length === 0) return null
  const { identifier } = context
  return composePermissionRequest(language, {
    companyName: displayName === identifier.value ? '' : displayName,
    identifier,
    presentPermissions: answer.permissions,
    missing,
    way: holder === null ? 'token' : 'certificate',
    holder,
  })
}

/** Who is to get a permission, as KSeF would find them by this certificate. */
export function holderOf({ subject, nip, pesel, fingerprintSha256 }: CertificateSummary): CertificateHolder {
  const name = /(?:^|, )CN=([^,]+)/.exec(subject)?.[1] ?? subject
  const isCompany = nip !== null && pesel === null && !/(?:^|, )(?:SN|GN|givenName|surname|serialNumber)=/.test(subject)
  if (pesel !== null) return { name, identifiedBy: 'pesel', identifier: pesel, isCompany }
  return nip === null ? { name, identifiedBy: 'fingerprint', identifier: fingerprintSha256, isCompany } : { name, identifiedBy: 'nip', identifier: nip, isCompany }
}

/** One certificate opens every context its holder may enter and cannot be narrowed (API-NOTES §2). */
function certificateFacts(certificate: CertificateSummary | null): ConnectionReport['certificate'] {
  if (certificate === null) return null
  const { subject, serialNumber, notAfter, purpose } = certificate
  return { subject, serial: serialNumber, validUntil: new Date(notAfter).toISOString(), purpose, opensEverything: purpose !== 'offline' }
}
