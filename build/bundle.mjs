import './checkNode.mjs'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runHere } from './run.mjs'
import { projectFolder } from './projectFolder.mjs'
import { sourcesFingerprint, STAMP } from './sourcesFingerprint.mjs'

/**
 * Bundles main, preload and window into `out`, which is replaced in one step when all went well. Prints on stderr only.
 * @throws when the sources do not bundle
 */
export async function bundle() {
  const fingerprint = sourcesFingerprint()
  const out = join(projectFolder, 'out')
  const next = `${out}.${process.pid}.next`
  const previous = `${out}.${process.pid}.previous`
  const electronVite = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  try {
    const code = await runHere(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], {
      cwd: projectFolder,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, TECZKA_OUT: next },
    })
    if (code !== 0) throw new Error('The sources could not be bundled.')
    writeFileSync(join(next, STAMP), fingerprint)
    if (existsSync(out)) renameSync(out, previous)
    renameSync(next, out)
  } finally {
    rmSync(next, { recursive: true, force: true })
    rmSync(previous, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle()
