import { z } from 'zod'
import type { Bench } from './support/bench.ts'

const INVOICES = Number(process.env.TECZKA_BENCH_INVOICES ?? 9_800)
/** Text that deflate makes a quarter smaller: the package comes to just under the gigabyte at which KSeF cuts it short. */
const INVOICE_BYTES = 135_000

const SimulatorReady = z.object({ apiBase: z.string(), nip: z.string(), token: z.string() })
const Measured = z.object({
  xmlStored: z.int(),
  seconds: z.number(),
  exportRequests: z.int(),
  singleFiles: z.int(),
  eventLoopP99Ms: z.number(),
  eventLoopMaxMs: z.number(),
  peakRssMb: z.number(),
})

/**
 * A package of a gigabyte, production limits on: downloaded, decrypted, unpacked, read and stored in a real main process, the simulator in
 * another. Megabytes are those of the files, unpacked; time counts from the package being ready.
 */
export const bench: Bench = async ({ launchNode, launchElectronMain }) => {
  const args = ['--invoices', String(INVOICES), '--invoice-bytes', String(INVOICE_BYTES), '--shape', 'one-batch', '--limits', 'production', '--json']
  const simulator = await launchNode({ entry: 'out/main/simulatorProcess.js', args })
  try {
    const app = await launchElectronMain({ entry: 'out/main/export-1gb.main.js', window: false })
    try {
      app.send(SimulatorReady.parse(await simulator.nextMessage()))
      const measured = Measured.parse(await app.nextMessage())
      if (measured.xmlStored !== INVOICES) throw new Error(`only ${measured.xmlStored} of ${INVOICES} files were stored`)
      return { mbPerSecond: Math.round((INVOICES * INVOICE_BYTES) / 1e5 / measured.seconds) / 10, ...measured }
    } finally {
      await app.close()
    }
  } finally {
    await simulator.close()
  }
}
