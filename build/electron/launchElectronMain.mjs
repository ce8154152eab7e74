import { spawn } from 'node:child_process'
import { talkToProcess } from '../talkToProcess.mjs'
import { prepareElectron } from './prepareElectron.mjs'

/**
 * Runs a bundled entry as Electron's main process, without a person watching.
 * @param {import('../../test/bench/support/bench.ts').ElectronLaunchOptions} options
 * @returns {Promise<import('../../test/bench/support/bench.ts').LaunchedElectron>}
 */
export async function launchElectronMain({ entry, args = [], env = {}, window = true }) {
  const prepared = await prepareElectron({ main: entry, display: window ? 'nobody' : 'none' })
  const { user } = prepared
  const child = spawn(prepared.executable, [...prepared.args, ...args], {
    env: { ...prepared.env, ...env },
    cwd: prepared.folder,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(user && { uid: user.uid, gid: user.gid }),
  })
  const conversation = talkToProcess(child)
  return {
    ...conversation,
    electronVersion: prepared.electron.version,
    home: prepared.env.HOME ?? prepared.folder,
    close: async () => {
      await conversation.close()
      await prepared.close()
    },
  }
}
