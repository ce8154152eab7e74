import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { prepareElectron } from './prepareElectron.mjs'

/**
 * Runs a bundled entry as Electron's main process, without a person watching.
 * @param {{ entry: string, args?: readonly string[], env?: NodeJS.ProcessEnv }} options
 *   entry: relative to the project folder, e.g. 'out/main/batch-10k.main.js'; env is added to this process's own
 * @returns {Promise<{
 *   child: import('node:child_process').ChildProcess,
 *   lines: AsyncIterable<string>,
 *   electronVersion: string,
 *   home: string,
 *   exited: Promise<number>,
 *   close: () => Promise<void>,
 * }>} lines: its stdout; home: a folder that it may write to and that `close` removes; exited: its exit code
 */
export async function launchElectronMain({ entry, args = [], env = {} }) {
  const prepared = await prepareElectron({ main: entry, display: 'nobody' })
  const { user } = prepared
  const child = spawn(prepared.executable, [...prepared.args, ...args], {
    env: { ...prepared.env, ...env },
    cwd: prepared.folder,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(user && { uid: user.uid, gid: user.gid }),
  })
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1))
  return {
    child,
    lines: createInterface({ input: child.stdout }),
    electronVersion: prepared.electron.version,
    home: prepared.env.HOME ?? prepared.folder,
    exited,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill()
      await exited
      await prepared.close()
    },
  }
}
