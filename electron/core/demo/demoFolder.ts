import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = 'teczka-upo-demo-'

/** Makes an empty folder for one run of the demo, readable by its owner alone. */
export function makeDemoFolder(tempFolder: string): Promise<string> {
  return mkdtemp(join(tempFolder, `${PREFIX}${process.pid}-`))
}

/** Deletes a folder of the demo; one that is gone already is no failure. */
export function removeDemoFolder(folder: string): Promise<void> {
  // Windows lets go of a closed database file a moment later.
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** Deletes what demos left behind that were killed. `onKept` hears of folders that would not go, such as those of another user. */
export async function removeAbandonedDemos(tempFolder: string, onKept: (folder: string, cause: unknown) => void): Promise<void> {
  for (const name of await readdir(tempFolder)) {
    const pid = /^teczka-upo-demo-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || isRunning(Number(pid))) continue
    const folder = join(tempFolder, name)
    await removeDemoFolder(folder).catch((cause: unknown) => onKept(folder, cause))
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // It runs, as somebody else.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
