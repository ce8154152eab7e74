import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { app, clipboard, dialog, ipcMain, Menu, nativeTheme, Notification, powerMonitor, safeStorage, session, shell } from 'electron'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { EXIT } from './commandLine/exitCodes.ts'
import { attentionIndexes } from './composition/attentionIndexes.ts'
import { quitAfter } from './composition/beforeQuit.ts'
import { closeOrHide } from './composition/closeOrHide.ts'
import { createHandlers } from './composition/handlers.ts'
import { openArchives } from './composition/openArchives.ts'
import { scheduledRefresh } from './composition/scheduledRefresh.ts'
import { runSelfTest } from './composition/selfTest.ts'
import { setStartAtLogin } from './composition/startAtLogin.ts'
import { createProgressTeller } from './composition/tellProgress.ts'
import { runUnattended } from './composition/unattendedRun.ts'
import { IMPORT_THREAD, readInThread } from './core/importFiles/importThread.ts'
import { createJobs } from './core/jobs.ts'
import { networkCertificateStore, pemOf } from './core/network/networkCertificates.ts'
import { systemProxy } from './core/network/systemProxy.ts'
import { startRefreshJob } from './core/refreshJob.ts'
import { endOfRun } from './core/schedule/refreshEveryone.ts'
import type { TaxpayerRun } from './core/schedule/refreshEveryone.ts'
import { createResumer } from './core/schedule/resumePaused.ts'
import { NO_RUNS, RunHistory } from './core/schedule/runHistory.ts'
import { startScheduler, systemAlarm } from './core/schedule/scheduler.ts'
import { createChosenFiles } from './core/taxpayers/chosenFiles.ts'
import { createEmit, type Emit } from './ipc/emit.ts'
import { registerHandlers } from './ipc/registerHandlers.ts'
import { addressesOf } from './ksef/environments.ts'
import { systemClock } from './platform/clock.ts'
import { encryptionOver } from './platform/encryption.ts'
import { openJsonFile } from './platform/jsonFile.ts'
import { createLog, fileLogWriter } from './platform/logging.ts'
import { programPaths } from './platform/paths.ts'
import { openSecrets } from './platform/secrets.ts'
import { openSettings } from './platform/settings.ts'
import type { StoredSettings } from './platform/settings.ts'
import { parseStartFlags } from './platform/startFlags.ts'
import { announceAppProtocol, serveAppProtocol } from './security/appProtocol.ts'
import { openExternalLink } from './security/externalLink.ts'
import { refuseNavigation, refusePermissions } from './security/lockDown.ts'
import { isTrustedSender } from './security/trustedSender.ts'
import type { JobId, TaxpayerId } from './shared/contract/common.ts'
import type { MenuItem } from './shared/contract/events.ts'
import type { JobView } from './shared/contract/jobs.ts'
import type { Language, Settings } from './shared/contract/program.ts'
import { describeNews } from './shared/messages/attentionNotice.ts'
import { effectiveLanguage } from './shared/model/language.ts'
import { warsawDayOf } from './shared/model/warsawDay.ts'
import { openMainWindow } from './windows/mainWindow.ts'
import { menuTemplate } from './windows/menu.ts'
import { nativeTexts } from './windows/nativeTexts.ts'
import type { NativeTexts } from './windows/nativeTexts.ts'
import { recoverWindow } from './windows/recoverWindow.ts'
import { showIncident } from './windows/showIncident.ts'
import { systemDialogs } from './windows/systemDialogs.ts'
import { trayIcon } from './windows/tray.ts'
import { openWindowState } from './windows/windowState.ts'

const { flags, refused } = parseStartFlags(process.argv)
if (flags.userDataFolder !== null) app.setPath('userData', flags.userDataFolder)
const paths = programPaths({ userData: app.getPath('userData'), home: app.getPath('home') })
const log = createLog(fileLogWriter(paths.logs))
/** Developer tools, and a simulator as an environment, exist only in a program that runs from its sources. */
const developerMode = !app.isPackaged
const BUNDLES = new URL('./', import.meta.url)
let mainWindow: BrowserWindow | null = null
/** What a second start asks of the one that runs. */
const wish = { sync: flags.sync, noWindow: flags.noWindow }

if (flags.selfTest) {
  app.enableSandbox()
  void app.whenReady().then(selfTest).catch(giveUp)
} else if (app.requestSingleInstanceLock(wish)) {
  app.enableSandbox()
  announceAppProtocol()
  refuseNavigation(app)
  // Not awaited at the top level: Electron becomes ready only after this module has loaded.
  void app.whenReady().then(start).catch(giveUp)
} else {
  // The one that runs comes to the front, or refreshes (its 'second-instance').
  if (flags.sync) void writeTo(process.stdout, JSON.stringify({ handedOver: true })).then(() => app.exit(EXIT.done))
  else app.quit()
}

/** Touches nothing of the person's: neither settings nor archives. */
async function selfTest(): Promise<void> {
  app.exit(await runSelfTest({ version: app.getVersion(), bundles: BUNDLES, writeLine: (line) => writeTo(process.stdout, line) }))
}

/** Awaited: Windows writes to a pipe later, and `exit` does not wait. */
function writeTo(stream: NodeJS.WriteStream, line: string): Promise<void> {
  return new Promise((resolve) => stream.write(`${line}\n`, () => resolve()))
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

  const emitToWindow = createEmit(() => (mainWindow === null ? [] : [mainWindow.webContents]))
  const emit: Emit = (event, payload) => {
    emitToWindow(event, payload)
    if (event === 'taxpayers.changed' && !flags.noWindow) showMenu()
  }
  const showMenu = (): void => {
    const reach = workspaces.list().length > 0 ? 'everything' : workspaces.problem() === null ? 'first-screen' : 'nothing'
    const onChosen = (item: MenuItem): void => emit('menu.chosen', { item })
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ texts: texts(), platform: process.platform, developerTools: developerMode, reach, onChosen })))
  }
  const logFailure = (where: string) => (cause: unknown) => log.failure(randomUUID(), where, cause)
  const tellProgress = createProgressTeller(emit)
  const startRefresh = (taxpayerId: TaxpayerId, from: string | null): JobId => {
    const { fetchInvoiceXml } = settings.current
    return startRefreshJob({ jobs, workspace: workspaces.with(taxpayerId), taxpayerId, from, fetchInvoiceXml, isAmongAll: false, clock: systemClock, log: log.info })
  }
  const resumer = createResumer({
    clock: systemClock,
    setAlarm: systemAlarm,
    resume: (taxpayerId) => void startRefresh(taxpayerId, null),
    onFailure: logFailure('resume'),
  })
  const onProgress = (view: JobView): void => {
    tellProgress(view)
    resumer.note(view)
  }
  const jobs = createJobs({ now: () => new Date(), onProgress, logFailure: log.failure })
  const secrets = await openSecrets({ folder: paths.userData, encryption: encryptionOver(safeStorage, process.platform), onDamaged })
  const chosenFiles = createChosenFiles()
  const folder = flags.archiveFolder ?? settings.current.archiveFolder ?? paths.defaultArchiveFolder
  // A folder that was chosen is not made anew: it may lie on a drive that is not connected now.
  const mayMake = flags.archiveFolder !== null || settings.current.archiveFolder === null
  const networkCertificates = networkCertificateStore(settings)
  const proxy = systemProxy((url) => session.defaultSession.resolveProxy(url))
  const connection = () => {
    const extraCertificatesPem = pemOf(networkCertificates)
    return extraCertificatesPem === undefined ? { proxy } : { proxy, extraCertificatesPem }
  }
  const { workspaces, openBeside, close } = openArchives({ folder, mayMake, bundles: BUNDLES, secrets, chosenFiles, jobs, connection, clock: systemClock, log, language })
  if (workspaces.problem() === null && flags.archiveFolder === null) settings.change({ archiveFolder: folder })
  let closing: Promise<void> | null = null
  const closeAll = (): Promise<void> => (closing ??= close())
  quitAfter(app, closeAll, logFailure('quit'))
  const attention = attentionIndexes(workspaces, jobs, systemClock)
  const refreshAll = (): Promise<readonly TaxpayerRun[]> =>
    scheduledRefresh({
      jobs,
      workspace: workspaces.own(),
      fetchInvoiceXml: settings.current.fetchInvoiceXml,
      clock: systemClock,
      log: log.info,
      attentionOf: attention.of,
      onFailure: logFailure('attention'),
      onNews: (news) => {
        const notice = new Notification(describeNews(language(), news))
        notice.on('click', () => {
          bringToFront()
          if (news[0] !== undefined) emit('notice.opened', { taxpayerId: news[0].id })
        })
        notice.show()
      },
    })

  if (flags.noWindow) {
    // A person who opens the program meanwhile gets it as soon as this is done; what was fetched by then stays.
    const meanwhile = { isWindowWanted: false }
    app.on('second-instance', (_event, _argv, _folder, asked) => (meanwhile.isWindowWanted ||= !wishOf(asked).noWindow))
    const exitCode = await runUnattended({
      problem: workspaces.problem(),
      refresh: refreshAll,
      language: language(),
      today: warsawDayOf(systemClock.now()),
      writeLine: (line) => writeTo(process.stdout, line),
      writeNote: (text) => writeTo(process.stderr, text),
    })
    log.info('unattended', { exitCode })
    await closeAll()
    if (meanwhile.isWindowWanted) app.relaunch({ args: process.argv.slice(1).filter((argument) => argument !== '--sync' && argument !== '--no-window') })
    app.exit(exitCode)
    return
  }

  const scheduler = startScheduler({
    clock: systemClock,
    setAlarm: systemAlarm,
    schedule: () => settings.current.schedule,
    isPaused: () => settings.current.isSchedulePaused,
    history: openJsonFile({ folder: paths.userData, name: 'schedule', schema: RunHistory, fallback: NO_RUNS, onDamaged }),
    run: async () => endOfRun(await refreshAll()),
    onChanged: () => emit('schedule.changed', null),
    onFailure: logFailure('schedule'),
  })
  powerMonitor.on('resume', scheduler.wokeUp)
  app.on('will-quit', scheduler.stop)
  app.on('will-quit', resumer.stop)

  const tray = trayIcon(new URL('../../resources/tray.png', import.meta.url))
  const applySettings = (): void => {
    nativeTheme.themeSource = settings.current.theme
    showMenu()
    const { tray: use, schedule, isSchedulePaused } = settings.current
    const trayMenu = {
      texts: texts(),
      hasSchedule: schedule.kind !== 'off',
      isPaused: isSchedulePaused,
      onOpen: bringToFront,
      onRefresh: () => void scheduler.runNow(),
      onPause: (isPaused: boolean) => void changeSettings({ isSchedulePaused: isPaused }),
      onQuit: () => app.quit(),
    }
    tray.show(use === 'off' ? null : trayMenu)
  }
  const changeSettings = (part: Partial<Settings>): StoredSettings => {
    const changed = settings.change(part)
    applySettings()
    scheduler.settingsChanged()
    if (part.startAtLogin !== undefined) setStartAtLogin(part.startAtLogin, { app, platform: process.platform, environment: process.env, executable: process.execPath })
    return changed
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
    startRefresh,
    readDocuments: readInThread((importPaths) => new Worker(new URL('importWorker.js', BUNDLES), { ...IMPORT_THREAD, name: 'import', workerData: importPaths })),
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
    changeSettings,
    attention,
    scheduleView: scheduler.view,
    networkCertificates,
    proxy: () => proxy.proxyOf(addressesOf('production').apiBase),
    copyText: (text) => clipboard.writeText(text),
    showInFolder: (path) => shell.showItemInFolder(path),
    openExternalLink: (url) => openExternalLink(url, (href) => shell.openExternal(href)),
  })
  registerHandlers<IpcMainInvokeEvent>(handlers, {
    bus: ipcMain,
    isTrustedSender: (event) => isTrustedSender(event, (id) => mainWindow?.webContents.id === id),
    logFailure: log.failure,
  })

  const mayClose = closeOrHide({
    app,
    jobs,
    settings,
    texts,
    window: () => mainWindow,
    stopTimers: () => {
      scheduler.stop()
      resumer.stop()
    },
  })
  app.on('second-instance', (_event, _argv, _folder, asked) => {
    const { sync, noWindow } = wishOf(asked)
    if (!noWindow) bringToFront()
    if (sync) void scheduler.runNow()
  })
  app.on('activate', bringToFront)
  app.on('window-all-closed', () => app.quit())
  await openMainWindow({
    preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
    state: openWindowState(paths.userData, onDamaged),
    isDark: nativeTheme.shouldUseDarkColors,
    developerTools: developerMode,
    mayClose,
    isHidden: (flags.inTray || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)) && settings.current.tray === 'keeps-running',
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
  if (flags.sync) void scheduler.runNow()
}

/** What a second start asked, from whatever it sent. */
function wishOf(asked: unknown): typeof wish {
  const given = typeof asked === 'object' && asked !== null ? asked : {}
  return { sync: 'sync' in given && given.sync === true, noWindow: 'noWindow' in given && given.noWindow === true }
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
    // Nobody is there to press a button.
    if (flags.noWindow) app.exit(EXIT.unexpected)
    else void showIncident(texts(), incidentId)
  }
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
}

/** Without a window there is nothing to go on with. */
function giveUp(cause: unknown): void {
  const incidentId = randomUUID()
  log.failure(incidentId, 'start', cause)
  const { crashTitle, crash } = nativeTexts(effectiveLanguage('system', app.getPreferredSystemLanguages()))
  const told = crash.replace('{incidentId}', incidentId)
  if (flags.noWindow) {
    void writeTo(process.stderr, told).then(() => app.exit(EXIT.unexpected))
    return
  }
  dialog.showErrorBox(crashTitle, told)
  app.exit(EXIT.unexpected)
}
