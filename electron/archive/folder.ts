import { AppError } from '../shared/errors.ts'

/** What was found out about a folder that a person chose for the archives. */
export interface FolderFacts {
  readonly platform: NodeJS.Platform
  /** Absolute, links resolved. */
  readonly path: string
  readonly isWritable: boolean
  /** Type of the file system it lies on, as the system names it (`ext4`, `nfs4`, `smbfs`); null where it does not tell. */
  readonly fileSystem: string | null
  /** Windows: mapped from another computer, as far as the system tells. */
  readonly isMappedDrive: boolean
  /** Folders that synchronising programs name in their environment variables or settings. */
  readonly synchronisedRoots: readonly { readonly service: string; readonly path: string }[]
  /** What lies in the folder and in each folder above it, nearest first. */
  readonly levels: readonly { readonly path: string; readonly entries: readonly FolderEntry[] }[]
}

export interface FolderEntry {
  readonly name: string
  /** False for folders and links. */
  readonly isFile: boolean
}

/** Why a folder must not hold databases, or null when it may. */
export type FolderVerdict = { readonly code: 'folder-not-writable' | 'folder-network-drive' } | { readonly code: 'folder-synchronised'; readonly service: string } | null

/**
 * SQLite's WAL needs the shared memory of one computer (sqlite.org/wal.html), and a program that synchronises copies a
 * database in the middle of a change: both lose data, sooner or later.
 */
export function judgeFolder(facts: FolderFacts): FolderVerdict {
  if (isOnNetwork(facts)) return { code: 'folder-network-drive' }
  const service = synchronisingService(facts)
  if (service !== null) return { code: 'folder-synchronised', service }
  return facts.isWritable ? null : { code: 'folder-not-writable' }
}

/** Throws AppError 'folder-network-drive', 'folder-synchronised' (with the name of the service) or 'folder-not-writable'. */
export function refuseUnsafeFolder(facts: FolderFacts): void {
  const verdict = judgeFolder(facts)
  if (verdict === null) return
  throw new AppError(verdict.code, { details: verdict.code === 'folder-synchronised' ? { path: facts.path, service: verdict.service } : { path: facts.path } })
}

const NETWORK_FILE_SYSTEMS = new Set([
  ...['nfs', 'nfs4', 'cifs', 'smb', 'smb2', 'smb3', 'smbfs', 'ncpfs', 'afs', 'afpfs', '9p', 'ceph', 'glusterfs', 'lustre', 'gfs2', 'ocfs2'],
  ...['webdav', 'davfs', 'fuse.sshfs', 'fuse.davfs', 'fuse.davfs2', 'fuse.glusterfs', 'fuse.ceph', 'fuse.gvfsd-fuse', 'fuse.rclone', 'fuse.s3fs'],
  ...['fuse.smbnetfs', 'fuse.google-drive-ocamlfuse', 'fuse.onedriver', 'vboxsf', 'prl_fs', 'fuse.vmhgfs-fuse'],
])

function isOnNetwork({ platform, path, fileSystem, isMappedDrive }: FolderFacts): boolean {
  if (platform === 'win32') return isMappedDrive || isUncPath(path)
  return fileSystem !== null && NETWORK_FILE_SYSTEMS.has(fileSystem.toLowerCase())
}

/** `\\server\share`, also as `\\?\UNC\server\share`; a device path `\\?\C:\` or `\\.\` is local. */
function isUncPath(path: string): boolean {
  const plain = path.replaceAll('/', '\\')
  return /^\\\\[?.]\\UNC\\/i.test(plain) || (plain.startsWith('\\\\') && !/^\\\\[?.]\\/.test(plain))
}

/**
 * Entries that a synchronising program leaves in the folder it watches. Dropbox marks it with a file, and keeps its settings, which mark nothing, in
 * a folder of that name in the home of its user.
 */
const MARKERS: readonly (readonly [entry: string, service: string, kind?: 'file'])[] = [
  ['.dropbox', 'Dropbox', 'file'],
  ['.dropbox.cache', 'Dropbox'],
  ['.tmp.drivedownload', 'Google Drive'],
  ['.tmp.driveupload', 'Google Drive'],
  ['.sync_folderdata.db', 'MEGA'],
  ['.megaignore', 'MEGA'],
  ['.debris', 'MEGA'],
  ['.849c9593-d756-4e56-8d6e-42412f2a707b', 'OneDrive'],
  ['.stfolder', 'Syncthing'],
  ['.stversions', 'Syncthing'],
]

const MARKER_PATTERNS: readonly (readonly [entry: RegExp, service: string])[] = [
  [/^\.?_?sync_[0-9a-f]+\.db$/i, 'Nextcloud'],
  [/^\.owncloudsync\.log$/i, 'ownCloud'],
  [/^\.nextcloudsync\.log$/i, 'Nextcloud'],
]

/** Names that the programs give to their folders; the last resort where a program left no other sign. */
const FOLDER_NAMES: readonly (readonly [name: RegExp, service: string])[] = [
  [/^OneDrive( - .+)?$/i, 'OneDrive'],
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^(Google Drive|Dysk Google|My Drive|Mój dysk|GoogleDrive-.+)$/i, 'Google Drive'],
  [/^(iCloud Drive|iCloudDrive|com~apple~CloudDocs|Mobile Documents)$/i, 'iCloud'],
  [/^Nextcloud$/i, 'Nextcloud'],
  [/^ownCloud$/i, 'ownCloud'],
  [/^(MEGA|MEGAsync)$/i, 'MEGA'],
  [/^(pCloudDrive|pCloud Drive|pCloud Sync)$/i, 'pCloud'],
]

function synchronisingService({ platform, path, synchronisedRoots, levels }: FolderFacts): string | null {
  const root = synchronisedRoots.find((known) => isInside(platform, path, known.path))
  if (root !== undefined) return root.service
  for (const { entries } of levels) {
    const marker = MARKERS.find(([marking, , kind]) => entries.some(({ name, isFile }) => name.toLowerCase() === marking && (isFile || kind !== 'file')))
    if (marker !== undefined) return marker[1]
    const pattern = MARKER_PATTERNS.find(([marking]) => entries.some(({ name }) => marking.test(name)))
    if (pattern !== undefined) return pattern[1]
  }
  const parts = path.split(/[\\/]/)
  // macOS keeps every cloud of the File Provider kind there, whatever its maker.
  const cloudStorage = parts.indexOf('CloudStorage')
  if (platform === 'darwin' && cloudStorage > 0 && parts[cloudStorage - 1] === 'Library') return (parts[cloudStorage + 1] ?? 'CloudStorage').split('-')[0] ?? 'CloudStorage'
  return FOLDER_NAMES.find(([name]) => parts.some((part) => name.test(part)))?.[1] ?? null
}

/** True when `path` is the folder or lies in it; Windows and macOS see no difference between capitals and small letters. */
function isInside(platform: NodeJS.Platform, path: string, folder: string): boolean {
  const plain = (text: string): string => {
    const slashes = text.replaceAll('\\', '/').replace(/\/+$/, '')
    return platform === 'linux' ? slashes : slashes.toLowerCase()
  }
  const root = plain(folder)
  return root !== '' && (plain(path) === root || plain(path).startsWith(`${root}/`))
}
