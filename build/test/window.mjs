import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { CannotRun } from '../cannotRun.mjs'
import { installCommand, installPackages, mayInstall } from '../debianPackages.mjs'
import { runCounted } from './counts.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const PACKAGE = 'chromium'

/**
 * The window of `test/window` in plain Chromium, on a made-up api: screens, keyboard, accessibility rules.
 * @param {readonly string[]} args
 */
export async function runWindow(args) {
  return runCounted(['node_modules/@playwright/test/cli.js', 'test', '--config=test/window/playwright.config.ts', ...args], {
    ...process.env,
    TECZKA_CHROMIUM: await provideChromium(),
  })
}

async function provideChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  if (mayInstall()) await installPackages([PACKAGE], 'a Chromium for the tests of the window')
  const installed = findChromium()
  if (installed !== undefined) return installed
  throw new CannotRun(`There is no Chromium here. Install with ${installCommand([PACKAGE], PACKAGE)}, or name one in TECZKA_CHROMIUM.`)
}

function findChromium() {
  const own = process.env.TECZKA_CHROMIUM
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...(own === undefined ? [] : [own]), ...onPath, ...PLACES].find((path) => existsSync(path))
}
