import process from 'node:process'
import { forPlaywright, ELECTRON_FOR_PLAYWRIGHT } from '../electron/handToPlaywright.mjs'
import { prepareElectron } from '../electron/prepareElectron.mjs'
import { runCounted } from './counts.mjs'

/**
 * The journeys of `test/e2e` in a real window.
 * @param {readonly string[]} args
 */
export async function runJourneys(args) {
  const prepared = await prepareElectron({ display: 'nobody' })
  try {
    return await runCounted(['node_modules/@playwright/test/cli.js', 'test', '--config=test/e2e/playwright.config.ts', ...args], {
      ...process.env,
      [ELECTRON_FOR_PLAYWRIGHT]: JSON.stringify(forPlaywright(prepared)),
    })
  } finally {
    await prepared.close()
  }
}
