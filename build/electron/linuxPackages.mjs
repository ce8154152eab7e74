import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { run, runHere } from '../run.mjs'
import { say } from '../say.mjs'
import { isRoot } from './ordinaryUser.mjs'

/** Debian's names of what Electron loads and of the virtual display. */
const LIBRARIES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6']
const DISPLAY_SERVER = 'xvfb'
const FEDORA_COMMAND = 'sudo dnf install xorg-x11-server-Xvfb gtk3 nss alsa-lib mesa-libgbm libXScrnSaver libXtst'

/**
 * Sees to it that Linux has what Electron needs: installs it on Debian or Ubuntu as root, else names the command.
 * @param {{ executable: string, virtualDisplay: boolean }} need
 * @returns {Promise<string | undefined>} why Electron cannot run, and what to type; undefined when all is there
 */
export async function provideLinuxPackages(need) {
  if (process.platform !== 'linux') return undefined
  if ((await missing(need)).length === 0) return undefined
  if (isRoot() && isOnPath('apt-get')) await install(need)

  const still = await missing(need)
  if (still.length === 0) return undefined
  return `Electron cannot run here, ${still.join(', ')} missing. Install with: ${commandFor(await debianPackages(need))}`
}

/**
 * @param {{ executable: string, virtualDisplay: boolean }} need
 * @returns {Promise<string[]>}
 */
async function missing({ executable, virtualDisplay }) {
  const { stdout } = await run('ldd', [executable])
  const libraries = stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? '')
  return virtualDisplay && !isOnPath('Xvfb') ? ['Xvfb', ...libraries] : libraries
}

/**
 * @param {{ virtualDisplay: boolean }} need
 * @returns {Promise<string[]>}
 */
async function debianPackages({ virtualDisplay }) {
  const known = await Promise.all(LIBRARIES.map(currentName))
  return virtualDisplay ? [DISPLAY_SERVER, ...known] : known
}

/**
 * Debian 13 and Ubuntu 24.04 renamed some libraries when time became 64 bits wide.
 * @param {string} name
 */
async function currentName(name) {
  const { stdout } = await run('apt-cache', ['--names-only', 'search', `^${name}t64$`])
  return stdout.trim() === '' ? name : `${name}t64`
}

/** @param {{ executable: string, virtualDisplay: boolean }} need */
async function install(need) {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  await runHere('apt-get', ['update', '-qq'], options)
  const packages = await debianPackages(need)
  say(`Installing what Electron needs: ${packages.join(' ')} …`)
  await runHere('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

/** @param {readonly string[]} packages */
function commandFor(packages) {
  if (isOnPath('apt-get')) return `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`
  if (isOnPath('dnf')) return FEDORA_COMMAND
  return `your package manager (Debian calls them ${packages.join(' ')})`
}

/** @param {string} program */
export function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))
}
