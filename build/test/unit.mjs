import { runCounted } from './counts.mjs'
import { provideCrossCheckTools } from './crossCheckTools.mjs'

/**
 * The tests of `test/unit` in Node.
 * @param {readonly string[]} args
 */
export async function runUnit(args) {
  await provideCrossCheckTools()
  return runCounted(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./build/test/unitReporter.mjs', ...args])
}
