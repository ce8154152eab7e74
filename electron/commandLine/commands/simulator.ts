import { once } from 'node:events'
import { startSimulator } from '../../simulator/startSimulator.ts'
import { chosenOption, NO_ARGUMENTS, numberOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { usageError } from '../usageError.ts'

/** A KSeF on loopback, until Ctrl+C. */
export const simulator: CliCommand = {
  usage: 'simulator [--port N] [--seed N] [--invoices N] [--clients N] [--limits production|off] [--upo-page-size N]',
  summary: {
    pl: 'Uruchamia symulator KSeF na tym komputerze (do Ctrl+C).',
    en: 'Starts a KSeF simulator on this computer (until Ctrl+C).',
  },
  takes: NO_ARGUMENTS,
  options: { port: { type: 'string' }, seed: { type: 'string' }, invoices: { type: 'string' }, clients: { type: 'string' }, limits: { type: 'string' }, 'upo-page-size': { type: 'string' } },
  async run(invocation) {
    const port = numberOption(invocation, 'port', { least: 0, most: 65_535, otherwise: 0 })
    const running = await startSimulator({
      port,
      seed: numberOption(invocation, 'seed', { least: 0, otherwise: 1 }),
      invoices: numberOption(invocation, 'invoices', { least: 1, otherwise: 1000 }),
      clients: numberOption(invocation, 'clients', { least: 0, otherwise: 0 }),
      limits: chosenOption(invocation, 'limits', ['production', 'off'], 'production'),
      sessionUpoPageSize: numberOption(invocation, 'upo-page-size', { least: 1, otherwise: 10_000 }),
    }).catch((cause: unknown) => {
      throw cause instanceof Error && 'syscall' in cause && cause.syscall === 'listen' ? usageError(`--port ${port}: ${cause.message}`) : cause
    })
    const { apiBase, controlUrl, taxpayers, credentials } = running
    invocation.output.json({ apiBase, controlUrl, taxpayers, tokens: credentials.tokens })
    for (const text of [`API      ${apiBase}`, `control  ${controlUrl}`, `NIP      ${taxpayers[0]?.nip ?? ''}`, `token    ${credentials.tokens.archive}`]) invocation.output.line(text)
    if (!invocation.signal.aborted) await once(invocation.signal, 'abort')
    await running.close()
    return EXIT.done
  },
}
