import './checkNode.mjs'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { CannotRun } from './cannotRun.mjs'
import { toTable } from './bench/table.mjs'
import { withTools } from './bench/tools.mjs'
import { ensureBuilt } from './ensureBuilt.mjs'
import { projectFolder } from './projectFolder.mjs'
import { say } from './say.mjs'

const ENDING = '.bench.ts'

const args = process.argv.slice(2)
const asJson = args.includes('--json')
const wanted = args.filter((argument) => !argument.startsWith('--'))
const known = readdirSync(join(projectFolder, 'test', 'bench'))
  .filter((name) => name.endsWith(ENDING))
  .map((name) => name.slice(0, -ENDING.length))
const unknown = wanted.filter((name) => !known.includes(name))

/**
 * @param {string} name
 * @returns {Promise<import('../test/bench/support/bench.ts').Figures>}
 */
async function runBench(name) {
  /** @type {{ bench: import('../test/bench/support/bench.ts').Bench }} */
  const { bench } = await import(pathToFileURL(join(projectFolder, 'out', 'main', `${name}.bench.js`)).href)
  return withTools(bench)
}

async function runAll() {
  await ensureBuilt()
  for (const name of wanted.length > 0 ? wanted : known) {
    const figures = await runBench(name)
    console.log(asJson ? JSON.stringify({ bench: name, ...figures }) : toTable(name, figures))
  }
}

if (unknown.length > 0) {
  say(`There is no bench ${unknown.join(', ')}; there are: ${known.join(', ')}.`)
  process.exitCode = 2
} else {
  await runAll().catch((/** @type {unknown} */ cause) => {
    if (!(cause instanceof CannotRun)) throw cause
    say(cause.message)
    process.exitCode = 1
  })
}
