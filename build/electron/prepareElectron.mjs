import { chownSync, copyFileSync, existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { CannotRun } from '../cannotRun.mjs'
import { isOnPath } from '../debianPackages.mjs'
import { findElectron } from './findElectron.mjs'
import { provideLinuxPackages } from './linuxPackages.mjs'
import { isRoot, makeFolderOf, ordinaryUser } from './ordinaryUser.mjs'
import { whySandboxFails } from './sandbox.mjs'
import { stageApp } from './stageApp.mjs'
import { hasDisplay, startVirtualDisplay } from './virtualDisplay.mjs'

/** Chromium's complaints about a missing message bus interest nobody; the program keeps a log of its own. */
const QUIET = '--log-level=3'

/** No graphics card under Xvfb. */
const UNWATCHED = ['--disable-gpu']

/** Without a window Electron needs no display, and nothing that wants a sandbox. */
const WINDOWLESS = ['--no-sandbox', '--ozone-platform=headless', '--disable-gpu']

/**
 * Everything that is needed to start the app, any number of times, until `close`.
 * @typedef {object} PreparedElectron
 * @property {import('./findElectron.mjs').FoundElectron} electron
 * @property {string} executable
 * @property {readonly string[]} args what comes before the app's own arguments
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./ordinaryUser.mjs').OrdinaryUser | undefined} user who is to run it, when that is somebody else
 * @property {string} folder a readable folder that `close` removes
 * @property {() => Promise<void>} close
 */

/**
 * Finds an Electron, what it needs from the system, a display and somebody to run it, and lays out the app for it.
 * @param {{ main?: string, display: 'person' | 'nobody' | 'none' }} options main: a bundled entry relative to the project folder;
 *   display: whether a person is to see the window, nobody has to, or there is none
 * @returns {Promise<PreparedElectron>}
 * @throws {CannotRun}
 */
export async function prepareElectron({ main = 'out/main/main.js', display }) {
  const electron = await findElectron()
  const virtualDisplay = display === 'nobody' && process.platform === 'linux' && (isRoot() || !hasDisplay() || isOnPath('Xvfb'))
  const lacking =
    (await provideLinuxPackages({ executable: electron.executable, virtualDisplay })) ??
    (display === 'none' ? undefined : whySandboxFails(electron.folder))
  if (lacking !== undefined) throw new CannotRun(lacking)

  const user = display === 'none' ? undefined : await ordinaryUser()
  const staged = stageApp(electron, { main, forOtherUser: user !== undefined })
  try {
    const screen = virtualDisplay ? await startVirtualDisplay(user) : undefined
    const env = environment(user, screen?.display, staged.folder, display !== 'person')
    return {
      electron,
      executable: staged.executable,
      args: [...staged.args, QUIET, ...(display === 'none' ? WINDOWLESS : screen === undefined ? [] : UNWATCHED)],
      env,
      user,
      folder: staged.folder,
      close: async () => {
        await screen?.stop()
        staged.remove()
      },
    }
  } catch (cause) {
    staged.remove()
    throw cause
  }
}

/**
 * @param {import('./ordinaryUser.mjs').OrdinaryUser | undefined} user
 * @param {string | undefined} virtualDisplay
 * @param {string} stage
 * @param {boolean} throwAway whether HOME is to be an empty folder that vanishes with the stage
 * @returns {NodeJS.ProcessEnv}
 */
function environment(user, virtualDisplay, stage, throwAway) {
  const { ELECTRON_RUN_AS_NODE, NODE_OPTIONS, ...env } = process.env
  const own = user === undefined ? env : environmentOf(user, env, stage)
  if (virtualDisplay !== undefined) Object.assign(own, { DISPLAY: virtualDisplay, WAYLAND_DISPLAY: '', XAUTHORITY: '' })
  if (throwAway && process.platform === 'linux') {
    const home = join(stage, 'home')
    makeFolderOf(home, user)
    Object.assign(own, { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_CACHE_HOME: join(home, '.cache') })
  }
  return own
}

/**
 * Root's session (message bus, runtime folder, caches) is of no use to another user.
 * @param {import('./ordinaryUser.mjs').OrdinaryUser} user
 * @param {NodeJS.ProcessEnv} env
 * @param {string} stage
 */
function environmentOf(user, env, stage) {
  const foreign = /^(XDG_|DBUS_|SUDO_)/
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)))
  /** @type {NodeJS.ProcessEnv} */
  const own = { ...kept, HOME: user.home, USER: user.name, LOGNAME: user.name }
  const cookie = env.XAUTHORITY || join(homedir(), '.Xauthority')
  if (existsSync(cookie)) {
    own.XAUTHORITY = join(stage, 'xauthority')
    copyFileSync(cookie, own.XAUTHORITY)
    chownSync(own.XAUTHORITY, user.uid, user.gid)
  }
  return own
}
