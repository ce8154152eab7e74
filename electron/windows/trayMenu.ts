import type { MenuItemConstructorOptions } from 'electron'
import type { NativeTexts } from './nativeTexts.ts'

export interface TrayMenuOptions {
  readonly texts: NativeTexts
  /** Whether a schedule is set that could be paused. */
  readonly hasSchedule: boolean
  readonly isPaused: boolean
  readonly onOpen: () => void
  readonly onRefresh: () => void
  readonly onPause: (isPaused: boolean) => void
  readonly onQuit: () => void
}

/** The menu of the icon in the tray. */
export function trayMenuTemplate({ texts, hasSchedule, isPaused, onOpen, onRefresh, onPause, onQuit }: TrayMenuOptions): MenuItemConstructorOptions[] {
  return [
    { id: 'open', label: texts.trayOpen, click: onOpen },
    { id: 'refresh', label: texts.trayRefresh, click: onRefresh },
    { id: 'pause', label: texts.trayPause, type: 'checkbox', checked: isPaused, enabled: hasSchedule, click: ({ checked }) => onPause(checked) },
    { type: 'separator' },
    { id: 'quit', label: texts.quit, click: onQuit },
  ]
}
