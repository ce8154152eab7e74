/** A mounted file system: where, and of which type. */
export interface Mount {
  readonly mountPoint: string
  readonly fileSystem: string
}

/** Linux: `/proc/self/mountinfo` (man 5 proc_pid_mountinfo); spaces in paths come as `\040`. */
export function parseMountinfo(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ')
    const mountPoint = left.split(' ')[4]
    const fileSystem = right.split(' ')[0]
    if (mountPoint === undefined || fileSystem === undefined || fileSystem === '') return []
    return [{ mountPoint: mountPoint.replace(/\\([0-7]{3})/g, (_match, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))), fileSystem }]
  })
}

/** macOS: lines of `mount`, `//user@server/share on /Volumes/share (smbfs, nodev, nosuid)`. */
export function parseMountCommand(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const match = /^.* on (\/.*) \(([^,)]+)[,)]/.exec(line)
    return match === null ? [] : [{ mountPoint: match[1] ?? '', fileSystem: match[2] ?? '' }]
  })
}

/** The type of the file system that a path lies on: that of the longest mount point above it; of equals the last one hides the others. */
export function fileSystemOfMount(path: string, mounts: readonly Mount[]): string | null {
  let best: Mount | null = null
  for (const mount of mounts) {
    const prefix = mount.mountPoint.endsWith('/') ? mount.mountPoint : `${mount.mountPoint}/`
    const isAbove = path === mount.mountPoint || path.startsWith(prefix)
    if (isAbove && (best === null || mount.mountPoint.length >= best.mountPoint.length)) best = mount
  }
  return best?.fileSystem ?? null
}
