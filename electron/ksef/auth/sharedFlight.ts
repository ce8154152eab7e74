import { AppError } from '../../shared/errors.ts'

/**
 * One run for everybody who asks while it lasts: a second caller joins the first. A caller who cancels leaves alone; the run itself
 * is cancelled when the last one has left.
 */
export class SharedFlight<T> {
  readonly #start: (signal: AbortSignal) => Promise<T>
  #current: { readonly result: Promise<T>; readonly controller: AbortController; waiting: number } | null = null

  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#start = start
  }

  async join(signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw new AppError('cancelled')
    const flight = (this.#current ??= this.#takeOff())
    flight.waiting += 1
    let leave: (() => void) | undefined
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(new AppError('cancelled'))
      }
      signal.addEventListener('abort', leave, { once: true })
    })
    try {
      return await Promise.race([flight.result, left])
    } finally {
      if (leave !== undefined) signal.removeEventListener('abort', leave)
      flight.waiting -= 1
      if (flight.waiting === 0) {
        flight.controller.abort()
        if (this.#current === flight) this.#current = null
      }
    }
  }

  #takeOff(): { readonly result: Promise<T>; readonly controller: AbortController; waiting: number } {
    const controller = new AbortController()
    const result = this.#start(controller.signal)
    const flight = { result, controller, waiting: 0 }
    const land = (): void => {
      if (this.#current === flight) this.#current = null
    }
    result.then(land, land)
    return flight
  }
}
