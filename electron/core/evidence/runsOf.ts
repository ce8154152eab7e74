export interface Keyed {
  readonly keys: readonly string[]
}

/** Consecutive items of which no two share a key: such can be looked up and written together, for none of them changes what is said of another. */
export function runsOf<T extends Keyed>(items: readonly T[]): readonly (readonly T[])[] {
  const runs: T[][] = []
  let run: T[] = []
  let taken = new Set<string>()
  for (const item of items) {
    if (item.keys.some((key) => taken.has(key))) {
      runs.push(run)
      run = []
      taken = new Set()
    }
    run.push(item)
    for (const key of item.keys) taken.add(key)
  }
  if (run.length > 0) runs.push(run)
  return runs
}
