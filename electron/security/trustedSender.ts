import { isAppUrl } from './appOrigin.ts'

/** The part of Electron's IpcMainInvokeEvent that says who asks; compared by identity, so any frame object will do. */
export interface SenderEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown }
  /** Null once the frame navigated away or was destroyed. */
  readonly senderFrame: { readonly url: string } | null
}

/** True only for the top frame of one of our own windows, on a page of app://bundle. */
export function isTrustedSender(event: SenderEvent, isOwnWindow: (webContentsId: number) => boolean): boolean {
  const frame = event.senderFrame
  if (frame === null) return false
  return frame === event.sender.mainFrame && isOwnWindow(event.sender.id) && isAppUrl(frame.url)
}
