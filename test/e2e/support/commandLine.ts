import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const CLI = join(resolve(import.meta.dirname, '../../..'), 'out', 'main', 'cli.js')

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** With `--json`: what each line of standard output held. */
  readonly lines: readonly unknown[]
}

export type CommandEnvironment = Readonly<Record<string, string>>

/** Starts a command of the command line in a Node of its own, as `npm run cli` does. */
export function startCommand(args: readonly string[], environment: CommandEnvironment = {}) {
  return spawn(process.execPath, [CLI, ...args], { env: { ...process.env, LANG: 'pl_PL.UTF-8', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs a command to its end. */
export async function runCommand(args: readonly string[], environment: CommandEnvironment = {}): Promise<CommandResult> {
  const child = startCommand(args, environment)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const exitCode = await new Promise<number>((whenEnded) => child.once('close', (code) => whenEnded(code ?? 1)))
  const lines = args.includes('--json') ? stdout.split('\n').filter((line) => line !== '').map((line): unknown => JSON.parse(line)) : []
  return { exitCode, stdout, stderr, lines }
}

const SimulatorReady = z.object({ apiBase: z.url(), controlUrl: z.url(), taxpayers: z.array(z.object({ nip: z.string() })).min(1), tokens: z.record(z.string(), z.string()) })

export interface CommandLineSimulator {
  readonly apiBase: string
  readonly nip: string
  readonly tokens: Readonly<Record<string, string>>
  readonly controlUrl: string
  readonly stop: () => Promise<void>
}

/** `cli simulator` in a process of its own, ready to answer; `clients`: so many more companies that a bookkeeper's certificate may enter. */
export async function startCommandLineSimulator(invoices: number, { clients = 0, limits = 'off' }: { readonly clients?: number; readonly limits?: 'production' | 'off' } = {}): Promise<CommandLineSimulator> {
  const child = startCommand(['simulator', '--json', '--limits', limits, '--invoices', String(invoices), '--clients', String(clients)])
  const ended = new Promise<void>((whenEnded) => child.once('close', () => whenEnded()))
  const line = await new Promise<string>((whenReady, whenGone) => {
    createInterface({ input: child.stdout }).once('line', whenReady)
    child.once('close', () => whenGone(new Error('the simulator ended before it was ready')))
  })
  const { taxpayers, ...ready } = SimulatorReady.parse(JSON.parse(line))
  return {
    ...ready,
    nip: taxpayers[0]?.nip ?? '',
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
