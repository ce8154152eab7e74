import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { isRoot } from './ordinaryUser.mjs'

const SCREEN = '1600x1000x24'
const START_TIMEOUT_MS = 15_000

/** Whether a window can be shown to somebody. Root's window is another user's, whom Wayland does not let in. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY) || (Boolean(process.env.WAYLAND_DISPLAY) && !isRoot())
}

/**
 * Starts Xvfb on a free display number, in the name of the user who will run Electron: another user's is refused.
 * @param {import('./ordinaryUser.mjs').OrdinaryUser | undefined} user
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>} display is a value for DISPLAY, e.g. ':1'
 */
export async function startVirtualDisplay(user) {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    ...(user && { uid: user.uid, gid: user.gid }),
  })
  let complaint = ''
  server.stderr?.on('data', (chunk) => (complaint += chunk))
  const number = await displayNumber(server, () => complaint)
  return {
    display: `:${number}`,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return
      server.kill()
      await once(server, 'exit')
    },
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {() => string} complaint
 * @returns {Promise<string>}
 */
function displayNumber(server, complaint) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`Xvfb did not start: ${complaint().trim()}`))
    const timer = setTimeout(() => {
      server.kill()
      fail()
    }, START_TIMEOUT_MS)
    server.on('error', reject)
    server.on('exit', fail)
    server.stdio[3]?.once('data', (chunk) => {
      clearTimeout(timer)
      server.removeListener('exit', fail)
      resolve(String(chunk).trim())
    })
  })
}
