import { fstatSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadWhileAwake } from './platform/loadWhileAwake.ts'
import type { SimulatorOptions } from './simulator/startSimulator.ts'

function wholeNumber(text: string, flag: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${flag} wants a whole number, not ${text}`)
  return Number(text)
}

function oneOf<T extends string>(text: string, choices: readonly T[], flag: string): T {
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw new Error(`--${flag} wants one of ${choices.join(', ')}, not ${text}`)
  return choice
}

/** Options of the simulator from a command line; an unknown flag or a wrong value throws. */
function readOptions(argv: readonly string[]): SimulatorOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      invoices: { type: 'string', default: '1000' },
      limits: { type: 'string', default: 'production' },
      shape: { type: 'string', default: 'demo' },
      clients: { type: 'string', default: '0' },
      'invoices-per-client': { type: 'string' },
      'invoice-bytes': { type: 'string' },
      'upo-version': { type: 'string', default: 'v4-3' },
      'upo-page-size': { type: 'string', default: '10000' },
      'processing-ms': { type: 'string', default: '3000' },
      today: { type: 'string' },
      tls: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  if (values.today !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.today)) throw new Error('--today wants a day as YYYY-MM-DD')
  return {
    port: wholeNumber(values.port, 'port'),
    seed: wholeNumber(values.seed, 'seed'),
    invoices: wholeNumber(values.invoices, 'invoices'),
    clients: wholeNumber(values.clients, 'clients'),
    limits: oneOf(values.limits, ['production', 'off'], 'limits'),
    shape: oneOf(values.shape, ['demo', 'one-batch'], 'shape'),
    upoVersion: oneOf(values['upo-version'], ['v4-3', 'v4-2'], 'upo-version'),
    sessionUpoPageSize: wholeNumber(values['upo-page-size'], 'upo-page-size'),
    processingMs: wholeNumber(values['processing-ms'], 'processing-ms'),
    tls: values.tls,
    ...(values['invoices-per-client'] === undefined ? {} : { invoicesPerClient: wholeNumber(values['invoices-per-client'], 'invoices-per-client') }),
    ...(values['invoice-bytes'] === undefined ? {} : { invoiceBytes: wholeNumber(values['invoice-bytes'], 'invoice-bytes') }),
    ...(values.today === undefined ? {} : { today: values.today }),
  }
}

/**
 * True when standard input is a pipe that the parent holds: it closes when the parent is gone, however it went.
 * Terminals and empty inputs (a service, an Electron utility process) tell nothing of the parent.
 */
function hasInputOfParent(): boolean {
  const input = fstatSync(0)
  return input.isFIFO() || input.isSocket()
}

/** Runs a simulator until its parent is gone, and prints one JSON line when it is ready. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  // Started here, not after: from then on it is the server that keeps the thread awake.
  const simulator = await loadWhileAwake(async () => {
    const { startSimulator } = await import('./simulator/startSimulator.ts')
    return startSimulator(options)
  })
  let isEnding = false
  const end = (): void => {
    if (isEnding) return
    isEnding = true
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.once('disconnect', end)
  if (hasInputOfParent()) {
    process.stdin.resume()
    process.stdin.once('end', end)
    process.stdin.once('error', end)
  }

  const { apiBase, controlUrl, taxpayers, credentials } = simulator
  process.stdout.write(`${JSON.stringify({ apiBase, controlUrl, nip: taxpayers[0]?.nip, token: credentials.tokens.archive, tokens: credentials.tokens, taxpayers })}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(2)
})
