import type { WantedUpo } from '../../archive/outputs.ts'
import type { UpoFetcher, WantedInvoiceUpo } from './fetchUpos.ts'
import type { RefreshRun } from './refreshRun.ts'

const PAGE = 500

/**
 * Accepted invoices of earlier runs that still lack their UPO (not available yet, link failed, put into quarantine): one try each, by
 * the API route, as the budget allows. Those that this run asked for already are left alone.
 */
export async function fetchLeftUpos(run: RefreshRun, upos: UpoFetcher, startedAt: string): Promise<void> {
  let afterId = 0
  for (;;) {
    const page = await run.archive.uposWanted({ afterId, limit: PAGE })
    const last = page.at(-1)
    if (last === undefined) return
    afterId = last.invoiceId
    await upos.fetchAll(page.filter((wanted) => (wanted.lastAttempt?.at ?? '') < startedAt).flatMap(toTarget))
    if (run.waits.parts().includes('upos')) return
  }
}

function toTarget({ invoiceId, sessionReference, invoiceReference, ksefNumber, invoiceHash }: WantedUpo): readonly WantedInvoiceUpo[] {
  // Without its session KSeF has no route to an invoice's UPO (API-NOTES §3); the diagnosis says who has it.
  if (sessionReference === null) return []
  return [{ invoiceId, sessionReference, invoiceReference, ksefNumber, invoiceHash, link: null }]
}
