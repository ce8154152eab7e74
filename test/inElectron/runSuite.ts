import { addCleanUp, isSuite, takeCleanUps, type Act, type RegisteredTest, type Suite, type TestContext } from './registry.ts'

export type Outcome =
  | { readonly state: 'passed' }
  | { readonly state: 'failed'; readonly cause: unknown }
  | { readonly state: 'skipped'; readonly reason: string }

export type Report = (name: string, outcome: Outcome) => void

class Skipped extends Error {}

/** Runs what a suite gathered, in order, with the hooks around each test: outer before inner, and back. */
export async function runSuite(suite: Suite, report: Report, path: readonly string[] = [], outer: readonly Suite[] = []): Promise<void> {
  const here = suite.name === '' ? path : [...path, suite.name]
  const around = [...outer, suite]
  try {
    await runAll(suite.beforeAll)
    for (const member of suite.members) {
      if (isSuite(member)) await runSuite(member, report, here, around)
      else report([...here, member.name].join(' › '), await runTest(member, around))
    }
    await runAll(suite.afterAll)
  } catch (cause) {
    report([...here, 'before or after its tests'].join(' › '), { state: 'failed', cause })
  }
}

async function runTest({ act, timeoutMs }: RegisteredTest, around: readonly Suite[]): Promise<Outcome> {
  if (act === null) return { state: 'skipped', reason: 'skipped where it is declared' }
  const context: TestContext = {
    skip: (reason) => {
      throw new Skipped(reason ?? 'no reason given')
    },
    onTestFinished: addCleanUp,
  }
  try {
    await runAll(around.flatMap(({ beforeEach }) => beforeEach))
    await withTimeout(Promise.resolve(act(context)), timeoutMs)
    await runAll(around.toReversed().flatMap(({ afterEach }) => afterEach))
    return { state: 'passed' }
  } catch (cause) {
    return cause instanceof Skipped ? { state: 'skipped', reason: cause.message } : { state: 'failed', cause }
  } finally {
    await runAll(takeCleanUps())
  }
}

async function runAll(acts: readonly Act[]): Promise<void> {
  for (const act of acts) await act()
}

async function withTimeout(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The test took longer than ${timeoutMs} ms.`))
    }, timeoutMs)
  })
  try {
    await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
