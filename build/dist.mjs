import './checkNode.mjs'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { findElectron } from './electron/findElectron.mjs'
import { linkTree } from './electron/linkTree.mjs'
import { ensureBuilt } from './ensureBuilt.mjs'
import { projectFolder } from './projectFolder.mjs'
import { say } from './say.mjs'

const CONFIG = 'build/electron-builder.yml'

/** What `dist/` can be made of: an installer of this platform, or with `--dir` the unpacked program. */
async function dist() {
  await ensureBuilt()
  const electron = await findElectron()
  const { build } = await import('electron-builder')
  const made = await build({
    projectDir: projectFolder,
    publish: 'never',
    ...(electron.kind === 'testRuntime' || process.argv.includes('--dir') ? { dir: true } : {}),
    config: { extends: join(projectFolder, CONFIG), ...configFor(electron) },
  })
  const results = made.length > 0 ? made : [join(projectFolder, 'dist')]
  for (const path of results) console.log(path)
  if (electron.kind === 'testRuntime') {
    say(`This package holds an old Electron ${electron.version}: it is for trying only, not for giving to anybody.`)
  }
}

/**
 * @param {import('./electron/findElectron.mjs').FoundElectron} electron
 * @returns {import('electron-builder').Configuration}
 */
function configFor({ kind, version, folder, modules }) {
  if (kind === 'pinned') return {}
  const own = { electronDist: folder, ...(version === 'unknown' ? {} : { electronVersion: version }) }
  if (modules === undefined) return own
  // The old Electron wants the better-sqlite3 that was built for it; electron-builder takes files only from inside the project.
  const here = join(projectFolder, 'dist', 'test-runtime-modules')
  rmSync(here, { recursive: true, force: true })
  linkTree(modules, here)
  return { ...own, files: ['!node_modules/better-sqlite3', { from: here, to: 'node_modules' }] }
}

await dist()
