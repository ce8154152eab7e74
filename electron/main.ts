import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, clipboard, ipcMain, Menu, nativeTheme, safeStorage, session, shell } from 'electron'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { createJobs } from './core/jobs.ts'
import { createEmit } from './ipc/emit.ts'
import { programHandlers } from './ipc/handlers/program.ts'
import { registerHandlers } from './ipc/registerHandlers.ts'
import type { Handlers } from './ipc/registerHandlers.ts'
import { encryptionOver } from './platform/encryption.ts'
import { createLog, fileLogWriter } from './platform/logging.ts'
import { programPaths } from './platform/paths.ts'
import { openSecrets } from './platform/secrets.ts'
import { openSettings } from './platform/settings.ts'
import { parseStartFlags } from './platform/startFlags.ts'
import { announceAppProtocol, serveAppProtocol } from './security/appProtocol.ts'
import { openExternalLink } from './security/externalLink.ts'
import { refuseNavigation, refusePermissions } from './security/lockDown.ts'
import { isTrustedSender } from './security/trustedSender.ts'
import { AppError } from './shared/errors.ts'
import { effectiveLanguage } from './shared/model/language.ts'
import { openMainWindow } from './windows/mainWindow.ts'
import { menuTemplate } from './windows/menu.ts'
import { nativeTexts } from './windows/nativeTexts.ts'
import { systemDialogs } from './windows/systemDialogs.ts'
import { openWindowState } from './windows/windowState.ts'

const { flags, refused } = parseStartFlags(process.argv)
if (flags.userDataFolder !== null) app.setPath('userData', flags.userDataFolder)
const paths = programPaths({ userData: app.getPath('userData'), home: app.getPath('home') })
const log = createLog(fileLogWriter(paths.logs))
const noteDamaged = (cause: unknown, keptAt: string): void => log.warn('a damaged file was set aside', { keptAt, cause: String(cause) })

let mainWindow: BrowserWindow | null = null
/** Developer tools exist only in a program that runs from its sources. */
const developerTools = !app.isPackaged

if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  announceAppProtocol()
  refuseNavigation(app)
  app.on('second-instance', focusWindow)
  app.on('window-all-closed', () => app.quit())
  // Not awaited at the top level: Electron becomes ready only after this module has loaded.
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  log.info('start', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform, refusedFlags: refused })
  serveAppProtocol(join(import.meta.dirname, '..', 'renderer'))
  refusePermissions(session.defaultSession)

  const settings = openSettings({ folder: paths.userData, onDamaged: noteDamaged })
  const secrets = await openSecrets({ folder: paths.userData, encryption: encryptionOver(safeStorage, process.platform), onDamaged: noteDamaged })
  const windowState = openWindowState(paths.userData, noteDamaged)
  const emit = createEmit(() => (mainWindow === null ? [] : [mainWindow.webContents]))
  const jobs = createJobs({ now: () => new Date(), onProgress: (view) => emit('job.progressed', view), logFailure: log.failure })
  const language = () => flags.language ?? effectiveLanguage(settings.current.language, [app.getLocale(), ...app.getPreferredSystemLanguages()])
  const texts = () => nativeTexts(language())
  const archiveFolder = () => flags.archiveFolder ?? settings.current.archiveFolder ?? paths.defaultArchiveFolder
  const dialogs = systemDialogs({ window: () => mainWindow, texts, saveFolder: app.getPath('downloads') })

  const applySettings = (): void => {
    nativeTheme.themeSource = settings.current.theme
    const onChosen = (item: Parameters<typeof emit<'menu.chosen'>>[1]['item']): void => emit('menu.chosen', { item })
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ texts: texts(), platform: process.platform, developerTools, onChosen })))
  }
  applySettings()

  const unknownTaxpayer = (): never => {
    throw new AppError('not-found')
  }
  const handlers: Handlers = {
    program: programHandlers({
      info: () => ({
        version: app.getVersion(),
        electronVersion: process.versions.electron,
        language: language(),
        archiveFolder: archiveFolder(),
        archiveProblem: null,
        keyStoreAvailable: secrets.place === 'key-store',
        developerMode: developerTools,
        startInDemo: flags.demo,
      }),
      settings,
      changeSettings: (part) => {
        const changed = settings.change(part)
        applySettings()
        return changed
      },
      dialogs,
      changeArchiveFolder: (folder) => Promise.resolve(settings.change({ archiveFolder: folder }).archiveFolder ?? folder),
      copyText: (text) => clipboard.writeText(text),
      showInFolder: (path) => shell.showItemInFolder(path),
      isWrittenFile: () => false,
      openExternalLink: (url) => openExternalLink(url, (href) => shell.openExternal(href)),
    }),
    jobs: {
      list: () => jobs.list(),
      cancel: ({ jobId }) => {
        jobs.cancel(jobId)
        return null
      },
      forecast: unknownTaxpayer,
      startRefresh: unknownTaxpayer,
    },
    taxpayers: {
      list: () => [],
      chooseCredentialFile: unknownTaxpayer,
      testDraft: unknownTaxpayer,
      test: unknownTaxpayer,
      add: unknownTaxpayer,
      replaceCredential: unknownTaxpayer,
      remove: unknownTaxpayer,
      startDemo: unknownTaxpayer,
    },
    invoices: {
      search: unknownTaxpayer,
      counts: unknownTaxpayer,
      detail: unknownTaxpayer,
      findByKsefNumber: unknownTaxpayer,
      readDocument: unknownTaxpayer,
      saveDocument: unknownTaxpayer,
      handOver: unknownTaxpayer,
    },
    sessions: { list: unknownTaxpayer },
  }
  registerHandlers<IpcMainInvokeEvent>(handlers, {
    bus: ipcMain,
    isTrustedSender: (event) => isTrustedSender(event, (id) => mainWindow?.webContents.id === id),
    logFailure: log.failure,
  })

  await openMainWindow({
    preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
    state: windowState,
    isDark: nativeTheme.shouldUseDarkColors,
    developerTools,
    mayClose: () => true,
    onOpened: (window) => (mainWindow = window),
  })
}

function focusWindow(): void {
  if (mainWindow === null) return
  if (mainWindow.isMinimized()) mainWindow.restore()
  mainWindow.focus()
}

process.on('uncaughtException', (cause) => log.failure(randomUUID(), 'main process', cause))
process.on('unhandledRejection', (cause) => log.failure(randomUUID(), 'main process', cause))
