import type { EventName, Events } from '../shared/contract/events.ts'

/** Tells every open window a fact. */
export type Emit = <E extends EventName>(event: E, payload: Events[E]) => void

/** The part of Electron's WebContents that is used. */
export interface EventTarget {
  isDestroyed(): boolean
  send(channel: string, payload: unknown): void
}

/** The one place that sends to windows; `targets` gives those open now. */
export function createEmit(targets: () => readonly EventTarget[]): Emit {
  return (event, payload) => {
    for (const target of targets()) {
      if (!target.isDestroyed()) target.send(event, payload)
    }
  }
}
