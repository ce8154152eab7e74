import { BrowserWindow, screen } from 'electron'
import type { JsonFile } from '../platform/jsonFile.ts'
import { APP_ORIGIN } from '../security/appOrigin.ts'
import { MINIMUM_SIZE, placeWindow } from './windowState.ts'
import type { WindowState } from './windowState.ts'

export interface MainWindowOptions {
  /** Path of the preload bundle. */
  readonly preload: string
  readonly state: JsonFile<WindowState>
  readonly isDark: boolean
  readonly developerTools: boolean
  /** Stays out of sight until it is asked for. */
  readonly isHidden: boolean
  /** Asked before the window closes; false keeps it open. */
  readonly mayClose: () => boolean
  /** Told before the page loads, for its first questions come at once. */
  readonly onOpened: (window: BrowserWindow) => void
}

/** Shown until the page has drawn itself, so that a dark window does not flash white. */
const BACKGROUND = { light: '#ffffff', dark: '#16181d' }

/** Makes and loads the main window; it appears when its page is drawn, as it was left. */
export async function openMainWindow({ preload, state, isDark, developerTools, isHidden, mayClose, onOpened }: MainWindowOptions): Promise<void> {
  const window = new BrowserWindow({
    ...placeWindow(
      state.value,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Teczka UPO',
    backgroundColor: isDark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false, devTools: developerTools },
  })
  window.once('ready-to-show', () => {
    if (isHidden) return
    if (state.value.isMaximised) window.maximize()
    window.show()
  })
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(state.value.zoomLevel))
  window.on('close', (event) => {
    state.write({ bounds: window.getNormalBounds(), isMaximised: window.isMaximized(), zoomLevel: window.webContents.getZoomLevel() })
    if (!mayClose()) event.preventDefault()
  })
  onOpened(window)
  await window.loadURL(`${APP_ORIGIN}/`)
}
