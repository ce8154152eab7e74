import { writeFileSync } from 'node:fs'
import process from 'node:process'

/**
 * Writes Playwright's counts to the file that `TECZKA_TEST_COUNTS` names.
 */
export default class JourneyReporter {
  /** @type {import('@playwright/test/reporter').Suite | undefined} */
  #suite
  #errors = 0

  /**
   * @param {import('@playwright/test/reporter').FullConfig} _config
   * @param {import('@playwright/test/reporter').Suite} suite
   */
  onBegin(_config, suite) {
    this.#suite = suite
  }

  onError() {
    this.#errors += 1
  }

  onEnd() {
    const file = process.env.TECZKA_TEST_COUNTS
    if (file === undefined) return
    const tests = this.#suite?.allTests() ?? []
    const outcomes = tests.map((test) => test.outcome())
    const skipped = tests
      .filter((test) => test.outcome() === 'skipped')
      .map((test) => ({
        name: test.titlePath().filter(Boolean).join(' › '),
        reason: test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? 'no reason given',
      }))
    const passed = outcomes.filter((outcome) => outcome === 'expected' || outcome === 'flaky').length
    const failed = outcomes.filter((outcome) => outcome === 'unexpected').length + this.#errors
    writeFileSync(file, JSON.stringify({ passed, failed, skipped }))
  }

  printsToStdio() {
    return false
  }
}
