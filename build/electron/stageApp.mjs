import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import process from 'node:process'
import { cacheFolder } from '../cacheFolder.mjs'
import { projectFolder } from '../projectFolder.mjs'
import { linkTree } from './linkTree.mjs'

/** What the bundles leave outside themselves. */
const EXTERNAL_MODULES = ['better-sqlite3', 'libxml2-wasm']

/**
 * An app laid out so that an Electron can run it.
 * @typedef {object} StagedApp
 * @property {string} executable
 * @property {readonly string[]} args what comes before the app's own arguments
 * @property {string} folder a folder of this stage alone
 * @property {() => void} remove
 */

/**
 * Lays out the bundled app for the Electron that was found. The test runtime takes its app only from `resources/app`, and an
 * ordinary user who runs Electron for root cannot read root's folders: for both, a copy (mostly hard links) is made.
 * @param {import('./findElectron.mjs').FoundElectron} electron
 * @param {{ main: string, forOtherUser: boolean }} options main: a bundled entry, relative to the project folder
 * @returns {StagedApp}
 */
export function stageApp(electron, { main, forOtherUser }) {
  removeAbandonedStages()
  const folder = mkdtempSync(join(cacheFolder(), `stage-${process.pid}-`))
  chmodSync(folder, 0o755)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    if (electron.modules === undefined && !forOtherUser) {
      writePackageJson(folder, relative(folder, join(projectFolder, main)))
      return { executable: electron.executable, args: [folder], folder, remove }
    }
    const runtime = join(folder, 'electron')
    linkTree(electron.folder, runtime)
    layOutApp(join(runtime, 'resources', 'app'), main, electron.modules)
    return { executable: join(runtime, basename(electron.executable)), args: [], folder, remove }
  } catch (cause) {
    remove()
    throw cause
  }
}

/**
 * @param {string} app
 * @param {string} main
 * @param {string | undefined} modules
 */
function layOutApp(app, main, modules) {
  mkdirSync(app, { recursive: true, mode: 0o755 })
  writePackageJson(app, main)
  for (const name of ['out', 'resources']) {
    const source = join(projectFolder, name)
    if (existsSync(source)) cpSync(source, join(app, name), { recursive: true })
  }
  for (const name of EXTERNAL_MODULES) {
    if (modules !== undefined && existsSync(join(modules, name))) continue
    linkTree(join(projectFolder, 'node_modules', name), join(app, 'node_modules', name))
  }
  if (modules !== undefined) linkTree(modules, join(app, 'node_modules'))
  openToOthers(app)
}

/**
 * @param {string} folder
 * @param {string} main
 */
function writePackageJson(folder, main) {
  const { name, productName, version, type } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, productName, version, type, main }), { mode: 0o644 })
}

/**
 * Copies keep the modes of a checkout, which a strict umask may have closed.
 * @param {string} path
 */
function openToOthers(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) {
      chmodSync(inside, 0o755)
      openToOthers(inside)
    } else if (!entry.isSymbolicLink()) {
      chmodSync(inside, 0o644)
    }
  }
}

/** Stages of runs that were killed. */
function removeAbandonedStages() {
  for (const name of readdirSync(cacheFolder())) {
    const pid = /^stage-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(cacheFolder(), name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
