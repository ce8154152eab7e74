import { outlineInvoice } from '../../electron/documents/invoice/outlineInvoice.ts'
import { readInvoice } from '../../electron/documents/invoice/readInvoice.ts'
import { faXml } from '../support/invoiceXml.ts'
import type { Bench } from './support/bench.ts'

const ROUNDS = 5000

/** An FA(3) of 3 kB with ten lines, as most are. */
const INVOICE = Buffer.from(
  faXml({
    extra: Array.from(
      { length: 10 },
      (_, index) => `<FaWiersz><NrWierszaFa>${index + 1}</NrWierszaFa><P_7>Towar numer ${index}</P_7><P_8A>szt.</P_8A><P_8B>${index}</P_8B><P_9A>10.00</P_9A><P_11>${index}0.00</P_11><P_12>23</P_12></FaWiersz>`,
    ).join(''),
  }),
)

/** Invoices of ten lines read, and outlined, in one second of processor time. */
export const bench: Bench = () =>
  Promise.resolve({
    bytes: INVOICE.byteLength,
    readPerSecond: perProcessorSecond(() => readInvoice(INVOICE)),
    outlinedPerSecond: perProcessorSecond(() => outlineInvoice(INVOICE, 'pl')),
  })

function perProcessorSecond(work: () => unknown): number {
  const before = process.cpuUsage()
  for (let round = 0; round < ROUNDS; round += 1) work()
  const { user, system } = process.cpuUsage(before)
  return Math.round(ROUNDS / ((user + system) / 1_000_000))
}
