import './checkNode.mjs'
import process from 'node:process'
import { CannotRun } from './cannotRun.mjs'
import { ensureBuilt } from './ensureBuilt.mjs'
import { sum } from './test/counts.mjs'
import { runCryptoInElectron } from './test/cryptoInElectron.mjs'
import { runJourneys } from './test/journeys.mjs'
import { runUnit } from './test/unit.mjs'
import { runWindow } from './test/window.mjs'

/** @typedef {import('./test/counts.mjs').Counts} Counts */

/**
 * Each ring of tests by its name; `npm test -- unit` runs one, and what follows goes to its runner.
 * @type {Readonly<Record<string, (args: readonly string[]) => Promise<Counts>>>}
 */
const RINGS = { unit: runUnit, 'crypto-in-electron': runCryptoInElectron, window: runWindow, journeys: runJourneys }

const [only, ...args] = process.argv.slice(2)
const chosen = only === undefined ? Object.keys(RINGS) : [only]

/**
 * A ring that this machine cannot run is reported as not run, and on a build server that is a failure.
 * @param {string} ring
 * @returns {Promise<Counts>}
 */
async function runRing(ring) {
  const runner = RINGS[ring]
  if (runner === undefined) throw new Error(`There is no ring "${ring}"; there are: ${Object.keys(RINGS).join(', ')}.`)
  console.log(`\n── ${ring}`)
  try {
    return await runner(args)
  } catch (cause) {
    if (!(cause instanceof CannotRun)) throw cause
    console.log(`NOT RUN: ${ring}. ${cause.message}`)
    return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0, skipped: [{ name: `all of "${ring}"`, reason: 'not run, see above' }] }
  }
}

await ensureBuilt()
/** @type {Counts[]} */
const results = []
for (const ring of chosen) results.push(await runRing(ring))

const { passed, failed, skipped } = sum(results)
console.log('')
for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`)
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
process.exitCode = failed === 0 ? 0 : 1
