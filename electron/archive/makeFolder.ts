import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes the folder that a file is to lie in. Node's own recursive mkdir never ends in a folder that answers ENOENT to it (Linux: /proc). */
export function makeFolderOf(file: string): void {
  const folder = dirname(file)
  if (existsSync(folder)) return
  makeFolderOf(folder)
  mkdirSync(folder)
}
