import { dialog } from 'electron'
import type { App, BrowserWindow } from 'electron'
import type { Jobs } from '../core/jobs.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { createCloseGuard } from '../windows/closeGuard.ts'
import type { NativeTexts } from '../windows/nativeTexts.ts'

export interface CloseOptions {
  readonly app: App
  readonly jobs: Jobs
  readonly settings: SettingsStore
  readonly texts: () => NativeTexts
  readonly window: () => BrowserWindow | null
  /** Whatever would start another job. */
  readonly stopTimers: () => void
}

/** Answers whether the window may close now: that ends the program, unless the person keeps it in the tray; jobs that run are asked about first. */
export function closeOrHide({ app, jobs, settings, texts, window, stopTimers }: CloseOptions): () => boolean {
  let isQuitting = false
  const guard = createCloseGuard({
    isBusy: () => jobs.isRunning(),
    ask: async () => {
      const { jobRunningTitle, jobRunning, stopAndQuit, keepWorking } = texts()
      const question = { type: 'question' as const, message: jobRunningTitle, detail: jobRunning, buttons: [stopAndQuit, keepWorking], defaultId: 1, cancelId: 1 }
      const shown = window()
      const { response } = await (shown === null ? dialog.showMessageBox(question) : dialog.showMessageBox(shown, question))
      return response === 0
    },
    stop: () => {
      stopTimers()
      return jobs.cancelAll()
    },
    close: () => {
      isQuitting = true
      window()?.close()
    },
  })
  const hideToTray = async (): Promise<void> => {
    const shown = window()
    if (!settings.current.wasToldOfTray && shown !== null) {
      const { staysInTrayTitle, staysInTray, understood } = texts()
      await dialog.showMessageBox(shown, { type: 'info', message: staysInTrayTitle, detail: staysInTray, buttons: [understood] })
      settings.change({ wasToldOfTray: true })
    }
    window()?.hide()
  }
  app.on('before-quit', () => (isQuitting = true))
  return () => {
    if (!isQuitting && settings.current.tray === 'keeps-running') {
      void hideToTray()
      return false
    }
    const may = guard.mayClose()
    // Should the person go on working, closing the window leads to the tray again.
    if (!may) isQuitting = false
    return may
  }
}
