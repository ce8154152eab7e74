import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { app, clipboard, dialog, ipcMain, Menu, nativeTheme, safeStorage, session, shell } from 'electron'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { quitAfter } from './composition/beforeQuit.ts'
import { createHandlers } from './composition/handlers.ts'
import { openArchives } from './composition/openArchives.ts'
import { runSelfTest } from './composition/selfTest.ts'
import { createProgressTeller } from './composition/tellProgress.ts'
import { readInThread } from './core/importFiles/importThread.ts'
import { createJobs } from './core/jobs.ts'
import { createChosenFiles } from './core/taxpayers/chosenFiles.ts'
import { createEmit } from './ipc/emit.ts'
import { registerHandlers } from './ipc/registerHandlers.ts'
import { systemClock } from './platform/clock.ts'
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
import type { MenuItem } from './shared/contract/events.ts'
import type { Language } from './shared/contract/program.ts'
import { effectiveLanguage } from './shared/model/language.ts'
import { createCloseGuard } from './windows/closeGuard.ts'
import { openMainWindow } from './windows/mainWindow.ts'
import { menuTemplate } from './windows/menu.ts'
import { nativeTexts } from './windows/nativeTexts.ts'
import type { NativeTexts } from './windows/nativeTexts.ts'
import { recoverWindow } from './windows/recoverWindow.ts'
import { showIncident } from './windows/showIncident.ts'
import { systemDialogs } from './windows/systemDialogs.ts'
import { openWindowState } from './windows/windowState.ts'

const { flags, refused } = parseStartFlags(process.argv)
if (flags.userDataFolder !== null) app.setPath('userData', flags.userDataFolder)
const paths = programPaths({ userData: app.getPath('userData'), home: app.getPath('home') })
const log = createLog(fileLogWriter(paths.logs))
/** Developer tools, and a simulator as an environment, exist only in a program that runs from its sources. */
const developerMode = !app.isPackaged
const BUNDLES = new URL('./', import.meta.url)
let mainWindow: BrowserWindow | null = null

if (flags.selfTest) {
  app.enableSandbox()
  void app.whenReady().then(selfTest).catch(giveUp)
} else if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  announceAppProtocol()
  refuseNavigation(app)
  // Not awaited at the top level: Electron becomes ready only after this module has loaded.
  void app.whenReady().then(start).catch(giveUp)
} else {
  // The one that runs comes to the front (its 'second-instance').
  app.quit()
}

/** Touches nothing of the person's: neither settings nor archives. */
async function selfTest(): Promise<void> {
  // Awaited: Windows writes to a pipe later, and `exit` does not wait.
  const writeLine = (line: string): Promise<void> => new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()))
  app.exit(await runSelfTest({ version: app.getVersion(), bundles: BUNDLES, writeLine }))
}

async function start(): Promise<void> {
  log.info('start', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform, refusedFlags: refused })
  serveAppProtocol(join(import.meta.dirname, '..', 'renderer'))
  refusePermissions(session.defaultSession)

  const onDamaged = (cause: unknown, keptAt: string): void => log.warn('a damaged file was set aside', { keptAt, cause: String(cause) })
  const settings = openSettings({ folder: paths.userData, onDamaged })
  const language = (): Language => flags.language ?? effectiveLanguage(settings.current.language, [app.getLocale(), ...app.getPreferredSystemLanguages()])
  const texts = () => nativeTexts(language())
  reportIncidents(texts)

  const emit = createEmit(() => (mainWindow === null ? [] : [mainWindow.webContents]))
  const jobs = createJobs({ now: () => new Date(), onProgress: createProgressTeller(emit), logFailure: log.failure })
  const secrets = await openSecrets({ folder: paths.userData, encryption: encryptionOver(safeStorage, process.platform), onDamaged })
  const chosenFiles = createChosenFiles()
  const folder = flags.archiveFolder ?? settings.current.archiveFolder ?? paths.defaultArchiveFolder
  // A folder that was chosen is not made anew: it may lie on a drive that is not connected now.
  const mayMake = flags.archiveFolder !== null || settings.current.archiveFolder === null
  const { workspaces, openBeside, close } = openArchives({ folder, mayMake, bundles: BUNDLES, secrets, chosenFiles, jobs, clock: systemClock, log, language })
  if (workspaces.problem() === null && flags.archiveFolder === null) settings.change({ archiveFolder: folder })
  quitAfter(app, close, (cause) => log.failure(randomUUID(), 'quit', cause))

  const applySettings = (): void => {
    nativeTheme.themeSource = settings.current.theme
    const onChosen = (item: MenuItem): void => emit('menu.chosen', { item })
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ texts: texts(), platform: process.platform, developerTools: developerMode, onChosen })))
  }
  applySettings()

  const handlers = createHandlers({
    workspaces,
    openBeside,
    jobs,
    chosenFiles,
    dialogs: systemDialogs({ window: () => mainWindow, texts, saveFolder: app.getPath('downloads') }),
    clock: systemClock,
    log,
    emit,
    language,
    readDocuments: readInThread((importPaths) => new Worker(new URL('importWorker.js', BUNDLES), { name: 'import', workerData: importPaths })),
    program: `${app.name} ${app.getVersion()}`,
    settings,
    keepArchiveFolder: (archiveFolder) => void settings.change({ archiveFolder }),
    info: () => ({
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      language: language(),
      archiveFolder: workspaces.folder(),
      archiveProblem: workspaces.problem(),
      keyStoreAvailable: secrets.place === 'key-store',
      developerMode,
      startInDemo: flags.demo,
    }),
    changeSettings: (part) => {
      const changed = settings.change(part)
      applySettings()
      return changed
    },
    copyText: (text) => clipboard.writeText(text),
    showInFolder: (path) => shell.showItemInFolder(path),
    openExternalLink: (url) => openExternalLink(url, (href) => shell.openExternal(href)),
  })
  registerHandlers<IpcMainInvokeEvent>(handlers, {
    bus: ipcMain,
    isTrustedSender: (event) => isTrustedSender(event, (id) => mainWindow?.webContents.id === id),
    logFailure: log.failure,
  })

  const guard = createCloseGuard({
    isBusy: () => jobs.isRunning(),
    ask: async () => {
      const { jobRunningTitle, jobRunning, stopAndQuit, keepWorking } = texts()
      const question = { type: 'question' as const, message: jobRunningTitle, detail: jobRunning, buttons: [stopAndQuit, keepWorking], defaultId: 1, cancelId: 1 }
      const { response } = await (mainWindow === null ? dialog.showMessageBox(question) : dialog.showMessageBox(mainWindow, question))
      return response === 0
    },
    stop: () => jobs.cancelAll(),
    close: () => mainWindow?.close(),
  })
  app.on('second-instance', () => bringToFront())
  app.on('window-all-closed', () => app.quit())
  await openMainWindow({
    preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
    state: openWindowState(paths.userData, onDamaged),
    isDark: nativeTheme.shouldUseDarkColors,
    developerTools: developerMode,
    mayClose: guard.mayClose,
    onOpened: (window) => {
      mainWindow = window
      window.on('closed', () => (mainWindow = null))
      recoverWindow(window, {
        onGone: (reason, isHopeless) => {
          const incidentId = randomUUID()
          log.failure(incidentId, 'window', new Error(`its process is gone: ${reason}`))
          if (isHopeless) void showIncident(texts(), incidentId, 'windowGone')
        },
      })
    },
  })
}

function bringToFront(): void {
  if (mainWindow?.isMinimized()) mainWindow.restore()
  mainWindow?.show()
  mainWindow?.focus()
}

/** Failures that no answer and no job could carry: logged, and told with the number under which they are found. */
function reportIncidents(texts: () => NativeTexts): void {
  const report = (cause: unknown): void => {
    const incidentId = randomUUID()
    log.failure(incidentId, 'main process', cause)
    void showIncident(texts(), incidentId)
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
}

/** Without a window there is nothing to go on with. */
function giveUp(cause: unknown): void {
  const incidentId = randomUUID()
  log.failure(incidentId, 'start', cause)
  const { crashTitle, crash } = nativeTexts(effectiveLanguage('system', app.getPreferredSystemLanguages()))
  dialog.showErrorBox(crashTitle, crash.replace('{incidentId}', incidentId))
  app.exit(1)
}
