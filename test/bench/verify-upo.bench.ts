import { inspectUpo } from '../../electron/documents/upo/inspectUpo.ts'
import type { Bench } from './support/bench.ts'
import { sealedReceipts } from './support/sealedReceipts.ts'

const RECEIPTS = 3_000
const WARM_UP_ROUNDS = 3
const TRIES = 3

/** Signed receipts of single invoices, each another, inspected in full: signature, structure, content. The best of three by the clock. */
export const bench: Bench = ({ say }) => {
  const { invoices, invoiceUpo, sessionReference } = sealedReceipts(RECEIPTS)
  const receipts = invoices.map((invoice) => ({
    bytes: invoiceUpo(invoice),
    expected: { headerHash: null, environment: 'simulator', ksefNumber: invoice.ksefNumber, invoiceHash: invoice.hash(), sessionReference },
  }) as const)
  const inspectAll = (): number => {
    const startedAt = performance.now()
    for (const { bytes, expected } of receipts) {
      if (inspectUpo(bytes, expected).provenKsefNumbers.length !== 1) throw new Error(`the receipt of ${expected.ksefNumber ?? '?'} was not accepted`)
    }
    return (performance.now() - startedAt) / 1_000
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) inspectAll()
  const tries = Array.from({ length: TRIES }, (_, index) => {
    say(`verify-upo: ${index + 1} / ${TRIES}`)
    const before = process.cpuUsage()
    const seconds = inspectAll()
    const { user, system } = process.cpuUsage(before)
    return { perSecond: Math.round(RECEIPTS / seconds), perProcessorSecond: Math.round(RECEIPTS / ((user + system) / 1_000_000)) }
  })
  const best = tries.reduce((one, other) => (other.perSecond > one.perSecond ? other : one))
  return Promise.resolve(best)
}
