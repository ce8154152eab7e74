import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** What electron/simulatorProcess.ts prints on one line when it is ready. */
const Readiness = z.object({
  apiBase: z.url(),
  nip: z.string(),
  token: z.string(),
  taxpayers: z.array(z.object({ nip: z.string(), name: z.string() })),
})

/** A KSeF on loopback, running in a thread of this program. */
export interface RunningSimulator {
  readonly apiBase: string
  readonly taxpayer: { readonly nip: string; readonly name: string }
  readonly token: string
  readonly stop: () => Promise<void>
}

export interface SimulatorThreadOptions {
  /** The bundled electron/simulatorProcess.ts. */
  readonly entry: URL
  readonly invoices: number
}

/** Starts a simulator without limits, so that the demo finishes at once. Throws when it ends before it is ready. */
export async function startSimulatorThread({ entry, invoices }: SimulatorThreadOptions): Promise<RunningSimulator> {
  const argv = ['--port', '0', '--seed', '1', '--invoices', String(invoices), '--limits', 'off']
  const worker = new Worker(entry, { argv, stdin: true, stdout: true, stderr: true, name: 'simulator' })
  const stop = async (): Promise<void> => {
    await worker.terminate()
  }
  try {
    const { apiBase, nip, token, taxpayers } = await readiness(worker)
    return { apiBase, token, taxpayer: { nip, name: taxpayers.find((taxpayer) => taxpayer.nip === nip)?.name ?? nip }, stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

async function readiness(worker: Worker): Promise<z.infer<typeof Readiness>> {
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the simulator ended before it was ready (${String(code)})`)
  })
  const lines = createInterface({ input: worker.stdout })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  // Its further output is of no use here; unread, it would fill up.
  worker.stdout.resume()
  worker.stderr.resume()
  return Readiness.parse(JSON.parse(line))
}
