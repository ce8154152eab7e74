import { join } from 'node:path'
import { dialog } from 'electron'
import type { BrowserWindow, OpenDialogOptions } from 'electron'
import type { Dialogs } from '../platform/dialogs.ts'
import type { NativeTexts } from './nativeTexts.ts'

export interface SystemDialogsOptions {
  readonly window: () => BrowserWindow | null
  readonly texts: () => NativeTexts
  /** Where a save dialog starts. */
  readonly saveFolder: string
}

/** Electron's dialogs over the main window, in the language in force. */
export function systemDialogs({ window, texts, saveFolder }: SystemDialogsOptions): Dialogs {
  const openAll = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window()
    const answer = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options))
    return answer.canceled ? [] : answer.filePaths
  }
  const open = async (options: OpenDialogOptions): Promise<string | null> => (await openAll(options))[0] ?? null
  const openCertificates = (title: string): Promise<string | null> => {
    const { certificateFiles, allFiles } = texts()
    const filters = [{ name: certificateFiles, extensions: ['crt', 'cer', 'pem', 'der'] }, { name: allFiles, extensions: ['*'] }]
    return open({ title, filters, properties: ['openFile', 'dontAddToRecent'] })
  }
  return {
    chooseCredentialFile: (purpose) => {
      const { chooseCertificate, chooseKey, certificateFiles, keyFiles, allFiles } = texts()
      const own =
        purpose === 'certificate'
          ? { name: certificateFiles, extensions: ['p12', 'pfx', 'crt', 'cer', 'pem', 'der'] }
          : { name: keyFiles, extensions: ['key', 'pem', 'der'] }
      return open({
        title: purpose === 'certificate' ? chooseCertificate : chooseKey,
        filters: [own, { name: allFiles, extensions: ['*'] }],
        properties: ['openFile', 'dontAddToRecent'],
      })
    },
    chooseTrustedCertificates: () => openCertificates(texts().chooseTrusted),
    chooseNetworkCertificates: () => openCertificates(texts().chooseNetworkCertificates),
    chooseArchiveFolder: (present) =>
      open({ title: texts().chooseArchiveFolder, defaultPath: present, properties: ['openDirectory', 'createDirectory', 'promptToCreate'] }),
    chooseHandOverFolder: () => open({ title: texts().chooseHandOverFolder, defaultPath: saveFolder, properties: ['openDirectory', 'createDirectory', 'promptToCreate'] }),
    chooseImports: (what) => {
      const { chooseImports, xmlFiles, zipFiles, allFiles } = texts()
      // What a file is is told by its content: the filter of all files comes first.
      const filters = [{ name: allFiles, extensions: ['*'] }, { name: xmlFiles, extensions: ['xml'] }, { name: zipFiles, extensions: ['zip'] }]
      return openAll({ title: chooseImports, ...(what === 'files' ? { filters } : {}), properties: [what === 'files' ? 'openFile' : 'openDirectory', 'multiSelections', 'dontAddToRecent'] })
    },
    chooseSavePath: async (suggestedName, kind) => {
      const { save, xmlFiles, zipFiles } = texts()
      const options = {
        title: save,
        defaultPath: join(saveFolder, suggestedName),
        filters: [{ name: kind === 'xml' ? xmlFiles : zipFiles, extensions: [kind] }],
        properties: ['showOverwriteConfirmation' as const, 'createDirectory' as const],
      }
      const parent = window()
      const answer = await (parent === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(parent, options))
      return answer.canceled || answer.filePath === '' ? null : answer.filePath
    },
  }
}
