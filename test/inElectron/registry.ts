import { format } from 'node:util'

/** What a test function may use of vitest's context. */
export interface TestContext {
  readonly skip: (reason?: string) => never
  readonly onTestFinished: (cleanUp: Act) => void
}

export type Act = () => unknown
export type TestAct = (context: TestContext) => unknown

export interface Hooks {
  readonly beforeAll: Act[]
  readonly beforeEach: Act[]
  readonly afterEach: Act[]
  readonly afterAll: Act[]
}

export interface RegisteredTest {
  readonly name: string
  /** Null for one that is skipped where it is declared. */
  readonly act: TestAct | null
  readonly timeoutMs: number
}

export interface Suite extends Hooks {
  readonly name: string
  readonly members: (Suite | RegisteredTest)[]
}

/** How long a test may take, as in vitest.config.ts. */
const TEST_TIMEOUT_MS = 20_000

let current = newSuite('')
let cleanUps: Act[] = []

function newSuite(name: string): Suite {
  return { name, members: [], beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] }
}

export function isSuite(member: Suite | RegisteredTest): member is Suite {
  return 'members' in member
}

/** Gathers what a test file declares while it is imported. */
export async function gather(name: string, importFile: () => Promise<unknown>): Promise<Suite> {
  const suite = newSuite(name)
  current = suite
  await importFile()
  return suite
}

export function addSuite(name: string, declare: Act): void {
  const outer = current
  const suite = newSuite(name)
  outer.members.push(suite)
  current = suite
  try {
    declare()
  } finally {
    current = outer
  }
}

export function addTest(name: string, act: TestAct | null, timeoutMs = TEST_TIMEOUT_MS): void {
  current.members.push({ name, act, timeoutMs })
}

export function addHook(kind: keyof Hooks, act: Act): void {
  current[kind].push(act)
}

/** What is to be undone after the test that runs. */
export function addCleanUp(act: Act): void {
  cleanUps.push(act)
}

/** The clean-ups since the last call, latest first. */
export function takeCleanUps(): readonly Act[] {
  const taken = cleanUps.toReversed()
  cleanUps = []
  return taken
}

/** The title of one row of a table: `%s` and its kin take the row's values in turn, `$name` its fields. */
export function titleOf(template: string, row: unknown, index: number): string {
  const values: unknown[] = Array.isArray(row) ? row : [row]
  const fields = new Map(typeof row === 'object' && row !== null ? Object.entries(row) : [])
  const named = template
    .replaceAll('%#', String(index))
    .replaceAll(/\$(\w+)/g, (whole, field: string) => (fields.has(field) ? String(fields.get(field)) : whole))
  const placeholders = named.match(/%[sdifjoOc]/g)?.length ?? 0
  return format(named, ...values.slice(0, placeholders))
}
