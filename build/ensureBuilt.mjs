import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { projectFolder } from './projectFolder.mjs'
import { say } from './say.mjs'
import { sourcesFingerprint, STAMP } from './sourcesFingerprint.mjs'

/** Bundles the sources unless `out` already holds them as they are now. */
export async function ensureBuilt() {
  const stamp = join(projectFolder, 'out', STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesFingerprint()) return
  say('Bundling the sources …')
  await bundle()
}
