import { join } from 'node:path'

/** The folders and files of one installation; the archive folder is the person's choice and comes from the settings. */
export interface ProgramPaths {
  /** Settings, window state, secrets. */
  readonly userData: string
  readonly logs: string
  /** Where archives go until another folder is chosen. */
  readonly defaultArchiveFolder: string
}

/** The folders as the system's own folders give them. */
export function programPaths(system: { readonly userData: string; readonly home: string }): ProgramPaths {
  return {
    userData: system.userData,
    logs: join(system.userData, 'logs'),
    // Not in Documents, which Windows likes to keep in OneDrive: a synchronised folder is no place for an archive.
    defaultArchiveFolder: join(system.home, 'Teczka UPO'),
  }
}
