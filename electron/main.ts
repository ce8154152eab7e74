import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'

const WINDOW_FOLDER = resolve(import.meta.dirname, '..', 'renderer')
const CONTENT_TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

async function serve(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const file = resolve(WINDOW_FOLDER, `.${pathname === '/' ? '/index.html' : pathname}`)
  const contentType = CONTENT_TYPES[extname(file)]
  if (!file.startsWith(WINDOW_FOLDER + sep) || contentType === undefined) return new Response('', { status: 404 })
  return new Response(await readFile(file), {
    headers: { 'content-type': contentType, 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'" },
  })
}

async function openWindow(): Promise<void> {
  protocol.handle('app', serve)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs') },
  })
  await window.loadURL('app://bundle/')
}

app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.on('window-all-closed', () => {
  app.quit()
})
// Not awaited at the top level: Electron becomes ready only after this module has loaded.
void app.whenReady().then(openWindow)
