import type { App } from 'electron'

/** Longest wait for an orderly end; SQLite keeps what is committed, whatever comes. */
const PATIENCE_MS = 8_000

/** Quits only after `shutDown` has ended, or failed, or took too long. */
export function quitAfter(app: App, shutDown: () => Promise<void>, onFailure: (cause: unknown) => void): void {
  let state: 'running' | 'ending' | 'ended' = 'running'
  const end = async (): Promise<void> => {
    const impatience = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('shutting down took too long')), PATIENCE_MS).unref())
    try {
      await Promise.race([shutDown(), impatience])
    } catch (cause) {
      onFailure(cause)
    }
    state = 'ended'
    app.quit()
  }
  app.on('will-quit', (event) => {
    if (state === 'ended') return
    event.preventDefault()
    if (state === 'ending') return
    state = 'ending'
    void end()
  })
}
