import type { InvoiceId } from '../../shared/contract/common.ts'
import type { InvoiceDetail } from '../../shared/contract/invoices.ts'
import { AppError } from '../../shared/errors.ts'
import type { Archive } from '../archiveOperations.ts'
import { diagnose } from '../diagnose/diagnose.ts'
import { factsOf } from '../diagnose/factsOf.ts'
import { senderOf } from '../diagnose/senderOf.ts'
import { verificationLink } from './verificationLink.ts'

export interface InvoiceDetailOptions {
  readonly archive: Archive
  /** Base of verification links of the taxpayer's environment. */
  readonly qrBase: string
  readonly id: InvoiceId
  /** Certificates that the person trusts, as DER. */
  readonly trusted: readonly Uint8Array[]
  /** Instant, UTC. */
  readonly now: string
}

/** All that is known of an invoice: what the archive holds, why a UPO is missing, and its KOD I link. Throws `not-found`. */
export async function invoiceDetail({ archive, qrBase, id, trusted, now }: InvoiceDetailOptions): Promise<InvoiceDetail> {
  const archived = await archive.shownInvoice({ id, trusted })
  if (archived === null) throw new AppError('not-found', { details: { what: 'invoice' } })
  const [known] = await archive.diagnosisFacts({ invoiceIds: [id] })
  const facts = known === undefined ? null : factsOf(known, now)
  const { sellerNip, issuedOn } = archived.summary
  return {
    ...archived,
    diagnosis: facts === null ? null : diagnose(facts),
    handled: known?.handled ?? null,
    sender: facts === null ? null : senderOf(facts),
    verificationLink: verificationLink(qrBase, { sellerNip, issuedOn, invoiceHash: archived.invoiceHash }),
  }
}
