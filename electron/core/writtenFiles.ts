import { resolve } from 'node:path'

/** Files that this run of the program wrote where the person said: only these are shown in the file manager. */
export interface WrittenFiles {
  readonly add: (path: string) => void
  readonly has: (path: string) => boolean
}

export function createWrittenFiles(): WrittenFiles {
  const paths = new Set<string>()
  return { add: (path) => void paths.add(resolve(path)), has: (path) => paths.has(resolve(path)) }
}
