import { z } from 'zod'
import type { Bench, BenchTools, Figures } from './support/bench.ts'

const INVOICES = 10_000
const TRIES = 3

const SimulatorReady = z.object({ apiBase: z.string(), nip: z.string(), token: z.string() })
const Measured = z.object({
  limitedSessionCalls: z.int(),
  seconds: z.number(),
  uposStored: z.int(),
  secondRefreshLimitedCalls: z.int(),
  eventLoopP99Ms: z.number(),
  eventLoopMaxMs: z.number(),
  peakRssMb: z.number(),
})

/**
 * One batch session of 10 000 accepted invoices, production limits on, invoice files off: the refresh in a real main process, the
 * simulator in another. The best of three by seconds; all figures of one try.
 */
export const bench: Bench = async (tools) => {
  const tries: z.infer<typeof Measured>[] = []
  for (let round = 1; round <= TRIES; round += 1) {
    tools.say(`batch-10k: ${round} / ${TRIES}`)
    tries.push(await measureOnce(tools))
  }
  const [best] = tries.sort((one, other) => one.seconds - other.seconds)
  if (best?.uposStored !== INVOICES) throw new Error(`only ${best?.uposStored ?? 0} of ${INVOICES} UPO were stored`)
  return best satisfies Figures
}

async function measureOnce({ launchNode, launchElectronMain }: BenchTools): Promise<z.infer<typeof Measured>> {
  const args = ['--invoices', String(INVOICES), '--shape', 'one-batch', '--limits', 'production', '--json']
  const simulator = await launchNode({ entry: 'out/main/simulatorProcess.js', args })
  try {
    const app = await launchElectronMain({ entry: 'out/main/batch-10k.main.js' })
    try {
      app.send(SimulatorReady.parse(await simulator.nextMessage()))
      return Measured.parse(await app.nextMessage())
    } finally {
      await app.close()
    }
  } finally {
    await simulator.close()
  }
}
