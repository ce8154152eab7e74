import process from 'node:process'
import { currentName, installCommand, installPackages, isOnPath, mayInstall } from '../debianPackages.mjs'
import { run } from '../run.mjs'

/** Debian's names of what Electron loads and of the virtual display. */
const LIBRARIES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6']
const DISPLAY_SERVER = 'xvfb'
const FEDORA = 'xorg-x11-server-Xvfb gtk3 nss alsa-lib mesa-libgbm libXScrnSaver libXtst'

/** @typedef {{ executable: string, virtualDisplay: boolean }} Need */

/**
 * Sees to it that Linux has what Electron needs: installs it on Debian or Ubuntu as root, else names the command.
 * @param {Need} need
 * @returns {Promise<string | undefined>} why Electron cannot run, and what to type; undefined when all is there
 */
export async function provideLinuxPackages(need) {
  if (process.platform !== 'linux') return undefined
  if ((await missing(need)).length === 0) return undefined
  if (mayInstall()) await installPackages(await debianPackages(need), 'what Electron needs')

  const still = await missing(need)
  if (still.length === 0) return undefined
  return `Electron cannot run here, ${still.join(', ')} missing. Install with: ${installCommand(await debianPackages(need), FEDORA)}`
}

/**
 * @param {Need} need
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
 * @param {Need} need
 * @returns {Promise<string[]>}
 */
async function debianPackages({ virtualDisplay }) {
  const known = await Promise.all(LIBRARIES.map(currentName))
  return virtualDisplay ? [DISPLAY_SERVER, ...known] : known
}
