import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const NAME = 'teczka-upo'

/**
 * The folder, made if need be, for what the scripts fetch and stage. Root's home is closed to the ordinary user who runs
 * Electron for root, so root's is the system's cache.
 */
export function cacheFolder() {
  const folder = process.env.TECZKA_CACHE ?? join(systemCache(), NAME)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return folder
}

function systemCache() {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (process.getuid?.() === 0) return '/var/cache'
  return process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
}
