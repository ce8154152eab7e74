import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { z } from 'zod'
import type { FolderEntry, FolderFacts } from './folder.ts'
import { fileSystemOfMount, parseMountCommand, parseMountinfo } from './mounts.ts'

/** Looks at a folder that exists. Takes a few milliseconds on Linux, a started program more on Windows and macOS. */
export function gatherFolderFacts(folder: string, platform: NodeJS.Platform = process.platform): FolderFacts {
  const path = realpathSync(folder)
  return {
    platform,
    path,
    isWritable: canWriteIn(path),
    fileSystem: fileSystemAt(path, platform),
    isMappedDrive: platform === 'win32' && isMappedDrive(path),
    synchronisedRoots: synchronisedRoots(process.env, homedir()),
    levels: levelsOf(path),
  }
}

/** Only a real file shows it: rights on paper are not the whole story (quotas, read-only mounts, protected folders). */
function canWriteIn(folder: string): boolean {
  const probe = join(folder, `.teczka-${process.pid}.tmp`)
  try {
    accessSync(folder, constants.W_OK)
    writeFileSync(probe, '', { flag: 'wx' })
    return true
  } catch {
    return false
  } finally {
    rmSync(probe, { force: true })
  }
}

function fileSystemAt(path: string, platform: NodeJS.Platform): string | null {
  if (platform === 'linux' && existsSync('/proc/self/mountinfo')) return fileSystemOfMount(path, parseMountinfo(readFileSync('/proc/self/mountinfo', 'utf8')))
  if (platform === 'darwin') return fileSystemOfMount(path, parseMountCommand(output('/sbin/mount', [])))
  return null
}

/** Drives that `net use` lists (`OK  Z:  \\server\share`); without it nothing is claimed. */
function isMappedDrive(path: string): boolean {
  const drive = /^[A-Za-z]:/.exec(path)?.[0]
  if (drive === undefined) return false
  const remote = output('net', ['use'])
  return new RegExp(`(^|\\s)${drive}\\s+\\\\\\\\`, 'im').test(remote)
}

/** What a system program prints, or nothing where it is missing or fails: then the facts are fewer, not wrong. */
function output(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', timeout: 5_000, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}

const ROOT_VARIABLES: readonly (readonly [name: string, service: string])[] = [
  ['OneDrive', 'OneDrive'],
  ['OneDriveConsumer', 'OneDrive'],
  ['OneDriveCommercial', 'OneDrive'],
]

const DropboxInfo = z.record(z.string(), z.object({ path: z.string() }))

/** Folders that OneDrive names in the environment and Dropbox in its `info.json`. */
export function synchronisedRoots(environment: NodeJS.ProcessEnv, home: string): FolderFacts['synchronisedRoots'] {
  const named = ROOT_VARIABLES.flatMap(([name, service]) => {
    const path = environment[name]
    return path === undefined || path === '' ? [] : [{ service, path }]
  })
  const infoFiles = [join(home, '.dropbox', 'info.json'), ...[environment.APPDATA, environment.LOCALAPPDATA].flatMap((folder) => (folder === undefined ? [] : [join(folder, 'Dropbox', 'info.json')]))]
  return [...named, ...infoFiles.flatMap(dropboxFolders)]
}

/** `{"personal": {"path": "…"}, "business": {"path": "…"}}`; a file that cannot be read so names no folder. */
function dropboxFolders(infoFile: string): FolderFacts['synchronisedRoots'] {
  if (!existsSync(infoFile)) return []
  const parsed = DropboxInfo.safeParse(readJson(infoFile))
  return parsed.success ? Object.values(parsed.data).map(({ path }) => ({ service: 'Dropbox', path })) : []
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function levelsOf(path: string): FolderFacts['levels'] {
  const levels: { path: string; entries: readonly FolderEntry[] }[] = []
  for (let folder = path; ; folder = dirname(folder)) {
    levels.push({ path: folder, entries: entriesOf(folder) })
    if (folder === parse(folder).root) return levels
  }
}

/** A folder above may be closed to us: then it shows no marker. */
function entriesOf(folder: string): readonly FolderEntry[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, isFile: entry.isFile() }))
  } catch {
    return []
  }
}
