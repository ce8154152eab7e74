/** The simulator's own time: the machine's time plus what the control interface added, or a frozen instant. */
export interface SimulatorClock {
  /** Milliseconds since 1970. */
  now(): number
  advance(ms: number): void
  set(ms: number): void
  freeze(): void
  /** Goes on from where it was frozen. */
  resume(): void
}

export function createClock(startAt?: number): SimulatorClock {
  let offset = startAt === undefined ? 0 : startAt - Date.now()
  let frozenAt: number | null = null
  const now = (): number => frozenAt ?? Date.now() + offset
  return {
    now,
    advance: (ms) => {
      if (frozenAt === null) offset += ms
      else frozenAt += ms
    },
    set: (ms) => {
      if (frozenAt === null) offset = ms - Date.now()
      else frozenAt = ms
    },
    freeze: () => {
      frozenAt = now()
    },
    resume: () => {
      offset = now() - Date.now()
      frozenAt = null
    },
  }
}
