import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { projectFolder } from '../projectFolder.mjs'
import { runHere } from '../run.mjs'

/**
 * What one runner reports.
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {ReadonlyArray<{ name: string, reason: string }>} skipped
 */

/** The environment variable that names the file for a runner's counts. */
const COUNTS_FILE = 'TECZKA_TEST_COUNTS'

/**
 * Runs a test runner that writes its counts. One that ends badly without saying which test failed counts as one failure.
 * @param {readonly string[]} nodeArgs
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Counts>}
 */
export async function runCounted(nodeArgs, env = process.env) {
  const folder = mkdtempSync(join(tmpdir(), 'teczka-counts-'))
  const file = join(folder, 'counts.json')
  try {
    const code = await runHere(process.execPath, nodeArgs, { cwd: projectFolder, env: { ...env, [COUNTS_FILE]: file } })
    return readCounts(file, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} file
 * @param {number} code
 * @returns {Counts}
 */
export function readCounts(file, code) {
  /** @type {Counts} */
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: [] }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/**
 * @param {ReadonlyArray<Counts>} all
 * @returns {Counts}
 */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
  }
}
