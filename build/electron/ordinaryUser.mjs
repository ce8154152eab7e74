import { mkdirSync, chownSync } from 'node:fs'
import process from 'node:process'
import { CannotRun } from '../cannotRun.mjs'
import { run } from '../run.mjs'
import { say } from '../say.mjs'

const ACCOUNT = 'teczka-upo'
const HOME = '/var/lib/teczka-upo'

/**
 * The account that runs Electron in root's place, since Chromium refuses to sandbox for root.
 * @typedef {{ name: string, uid: number, gid: number, home: string }} OrdinaryUser
 */

/** Whether this process is root, in whose name Electron must not run. */
export function isRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0
}

/**
 * The person who called sudo, else the account `teczka-upo`, made when it is not there.
 * @returns {Promise<OrdinaryUser | undefined>} undefined when this process is not root and needs nobody else
 */
export async function ordinaryUser() {
  if (!isRoot()) return undefined
  const person = process.env.SUDO_USER
  const found = (person !== undefined && person !== 'root' && (await account(person))) || (await account(ACCOUNT))
  if (found) return found

  say(`Chromium's sandbox does not work for root: adding the system user ${ACCOUNT} to run Electron.`)
  const added = await run('useradd', ['--system', '--create-home', '--home-dir', HOME, '--shell', '/usr/sbin/nologin', ACCOUNT])
  const user = await account(ACCOUNT)
  if (user === undefined) {
    throw new CannotRun(`Electron must not run as root, and a user for it could not be added (${added.stderr.trim()}). Run this as an ordinary user.`)
  }
  return user
}

/**
 * @param {string} name
 * @returns {Promise<OrdinaryUser | undefined>}
 */
async function account(name) {
  const { code, stdout } = await run('getent', ['passwd', name])
  if (code !== 0) return undefined
  const [, , uid, gid, , home] = stdout.trim().split(':')
  return { name, uid: Number(uid), gid: Number(gid), home: home ?? HOME }
}

/**
 * Makes a folder that belongs to the user who runs Electron.
 * @param {string} folder
 * @param {OrdinaryUser | undefined} user
 */
export function makeFolderOf(folder, user) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
}
