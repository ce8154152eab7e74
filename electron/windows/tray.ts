import { fileURLToPath } from 'node:url'
import { Menu, nativeImage, Tray } from 'electron'
import { trayMenuTemplate } from './trayMenu.ts'
import type { TrayMenuOptions } from './trayMenu.ts'

export interface TrayIcon {
  /** Shows, changes or takes away the icon; null takes it away. */
  readonly show: (menu: TrayMenuOptions | null) => void
}

/** The program's icon in the system's tray. `icon`: a PNG, with one of twice the size (`@2x`) beside it. */
export function trayIcon(icon: URL): TrayIcon {
  // Kept here: an icon that nobody refers to vanishes.
  let tray: Tray | null = null
  return {
    show: (menu) => {
      if (menu === null) {
        tray?.destroy()
        tray = null
        return
      }
      if (tray === null) {
        tray = new Tray(nativeImage.createFromPath(fileURLToPath(icon)))
        tray.setToolTip('Teczka UPO')
        // On macOS and most of Linux a click opens the menu.
        tray.on('click', menu.onOpen)
      }
      tray.setContextMenu(Menu.buildFromTemplate(trayMenuTemplate(menu)))
    },
  }
}
