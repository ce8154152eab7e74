import type { ConnectionReport } from '../../shared/contract/taxpayers.ts'
import { tellsOfAccess } from '../../shared/model/access.ts'
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import { holderOf } from './connectionReport.ts'
import type { TaxpayerCatalogue } from './taxpayerCatalogue.ts'

export interface Look {
  readonly context: KsefContext
  /** Instant, UTC. */
  readonly at: string
  readonly report: ConnectionReport
  /** What was signed in with; null for a token, or where nothing could be opened. */
  readonly certificate: CertificateSummary | null
}

/** Keeps what a look at the access showed: what KSeF said, or that the look failed on its way. */
export function noteLook(catalogue: Pick<TaxpayerCatalogue, 'noteAccess' | 'noteAccessFailure'>, { context, at, report, certificate }: Look): void {
  const { invoices, upo, permissions, error } = report
  if (error !== null && !tellsOfAccess(error)) catalogue.noteAccessFailure(context, at, error)
  else catalogue.noteAccess(context, at, { invoices, upo, permissions, error, holder: certificate === null ? null : holderOf(certificate) })
}
