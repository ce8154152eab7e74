import { once } from 'node:events'
import { startSimulator } from '../../simulator/startSimulator.ts'
import { chosenOption, numberOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'

/** A KSeF on loopback, until Ctrl+C. */
export const simulator: CliCommand = {
  usage: 'simulator [--port N] [--seed N] [--invoices N] [--clients N] [--limits production|off] [--upo-page-size N]',
  summary: {
    pl: 'Uruchamia symulator KSeF na tym komputerze (do Ctrl+C).',
    en: 'Starts a KSeF simulator on this computer (until Ctrl+C).',
  },
  options: { port: { type: 'string' }, seed: { type: 'string' }, invoices: { type: 'string' }, clients: { type: 'string' }, limits: { type: 'string' }, 'upo-page-size': { type: 'string' } },
  async run(invocation) {
    const running = await startSimulator({
      port: numberOption(invocation, 'port', 0, 0),
      seed: numberOption(invocation, 'seed', 0, 1),
      invoices: numberOption(invocation, 'invoices', 1, 1000),
      clients: numberOption(invocation, 'clients', 0, 0),
      limits: chosenOption(invocation, 'limits', ['production', 'off'], 'production'),
      sessionUpoPageSize: numberOption(invocation, 'upo-page-size', 1, 10_000),
    })
    const { apiBase, controlUrl, taxpayers, credentials } = running
    invocation.output.json({ apiBase, controlUrl, taxpayers, tokens: credentials.tokens })
    for (const text of [`API      ${apiBase}`, `control  ${controlUrl}`, `NIP      ${taxpayers[0]?.nip ?? ''}`, `token    ${credentials.tokens.archive}`]) invocation.output.line(text)
    if (!invocation.signal.aborted) await once(invocation.signal, 'abort')
    await running.close()
    return EXIT.done
  },
}
