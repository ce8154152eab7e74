import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgeFolder, refuseUnsafeFolder, type FolderEntry, type FolderFacts } from '../../../electron/archive/folder.ts'
import { gatherFolderFacts, synchronisedRoots } from '../../../electron/archive/folderFacts.ts'
import { fileSystemOfMount, parseMountCommand, parseMountinfo } from '../../../electron/archive/mounts.ts'
import { temporaryFolder } from '../../support/archive.ts'

const GOOD: FolderFacts = { platform: 'linux', path: '/home/anna/Teczka', isWritable: true, fileSystem: 'ext4', isMappedDrive: false, synchronisedRoots: [], levels: [] }
const WINDOWS: FolderFacts = { ...GOOD, platform: 'win32', path: 'C:\\Users\\Anna\\Teczka', fileSystem: null }
const MAC: FolderFacts = { ...GOOD, platform: 'darwin', path: '/Users/anna/Teczka', fileSystem: 'apfs' }
const file = (name: string): FolderEntry => ({ name, isFile: true })
const folder = (name: string): FolderEntry => ({ name, isFile: false })

test.each([GOOD, WINDOWS, MAC, { ...WINDOWS, path: '\\\\?\\C:\\Teczka' }, { ...GOOD, path: '/home/anna/Dropbox-stare' }, { ...GOOD, fileSystem: 'fuse.veracrypt' }, { ...GOOD, fileSystem: null }])(
  '$platform $path on $fileSystem may hold the archives',
  (facts) => {
    expect(judgeFolder(facts)).toBeNull()
  },
)

test.each(['nfs', 'nfs4', 'cifs', 'smb3', 'fuse.sshfs', '9p', 'afpfs', 'smbfs', 'webdav'])('%s is a network drive', (fileSystem) => {
  expect(judgeFolder({ ...GOOD, fileSystem })).toEqual({ code: 'folder-network-drive' })
  expect(judgeFolder({ ...MAC, fileSystem })).toEqual({ code: 'folder-network-drive' })
})

test.each(['\\\\serwer\\biuro\\Teczka', '//serwer/biuro', '\\\\?\\UNC\\serwer\\biuro'])('%s is a network path of Windows', (path) => {
  expect(judgeFolder({ ...WINDOWS, path })).toEqual({ code: 'folder-network-drive' })
})

test('a mapped drive of Windows is a network drive', () => {
  expect(judgeFolder({ ...WINDOWS, path: 'Z:\\Teczka', isMappedDrive: true })).toEqual({ code: 'folder-network-drive' })
})

test.each<[string, Partial<FolderFacts>]>([
  ['OneDrive', { ...WINDOWS, path: 'C:\\Users\\Anna\\OneDrive - Biuro\\Teczka' }],
  ['OneDrive', { ...WINDOWS, path: 'c:\\chmura\\teczka', synchronisedRoots: [{ service: 'OneDrive', path: 'C:\\Chmura\\' }] }],
  ['OneDrive', { ...MAC, path: '/Users/anna/Library/CloudStorage/OneDrive-Biuro/Teczka' }],
  ['Dropbox', { levels: [{ path: '/home/anna/x', entries: [folder('faktury'), folder('.dropbox.cache')] }] }],
  ['Dropbox', { levels: [{ path: '/home/anna/x/Teczka', entries: [] }, { path: '/home/anna/x', entries: [file('.dropbox')] }] }],
  ['Dropbox', { ...MAC, synchronisedRoots: [{ service: 'Dropbox', path: '/users/anna/teczka' }] }],
  ['Dropbox', { path: '/home/anna/Dropbox (Biuro)/Teczka' }],
  ['Google Drive', { ...WINDOWS, path: 'G:\\Mój dysk\\Teczka' }],
  ['Google Drive', { levels: [{ path: '/a/b', entries: [] }, { path: '/a', entries: [folder('.tmp.drivedownload')] }] }],
  ['iCloud', { ...MAC, path: '/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/Teczka' }],
  ['Nextcloud', { levels: [{ path: '/a', entries: [file('.sync_1a2b3c4d5e6f.db')] }] }],
  ['ownCloud', { path: '/home/anna/ownCloud/Teczka' }],
  ['MEGA', { path: '/home/anna/MEGAsync' }],
  ['pCloud', { path: '/home/anna/pCloudDrive/x' }],
])('%s is recognised in %o', (service, facts) => {
  expect(judgeFolder({ ...GOOD, ...facts })).toEqual({ code: 'folder-synchronised', service })
})

test.each<[string, Partial<FolderFacts>]>([
  ['Linux', { levels: [{ path: '/home/anna/Teczka UPO', entries: [] }, { path: '/home/anna', entries: [folder('.dropbox'), folder('.dropbox-dist')] }] }],
  ['macOS', { ...MAC, synchronisedRoots: [{ service: 'Dropbox', path: '/Users/anna/Library/CloudStorage/Dropbox' }], levels: [{ path: '/Users/anna', entries: [folder('.dropbox')] }] }],
  ['Windows', { ...WINDOWS, synchronisedRoots: [{ service: 'Dropbox', path: 'D:\\Chmura' }] }],
])('who uses Dropbox on %s may keep the archives beside the folder that it watches', (_, facts) => {
  expect(judgeFolder({ ...GOOD, ...facts })).toBeNull()
})

test('the refusal says which folder and whose', () => {
  expect(() => refuseUnsafeFolder({ ...GOOD, path: '/home/anna/MEGA' })).toThrow(expect.objectContaining({ code: 'folder-synchronised', details: { path: '/home/anna/MEGA', service: 'MEGA' } }))
  expect(() => refuseUnsafeFolder({ ...GOOD, isWritable: false })).toThrow(expect.objectContaining({ code: 'folder-not-writable', details: { path: GOOD.path } }))
  refuseUnsafeFolder(GOOD)
})

test('the file system is that of the nearest mount point', () => {
  const mounts = parseMountinfo(
    [
      '22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw',
      '30 22 0:26 / /mnt/biuro rw - cifs //serwer/biuro rw',
      '31 22 0:27 / /mnt/dysk\\040Anny rw master:1 shared:2 - fuse.sshfs anna@serwer:/ rw',
      'nonsense',
    ].join('\n'),
  )
  const at = (path: string): string | null => fileSystemOfMount(path, mounts)
  expect([at('/home'), at('/mnt/biuro'), at('/mnt/biuro/2026'), at('/mnt/biuro2'), at('/mnt/dysk Anny/x')]).toEqual(['ext4', 'cifs', 'cifs', 'ext4', 'fuse.sshfs'])
  expect(fileSystemOfMount('/Volumes/My Share (1)/x', parseMountCommand('/dev/disk3s1 on / (apfs, local)\n//a@s/My%20Share on /Volumes/My Share (1) (smbfs, nodev)'))).toBe('smbfs')
})

test('roots come from the environment and from the settings of Dropbox', () => {
  const home = temporaryFolder()
  mkdirSync(join(home, '.dropbox'))
  writeFileSync(join(home, '.dropbox', 'info.json'), '{"personal": {"path": "/home/anna/Moje \\"D\\"", "host": 1}}')
  expect(synchronisedRoots({ OneDrive: 'C:\\OD', OneDriveConsumer: '' }, home)).toEqual([
    { service: 'OneDrive', path: 'C:\\OD' },
    { service: 'Dropbox', path: '/home/anna/Moje "D"' },
  ])
  writeFileSync(join(home, '.dropbox', 'info.json'), '{"personal": {"path": "\\q')
  expect(synchronisedRoots({}, home)).toEqual([])
})

test('a real folder on this computer is looked at without leaving a trace', () => {
  const folder = temporaryFolder()
  const facts = gatherFolderFacts(folder)
  expect(facts).toMatchObject({ isWritable: true, isMappedDrive: false })
  expect(facts.levels[0]).toEqual({ path: facts.path, entries: [] })
  expect(readdirSync(folder)).toEqual([])
  writeFileSync(join(folder, '.stfolder'), '')
  expect(judgeFolder(gatherFolderFacts(folder))).toEqual({ code: 'folder-synchronised', service: 'Syncthing' })
})

test('a home with the settings of Dropbox is told from a folder of Dropbox', () => {
  const home = temporaryFolder()
  const chosen = join(home, 'Teczka UPO')
  for (const made of [chosen, join(home, '.dropbox')]) mkdirSync(made)
  expect(judgeFolder(gatherFolderFacts(chosen))).toBeNull()
  writeFileSync(join(chosen, '.dropbox'), '{"tag": "dropbox", "ns": 1}')
  expect(judgeFolder(gatherFolderFacts(chosen))).toEqual({ code: 'folder-synchronised', service: 'Dropbox' })
})

test.skipIf(process.platform !== 'linux' && process.getuid?.() === 0)('a folder in which nothing can be written is seen', () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o555)
  expect(gatherFolderFacts(process.getuid?.() === 0 ? '/proc' : folder).isWritable).toBe(false)
})
