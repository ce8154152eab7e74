import { writeFileSync } from 'node:fs'
import process from 'node:process'

/**
 * Writes vitest's counts to the file that `TECZKA_TEST_COUNTS` names.
 */
export default class UnitReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.TECZKA_TEST_COUNTS
    if (file === undefined) return
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const inState = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state)
    const brokenModules = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0)
    writeFileSync(
      file,
      JSON.stringify({
        passed: inState('passed').length,
        failed: inState('failed').length + brokenModules.length + unhandledErrors.length,
        skipped: inState('skipped').map((test) => ({ name: test.fullName, reason: reasonOf(test) })),
      }),
    )
  }
}

/**
 * A test that skips itself leaves a note; one that is declared as skipped says why in its name, or its file prints it.
 * @param {import('vitest/node').TestCase} test
 */
function reasonOf(test) {
  const result = test.result()
  if (result.state === 'skipped' && result.note) return result.note
  return /skipped/.test(test.fullName) ? 'its name says why' : 'its file says why above'
}
