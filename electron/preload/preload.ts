import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { CHANNELS, EVENT_NAMES } from '../shared/contract/channels.ts'

type Call = (input: unknown) => Promise<unknown>

/** `{ invoices: { search, … }, … }` from the channel names; payloads pass, Electron's objects do not. */
function domains(): Record<string, Record<string, Call>> {
  const api: Record<string, Record<string, Call>> = {}
  for (const channel of Object.keys(CHANNELS)) {
    const [domain = '', name = ''] = channel.split('.')
    const calls = (api[domain] ??= {})
    calls[name] = (input) => ipcRenderer.invoke(channel, input)
  }
  return api
}

function listen(event: string, listener: (payload: unknown) => void): () => void {
  if (!Object.hasOwn(EVENT_NAMES, event)) throw new Error('unknown event')
  const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload)
  ipcRenderer.on(event, forward)
  return () => void ipcRenderer.removeListener(event, forward)
}

/** Where a dropped file lies; empty for one that lies nowhere. */
const pathOf = (file: File): string => webUtils.getPathForFile(file)

contextBridge.exposeInMainWorld('api', { ...domains(), listen, pathOf })
