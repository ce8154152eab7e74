import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './projectFolder.mjs'

/** The file in `out` that says what it was bundled from. */
export const STAMP = 'bundled-from.txt'

const SOURCES = ['electron', 'renderer', 'resources', 'test/bench', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** A short text that changes when a source of the bundles does: names, sizes and times of change, hashed. */
export function sourcesFingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) addTo(hash, source)
  return hash.digest('hex')
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const found = statSync(join(projectFolder, path), { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isDirectory()) {
    hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(join(projectFolder, path)).sort()) addTo(hash, `${path}/${name}`)
}
