/** For a switch over a union: the compiler shows which case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}

/** Gives the value that TypeScript cannot see; `reason` says why it must be there. */
export function assertDefined<T>(value: T | null | undefined, reason: string): T {
  if (value === null || value === undefined) throw new Error(`expected a value: ${reason}`)
  return value
}
