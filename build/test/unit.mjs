import { runCounted } from './counts.mjs'

/**
 * The tests of `test/unit` in Node.
 * @param {readonly string[]} args
 */
export function runUnit(args) {
  return runCounted(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./build/test/unitReporter.mjs', ...args])
}
