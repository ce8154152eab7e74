import { randomUUID } from 'node:crypto'
import type { Reply } from '../shared/contract/api.ts'
import type { Command } from '../shared/contract/command.ts'
import { contract } from '../shared/contract/index.ts'
import type { Channel, Contract, Domain, InputOf, OutputOf } from '../shared/contract/index.ts'
import { AppError, toErrorReport } from '../shared/errors.ts'

/** What answers one domain's commands; the compiler asks for each of them. */
export type DomainHandlers<D extends Domain> = {
  readonly [N in Extract<keyof Contract[D], string>]: `${D}.${N}` extends infer C extends Channel
    ? (input: InputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>
    : never
}

export type Handlers = { readonly [D in Domain]: DomainHandlers<D> }

/** The part of Electron's ipcMain that is used. */
export interface CommandBus<Event> {
  handle(channel: string, listener: (event: Event, input: unknown) => Promise<Reply<unknown>>): void
}

export interface RegisterDependencies<Event> {
  readonly bus: CommandBus<Event>
  readonly isTrustedSender: (event: Event) => boolean
  readonly logFailure: (incidentId: string, channel: string, cause: unknown) => void
}

/**
 * Binds every command of the contract: checks the sender and the input, runs, checks the output, and always answers.
 * What went wrong is logged once, under the incident id that the person sees.
 */
export function registerHandlers<Event>(handlers: Handlers, deps: RegisterDependencies<Event>): void {
  for (const [domain, commands] of Object.entries<Readonly<Record<string, Command>>>(contract)) {
    for (const [name, command] of Object.entries(commands)) {
      const run = (handlers as unknown as Record<string, Record<string, (input: unknown) => unknown>>)[domain]?.[name]
      if (run === undefined) throw new Error(`no handler: ${domain}.${name}`)
      bind(`${domain}.${name}`, command, run, deps)
    }
  }
}

function bind<Event>(channel: string, command: Command, run: (input: unknown) => unknown, deps: RegisterDependencies<Event>): void {
  deps.bus.handle(channel, async (event, input) => {
    try {
      if (!deps.isTrustedSender(event)) throw new AppError('invalid-request', { details: { reason: 'sender' } })
      const parsed = command.input.safeParse(input)
      if (!parsed.success) throw new AppError('invalid-request', { details: { reason: 'input' }, cause: parsed.error })
      return { ok: true, value: command.output.parse(await run(parsed.data)) }
    } catch (cause) {
      const incidentId = randomUUID()
      deps.logFailure(incidentId, channel, cause)
      return { ok: false, error: { ...toErrorReport(cause), incidentId } }
    }
  })
}
