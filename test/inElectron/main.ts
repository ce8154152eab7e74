import { inspect } from 'node:util'
import { app } from 'electron'
import { gather } from './registry.ts'
import { runSuite, type Outcome } from './runSuite.ts'

/** The very files that vitest runs in Node. */
const files = import.meta.glob(['../unit/crypto/**/*.test.ts', '../unit/documents/upo/**/*.test.ts'])

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function reportTest(name: string, outcome: Outcome): void {
  say(outcome.state === 'failed' ? { name, state: outcome.state, cause: inspect(outcome.cause) } : { name, ...outcome })
}

async function runFiles(): Promise<void> {
  for (const [path, importFile] of Object.entries(files)) {
    const name = path.replace('../unit/', '')
    try {
      await runSuite(await gather(name, importFile), reportTest)
    } catch (cause) {
      reportTest(name, { state: 'failed', cause })
    }
  }
  say({ finished: true, electron: process.versions.electron, node: process.versions.node })
}

// Electron becomes ready only after this module has loaded.
void app.whenReady().then(runFiles).finally(() => {
  app.quit()
})
