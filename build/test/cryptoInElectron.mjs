import { z } from 'zod'
import { launchElectronMain } from '../electron/launchElectronMain.mjs'
import { bundleForElectron } from './bundleForElectron.mjs'

const Message = z.union([
  z.object({ finished: z.literal(true), electron: z.string(), node: z.string() }),
  z.object({
    name: z.string(),
    state: z.enum(['passed', 'failed', 'skipped']),
    cause: z.string().optional(),
    reason: z.string().optional(),
  }),
])

/**
 * The tests of `test/unit/crypto` and of reading UPO (`test/unit/documents/upo`) once more, inside Electron's main process: its BoringSSL is not Node's OpenSSL.
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runCryptoInElectron() {
  const entry = await bundleForElectron('test/inElectron/main.ts')
  // The zone of vitest.config.ts.
  const electron = await launchElectronMain({ entry, window: false, env: { TZ: 'America/Los_Angeles' } })
  try {
    return await listenTo(electron)
  } finally {
    await electron.close()
  }
}

/**
 * @param {import('../../test/bench/support/bench.ts').LaunchedElectron} electron
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function listenTo(electron) {
  let passed = 0
  let failed = 0
  /** @type {Array<{ name: string, reason: string }>} */
  const skipped = []
  for (;;) {
    const message = Message.parse(await electron.nextMessage())
    if ('finished' in message) {
      console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped in Electron ${message.electron} (Node ${message.node}).`)
      // Nothing to run is no success: the glob of the entry has lost its files.
      return { passed, failed: passed + failed === 0 ? 1 : failed, skipped }
    }
    const { name, state, cause, reason } = message
    if (state === 'passed') passed += 1
    else if (state === 'skipped') skipped.push({ name: `in Electron: ${name}`, reason: reason ?? 'no reason given' })
    else {
      failed += 1
      console.log(`✗ ${name}\n${cause ?? ''}\n`)
    }
  }
}
