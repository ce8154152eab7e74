import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { launchElectronMain } from '../electron/launchElectronMain.mjs'
import { projectFolder } from '../projectFolder.mjs'
import { say } from '../say.mjs'
import { talkToProcess } from '../talkToProcess.mjs'
import { provideCrossCheckTools } from '../test/crossCheckTools.mjs'

/** @typedef {import('../../test/bench/support/bench.ts').Conversation} Conversation */

/**
 * Runs a bench with its tools, and ends every process that it started, also when it fails.
 * @param {import('../../test/bench/support/bench.ts').Bench} bench
 */
export async function withTools(bench) {
  /** @type {Conversation[]} */
  const started = []
  /**
   * @template {Conversation} T
   * @param {T} conversation
   */
  const kept = (conversation) => {
    started.push(conversation)
    return conversation
  }
  try {
    return await bench({
      launchElectronMain: async (options) => kept(await launchElectronMain(options)),
      launchNode: async (options) => kept(launchNode(options)),
      provideCrossCheckTools,
      say,
    })
  } finally {
    await Promise.all(started.map((conversation) => conversation.close()))
  }
}

/**
 * @param {import('../../test/bench/support/bench.ts').LaunchOptions} options
 * @returns {Conversation}
 */
function launchNode({ entry, args = [], env = {} }) {
  const child = spawn(process.execPath, [join(projectFolder, entry), ...args], {
    cwd: projectFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  return talkToProcess(child)
}
