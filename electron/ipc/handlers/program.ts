import type { ProgramInfo, Settings } from '../../shared/contract/program.ts'
import { AppError } from '../../shared/errors.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { StoredSettings } from '../../platform/settings.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface ProgramHandlersOptions {
  readonly info: () => ProgramInfo
  readonly settings: { readonly current: StoredSettings }
  /** Keeps the change and applies it: language, theme. */
  readonly changeSettings: (part: Partial<Settings>) => StoredSettings
  readonly dialogs: Dialogs
  /** Refuses unfit folders; opens the archives in the new one. Gives the folder in use. */
  readonly changeArchiveFolder: (folder: string) => Promise<string>
  /** Electron 45 promises; 33 is done at once. */
  readonly copyText: (text: string) => Promise<void> | void
  readonly showInFolder: (path: string) => void
  /** Whether the program itself wrote this file in this run. */
  readonly isWrittenFile: (path: string) => boolean
  readonly openExternalLink: (url: string) => Promise<void>
}

export function programHandlers(options: ProgramHandlersOptions): DomainHandlers<'program'> {
  return {
    info: () => options.info(),
    settings: () => options.settings.current,
    changeSettings: (part) => options.changeSettings(withoutUndefined(part)),
    chooseArchiveFolder: async () => {
      const folder = await options.dialogs.chooseArchiveFolder(options.info().archiveFolder)
      return folder === null ? null : { archiveFolder: await options.changeArchiveFolder(folder) }
    },
    copyText: async ({ text }) => {
      await options.copyText(text)
      return null
    },
    showInFolder: ({ path }) => {
      if (!options.isWrittenFile(path)) throw new AppError('invalid-request', { details: { reason: 'path' } })
      options.showInFolder(path)
      return null
    },
    openExternal: async ({ url }) => {
      await options.openExternalLink(url)
      return null
    },
  }
}

function withoutUndefined(part: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
}
