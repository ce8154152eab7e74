import './checkNode.mjs'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { projectFolder } from './projectFolder.mjs'
import { run } from './run.mjs'

/**
 * A check: a tool's script and its arguments.
 * @typedef {{ name: string, group: string, args: readonly string[] }} Check
 */

const PROJECTS = ['electron', 'electron/preload', 'renderer', 'test', 'build']

// Shown only when it fails, and then often in a log.
const { FORCE_COLOR, ...environment } = process.env
const PLAIN = { ...environment, NO_COLOR: '1' }

const LINT_CACHE = process.env.CI === 'true' ? [] : ['--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/eslint/']

/**
 * The longest come first, so that they do not end last.
 * @type {readonly Check[]}
 */
const CHECKS = [
  // A rule that knows types may answer differently when another file has changed, so the build server lints without the cache.
  { name: 'lint', group: 'lint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', ...LINT_CACHE, '.'] },
  { name: 'unit tests', group: 'unit', args: ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default'] },
  // Cached by the compiler itself, in node_modules/.cache/tsc.
  ...PROJECTS.map((project) => ({ name: `types of ${project}`, group: 'types', args: ['node_modules/typescript/bin/tsc', '-p', project] })),
  { name: 'dead code', group: 'dead-code', args: ['node_modules/knip/bin/knip.js'] },
]

/**
 * @param {Check} check
 * @returns {Promise<boolean>} whether it holds
 */
async function holds({ name, args }) {
  const startedAt = performance.now()
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: projectFolder, env: PLAIN })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)
  console.log(`${code === 0 ? '✓' : '✗'} ${seconds} s  ${name}`)
  if (code !== 0) console.log([stdout, stderr].join('\n').trim())
  return code === 0
}

/**
 * Runs the checks, as many at once as there are processors.
 * @param {readonly Check[]} checks
 * @returns {Promise<boolean>} whether all hold
 */
async function allHold(checks) {
  const waiting = [...checks]
  let failed = 0
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await holds(check))) failed += 1
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
  console.log(failed === 0 ? `All ${checks.length} checks hold.` : `${failed} of ${checks.length} checks failed.`)
  return failed === 0
}

const groups = process.argv.slice(2)
const known = [...new Set(CHECKS.map(({ group }) => group))]
const unknown = groups.filter((group) => !known.includes(group))
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}; there are: ${known.join(', ')}.`)
  process.exitCode = 2
} else {
  const chosen = groups.length === 0 ? CHECKS : CHECKS.filter(({ group }) => groups.includes(group))
  process.exitCode = (await allHold(chosen)) ? 0 : 1
}
