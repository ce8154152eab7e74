import { createClock } from '../../../electron/simulator/clock.ts'
import { createUpoOffice } from '../../../electron/simulator/upo/upoOffice.ts'
import { MAIN_TAXPAYER } from '../../../electron/simulator/world/parties.ts'
import type { InvoiceRecord } from '../../../electron/simulator/world/records.ts'
import { createWorld } from '../../../electron/simulator/world/world.ts'
import { assertDefined } from '../../../electron/shared/assert.ts'

const SEED = 20260201
const BASE_DAY = '2026-02-01'
const WRITER_TOKEN = '20260201-EC-1E00000000-0000000000-00'
/** Within the day after, when every invoice has been accepted. */
const NOW = Date.parse('2026-02-02T08:00:00Z')

/** One batch session of accepted invoices and the receipts that the simulator seals for it: the same bytes each time. */
export interface SealedReceipts {
  readonly nip: string
  readonly sessionReference: string
  readonly pageReference: string
  readonly invoices: readonly InvoiceRecord[]
  readonly invoiceUpo: (invoice: InvoiceRecord) => Buffer
  /** All invoices on one page. */
  readonly sessionUpo: () => Buffer
}

export function sealedReceipts(count: number): SealedReceipts {
  const world = createWorld({ seed: SEED, invoices: count, shape: 'one-batch', baseDay: BASE_DAY, writerToken: WRITER_TOKEN }, createClock(NOW))
  const office = createUpoOffice({ seed: SEED, version: 'v4-3', pageSize: count, flawsOf: () => [] })
  const session = assertDefined(world.sessionsOf(MAIN_TAXPAYER.nip)[0], 'this world is one session')
  const pageReference = assertDefined(office.pagesOf(session)[0], 'all its invoices were accepted')
  return {
    nip: MAIN_TAXPAYER.nip,
    sessionReference: session.reference,
    pageReference,
    invoices: Array.from({ length: count }, (_, index) => session.invoice(index + 1)),
    invoiceUpo: (invoice) => office.invoiceUpo(session, invoice),
    sessionUpo: () => assertDefined(office.sessionUpo(session, pageReference), 'the page is one of its own'),
  }
}
