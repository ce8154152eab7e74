import type { App } from 'electron'
import { autostartFolder, writeAutostart } from '../platform/autostart.ts'

export interface StartAtLoginOptions {
  readonly app: Pick<App, 'setLoginItemSettings' | 'getPath'>
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly executable: string
}

/** Lets the program start with the computer, into the tray where the settings keep it there, or no more. */
export function setStartAtLogin(isWanted: boolean, { app, platform, environment, executable }: StartAtLoginOptions): void {
  const args = ['--in-tray']
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args })
    return
  }
  // An AppImage runs from a mount that is gone at the next start; its own file is told in APPIMAGE.
  const command = environment.APPIMAGE ?? executable
  writeAutostart(autostartFolder(environment, app.getPath('home')), isWanted ? { command, arguments: args } : null)
}
