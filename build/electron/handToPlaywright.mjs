import { chmodSync, mkdtempSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The environment variable with which the journeys find their Electron: JSON of {@link ElectronForPlaywright}. */
export const ELECTRON_FOR_PLAYWRIGHT = 'TECZKA_E2E_ELECTRON'

/**
 * @typedef {object} ElectronForPlaywright
 * @property {string} executable
 * @property {readonly string[]} args
 * @property {Readonly<Record<string, string>>} env
 * @property {string} dataRoot a folder for user data folders, owned by who runs Electron
 * @property {{ uid: number, gid: number } | null} owner who must own a folder that the app is to write to
 */

/**
 * Playwright knows no "run as": when Electron belongs to another user, a little program in between becomes that user.
 * @param {import('./prepareElectron.mjs').PreparedElectron} prepared
 * @returns {ElectronForPlaywright}
 */
export function forPlaywright({ executable, args, env, user, folder }) {
  const dataRoot = mkdtempSync(join(folder, 'journeys-'))
  if (user !== undefined) chownSync(dataRoot, user.uid, user.gid)
  return {
    executable: user === undefined ? executable : programAs(user, executable, folder),
    args,
    env: Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    dataRoot,
    owner: user === undefined ? null : { uid: user.uid, gid: user.gid },
  }
}

/**
 * @param {import('./ordinaryUser.mjs').OrdinaryUser} user
 * @param {string} executable
 * @param {string} folder
 */
function programAs(user, executable, folder) {
  const program = join(folder, 'electron-as-user')
  writeFileSync(program, `#!/bin/sh\nexec setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups '${executable}' "$@"\n`)
  chmodSync(program, 0o755)
  return program
}
