import type { AppErrorCode, ErrorDetails } from '../errors.ts'
import type { EventName, Events } from './events.ts'
import type { Channel, Contract, Domain, InputOf, OutputOf } from './index.ts'

/** The answer to every command, also when it is refused. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: AppErrorCode; readonly details: ErrorDetails; readonly incidentId: string } }

type DomainApi<D extends Domain> = {
  readonly [N in Extract<keyof Contract[D], string>]: `${D}.${N}` extends infer C extends Channel ? (input: InputOf<C>) => Promise<Reply<OutputOf<C>>> : never
}

/** `window.api`, as the preload script makes it. */
export type Api = { readonly [D in Domain]: DomainApi<D> } & {
  /** Where a dropped file lies; empty for one that lies nowhere. */
  readonly pathOf: (file: File) => string
  /** Listens to an event; gives the way to stop. */
  readonly listen: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void
}
