/**
 * What stands for 'vitest' when the crypto tests are bundled for Electron: vitest's own `expect`, and declarations that only
 * gather. Vitest's runner itself wants a newer Node than the oldest Electron that these tests run in.
 */
import { addHook, addSuite, addTest, titleOf, type Act, type TestAct } from './registry.ts'

export { assert, expect } from 'vitest'
export { addCleanUp as onTestFinished } from './registry.ts'

interface Options {
  readonly timeout?: number
}

type Row = readonly unknown[]

function declareTest(name: string, first: TestAct | Options, second?: TestAct | number): void {
  const [options, act] = typeof first === 'function' ? [second, first] : [first.timeout, second]
  if (typeof act !== 'function') throw new TypeError(`The test "${name}" has no function.`)
  addTest(name, act, typeof options === 'number' ? options : undefined)
}

function skipTest(name: string): void {
  addTest(name, null)
}

function skipSuite(name: string): void {
  addSuite(name, () => {
    addTest('all its tests', null)
  })
}

/** Calls with the members of a row that is a list, else with the row itself: as vitest does. */
function spread<Answer>(act: (...values: unknown[]) => Answer, row: unknown): Answer {
  return Array.isArray(row) ? act(...(row as Row)) : act(row)
}

function eachTest(rows: readonly unknown[]) {
  return (name: string, act: (...values: unknown[]) => unknown, timeoutMs?: number): void => {
    for (const [index, row] of rows.entries()) addTest(titleOf(name, row, index), () => spread(act, row), timeoutMs)
  }
}

function eachSuite(rows: readonly unknown[]) {
  return (name: string, declare: (...values: unknown[]) => unknown): void => {
    for (const [index, row] of rows.entries()) addSuite(titleOf(name, row, index), () => spread(declare, row))
  }
}

const test = Object.assign(declareTest, {
  each: eachTest,
  skip: skipTest,
  skipIf: (condition: unknown) => (condition ? skipTest : declareTest),
  runIf: (condition: unknown) => (condition ? declareTest : skipTest),
})

export const describe = Object.assign(addSuite, {
  each: eachSuite,
  skip: skipSuite,
  skipIf: (condition: unknown) => (condition ? skipSuite : addSuite),
  runIf: (condition: unknown) => (condition ? addSuite : skipSuite),
})

export { test, test as it }

export function beforeAll(act: Act): void {
  addHook('beforeAll', act)
}

export function beforeEach(act: Act): void {
  addHook('beforeEach', act)
}

export function afterEach(act: Act): void {
  addHook('afterEach', act)
}

export function afterAll(act: Act): void {
  addHook('afterAll', act)
}
