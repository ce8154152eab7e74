import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { cacheFolder } from '../cacheFolder.mjs'
import { runHere } from '../run.mjs'
import { say } from '../say.mjs'

const CONNECT_TIMEOUT_MS = 10_000
const REMEMBER_FAILURE_MS = 60 * 60 * 1000

const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** The exact Electron version of package.json, e.g. '45.4.1'. */
export const pinnedVersion = String(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version)

/**
 * The pinned Electron, downloaded when this is its first use.
 * @returns {Promise<{ folder: string, executable: string } | undefined>} undefined where the release host cannot be reached
 */
export async function pinnedRelease() {
  const present = installedRelease()
  if (present !== undefined) return present
  if (failedLately()) return undefined
  if (!(await releaseHostAnswers()) || !(await download())) {
    writeFileSync(failureMark(), `${pinnedVersion}\n`)
    return undefined
  }
  rmSync(failureMark(), { force: true })
  return installedRelease()
}

function installedRelease() {
  const folder = join(packageFolder, 'dist')
  const pathFile = join(packageFolder, 'path.txt')
  const versionFile = join(folder, 'version')
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== pinnedVersion) return undefined
  const executable = join(folder, readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? { folder, executable } : undefined
}

function failureMark() {
  return join(cacheFolder(), `electron-${pinnedVersion}-unreachable`)
}

function failedLately() {
  const mark = failureMark()
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < REMEMBER_FAILURE_MS
}

function releaseUrl() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror
  return mirror ?? 'https://github.com/electron/electron/releases/download/'
}

async function releaseHostAnswers() {
  say(`Electron ${pinnedVersion} is not here yet; asking ${new URL(releaseUrl()).host} for it …`)
  try {
    await fetch(releaseUrl(), { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) })
    return true
  } catch (cause) {
    say(`No connection: ${reasonOf(cause)}.`)
    return false
  }
}

/** @param {unknown} cause */
function reasonOf(cause) {
  const error = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return error instanceof Error ? error.message : String(error)
}

async function download() {
  const code = await runHere(process.execPath, [join(packageFolder, 'install.js')], { stdio: ['ignore', 2, 2] })
  if (code !== 0) say(`Electron ${pinnedVersion} could not be downloaded.`)
  return code === 0
}
