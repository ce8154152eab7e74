import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { CannotRun } from '../cannotRun.mjs'
import { say } from '../say.mjs'
import { pinnedRelease, pinnedVersion } from './pinnedRelease.mjs'
import { TEST_RUNTIME_VERSION, testRuntime } from './testRuntime.mjs'

/**
 * An Electron on this machine.
 * @typedef {object} FoundElectron
 * @property {'override' | 'pinned' | 'testRuntime'} kind
 * @property {string} version exact, or 'unknown'
 * @property {string} folder the unpacked distribution
 * @property {string} executable
 * @property {string} [modules] node_modules that this Electron needs in place of the project's own
 */

/** @type {Promise<FoundElectron> | undefined} */
let found

/**
 * Finds an Electron, fetching one if need be: `ELECTRON_OVERRIDE_DIST_PATH`, the pinned release, the test runtime.
 * @returns {Promise<FoundElectron>} the same one each time
 */
export function findElectron() {
  found ??= look()
  return found
}

/** @returns {Promise<FoundElectron>} */
async function look() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override !== undefined && override !== '') return overridden(override)

  const pinned = await pinnedRelease()
  if (pinned !== undefined) return { kind: 'pinned', version: pinnedVersion, ...pinned }

  const old = await testRuntime()
  if (old === undefined) {
    throw new CannotRun(
      `Electron ${pinnedVersion} cannot be downloaded here. Unpack it by hand and name its folder in ELECTRON_OVERRIDE_DIST_PATH.`,
    )
  }
  say(
    `Electron ${pinnedVersion} cannot be downloaded here, so an old Electron ${TEST_RUNTIME_VERSION} stands in. ` +
      'It is for testing and trying only, never for real documents.',
  )
  return { kind: 'testRuntime', version: TEST_RUNTIME_VERSION, ...old }
}

/**
 * @param {string} folder
 * @returns {FoundElectron}
 */
function overridden(folder) {
  const executable = join(folder, executableName())
  if (!existsSync(executable)) throw new CannotRun(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executable}.`)
  const versionFile = join(folder, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown'
  return { kind: 'override', version, folder, executable }
}

function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
