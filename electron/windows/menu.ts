import type { MenuItemConstructorOptions } from 'electron'
import type { MenuItem } from '../shared/contract/events.ts'
import type { NativeTexts } from './nativeTexts.ts'

export interface MenuOptions {
  readonly texts: NativeTexts
  readonly platform: NodeJS.Platform
  /** Only a build that runs from its sources has an item for the developer tools. */
  readonly developerTools: boolean
  /** What is beyond it is grey: all while the folder of the archives cannot be opened, most before the first company. */
  readonly reach: 'nothing' | 'first-screen' | 'everything'
  readonly onChosen: (item: MenuItem) => void
}

/** What can be done before the first company; all else needs one. */
const ON_FIRST_SCREEN: ReadonlySet<MenuItem> = new Set(['add-taxpayer', 'settings'])

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** The whole menu as a template: all of it is named here, so none of Electron's default items remain. */
export function menuTemplate({ texts, platform, developerTools, reach, onChosen }: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const choose = (item: MenuItem, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: item,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    enabled: reach === 'everything' || (reach === 'first-screen' && ON_FIRST_SCREEN.has(item)),
    click: () => onChosen(item),
  })
  const settings = choose('settings', texts.settings, 'CmdOrCtrl+,')
  const quit: MenuItemConstructorOptions = { role: 'quit', label: texts.quit }

  const appMenu: MenuItemConstructorOptions = {
    label: 'Teczka UPO',
    submenu: [
      { role: 'about', label: texts.about },
      SEPARATOR,
      settings,
      SEPARATOR,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      { role: 'unhide', label: texts.showAll },
      SEPARATOR,
      quit,
    ],
  }
  const fileMenu: MenuItemConstructorOptions = {
    label: texts.file,
    submenu: [
      choose('add-taxpayer', texts.addTaxpayer, 'CmdOrCtrl+N'),
      choose('import', texts.importFiles, 'CmdOrCtrl+O'),
      choose('hand-over', texts.handOver, 'CmdOrCtrl+E'),
      SEPARATOR,
      choose('self-check', texts.selfCheck),
      SEPARATOR,
      ...(isMac ? [{ role: 'close', label: texts.close } as const] : [settings, SEPARATOR, quit]),
    ],
  }
  const editMenu: MenuItemConstructorOptions = {
    label: texts.edit,
    submenu: [
      { role: 'undo', label: texts.undo },
      { role: 'redo', label: texts.redo },
      SEPARATOR,
      { role: 'cut', label: texts.cut },
      { role: 'copy', label: texts.copy },
      { role: 'paste', label: texts.paste },
      { role: 'selectAll', label: texts.selectAll },
      SEPARATOR,
      choose('search', texts.search, 'CmdOrCtrl+F'),
      choose('identify', texts.identify, 'CmdOrCtrl+K'),
    ],
  }
  const viewMenu: MenuItemConstructorOptions = {
    label: texts.view,
    submenu: [
      choose('invoices', texts.invoices, 'CmdOrCtrl+1'),
      choose('sessions', texts.sessions, 'CmdOrCtrl+2'),
      choose('attention', texts.attention, 'CmdOrCtrl+3'),
      choose('clients', texts.clients, 'CmdOrCtrl+4'),
      SEPARATOR,
      choose('switch-taxpayer', texts.switchTaxpayer, 'CmdOrCtrl+P'),
      choose('next-taxpayer', texts.nextTaxpayer, 'Ctrl+Tab'),
      SEPARATOR,
      choose('refresh', texts.refresh, 'CmdOrCtrl+R'),
      SEPARATOR,
      { role: 'zoomIn', label: texts.zoomIn, accelerator: 'CmdOrCtrl+=' },
      { role: 'zoomOut', label: texts.zoomOut },
      { role: 'resetZoom', label: texts.resetZoom },
      { role: 'togglefullscreen', label: texts.fullScreen },
      ...(developerTools ? [SEPARATOR, { role: 'toggleDevTools', label: texts.developer } as const] : []),
    ],
  }
  const windowMenu: MenuItemConstructorOptions = {
    label: texts.window,
    submenu: [
      { role: 'minimize', label: texts.minimise },
      { role: 'close', label: texts.close },
    ],
  }
  return isMac ? [appMenu, fileMenu, editMenu, viewMenu, windowMenu] : [fileMenu, editMenu, viewMenu]
}
