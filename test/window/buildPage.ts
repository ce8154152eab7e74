import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { CONTENT_SECURITY_POLICY } from '../../electron/security/contentSecurityPolicy.ts'

const PAGE = resolve(import.meta.dirname, '../../.cache/window-page')
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }

/** Builds the page as the app is built and serves it on loopback with the app's own content security policy. */
export default async function buildPage(): Promise<() => Promise<void>> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    plugins: [react()],
    build: { outDir: PAGE, emptyOutDir: true, target: 'chrome130', rolldownOptions: { input: resolve(import.meta.dirname, 'index.html') } },
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const file = join(PAGE, path === '/' ? 'index.html' : path)
    if (path === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    if (!file.startsWith(PAGE) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CONTENT_SECURITY_POLICY })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  process.env.TECZKA_WINDOW_PAGE = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  return async () => {
    await new Promise((closed) => server.close(closed))
  }
}
