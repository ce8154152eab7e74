/**
 * Imported first by every script: it stops, or goes on in the project's own Node, before a native module is loaded
 * (better-sqlite3 13 ends an older Node with a segmentation fault instead of a message).
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { projectFolder } from './projectFolder.mjs'

const NEEDED = [22, 14]

/**
 * Whether a Node version such as '22.14.0' is new enough.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [neededMajor, neededMinor] = /** @type {[number, number]} */ (NEEDED)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

function continueInOwnNode() {
  const own = join(projectFolder, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(own) || process.env.TECZKA_NODE_CHECKED === '1') return
  const { status, error } = spawnSync(own, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, TECZKA_NODE_CHECKED: '1' },
  })
  if (error === undefined) process.exit(status ?? 1)
}

if (!isNewEnough(process.versions.node)) {
  continueInOwnNode()
  console.error(
    `Teczka UPO needs Node ${NEEDED.join('.')} or newer to run its scripts; this is Node ${process.versions.node}.\n` +
      'Install Node 24 from https://nodejs.org/en/download and run the same command again.\n' +
      '(On 64-bit Linux and Windows `npm ci` brings Node 24 along, unless optional packages are left out.)',
  )
  process.exit(1)
}
