import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { APP_HOST, APP_SCHEME } from './appOrigin.ts'
import { bundlePath } from './bundlePath.ts'
import { CONTENT_SECURITY_POLICY } from './contentSecurityPolicy.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Announces the scheme; must run before Electron is ready. */
export function announceAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }])
}

/** Serves the window's files, and nothing else, from a folder under app://bundle. */
export function serveAppProtocol(folder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const { host } = new URL(request.url)
    const file = host === APP_HOST && request.method === 'GET' ? bundlePath(folder, request.url) : undefined
    const contentType = file === undefined ? undefined : CONTENT_TYPES[extname(file)]
    if (file === undefined || contentType === undefined) return notFound()
    try {
      return new Response(await readFile(file), { headers: headers(contentType) })
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'EISDIR')) return notFound()
      throw cause
    }
  })
}

function headers(contentType: string): Record<string, string> {
  return { 'content-type': contentType, 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff' }
}

function notFound(): Response {
  return new Response('', { status: 404, headers: headers('text/plain; charset=utf-8') })
}
