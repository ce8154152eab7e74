import type { CertificateSummary } from '../../shared/model/certificateSummary.ts'
import type { ConnectionReport } from '../../shared/contract/taxpayers.ts'
import type { Language } from '../../shared/contract/program.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import { composePermissionRequest } from '../../shared/messages/permissionRequest.ts'
import type { KsefContext } from '../../shared/model/context.ts'

/** What a credential may do here (ksef/permissions.ts); `invoices` null: KSeF did not say. */
export interface Abilities {
  readonly invoices: boolean | null
  readonly upo: ConnectionReport['upo']
  readonly permissions: readonly string[]
}

export interface ReportFacts {
  readonly context: KsefContext
  readonly displayName: string
  readonly language: Language
  readonly certificate: CertificateSummary | null
  readonly outcome: { readonly abilities: Abilities } | { readonly error: ErrorReport }
}

/** Failures that a permission, given by the owner of the context, would mend. */
const MENDED_BY_PERMISSION = new Set<ErrorReport['code']>(['sign-in-no-permission', 'certificate-other-nip', 'api-forbidden'])

/** What a try to sign in showed, for the window: with the ready text of a request where a permission is missing. */
export function connectionReport(facts: ReportFacts): ConnectionReport {
  const { outcome } = facts
  const abilities: Abilities = 'abilities' in outcome ? outcome.abilities : { invoices: null, upo: 'unknown', permissions: [] }
  const error = 'error' in outcome ? outcome.error : null
  const isMissing = error === null ? abilities.invoices === false || abilities.upo === 'none' || abilities.upo === 'own-sessions' : MENDED_BY_PERMISSION.has(error.code)
  return {
    ok: error === null,
    error,
    invoices: abilities.invoices === null ? 'unknown' : abilities.invoices ? 'yes' : 'no',
    upo: abilities.upo,
    permissions: [...abilities.permissions],
    requestText: isMissing ? requestText(facts, abilities.permissions) : null,
    certificate: certificateFacts(facts.certificate),
  }
}

function requestText({ language, context, displayName }: ReportFacts, presentPermissions: readonly string[]): string {
  const { identifier } = context
  return composePermissionRequest(language, { companyName: displayName === identifier.value ? '' : displayName, identifier, presentPermissions })
}

/** One certificate opens every context its holder may enter and cannot be narrowed (API-NOTES §2). */
function certificateFacts(certificate: CertificateSummary | null): ConnectionReport['certificate'] {
  if (certificate === null) return null
  const { subject, serialNumber, notAfter, purpose } = certificate
  return { subject, serial: serialNumber, validUntil: new Date(notAfter).toISOString(), purpose, opensEverything: purpose !== 'offline' }
}
