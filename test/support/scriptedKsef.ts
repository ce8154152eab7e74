import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  readonly method: string
  /** Path without the API base `/v2`, with the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: string | Uint8Array
  /** Closes the connection without an answer. */
  readonly reset?: boolean
  /** Announces more bytes than it sends. */
  readonly cut?: boolean
  /** Never answers. */
  readonly silent?: boolean
}

export type Script = (request: SeenRequest) => ScriptedAnswer | undefined | Promise<ScriptedAnswer | undefined>

export interface ScriptedKsef {
  readonly apiBase: string
  readonly requests: SeenRequest[]
  /** What the last `encryptedToken` said. */
  readonly decrypted: () => string
  /** Answered before the usual sign-in; `undefined` goes on to it. */
  script: Script
  close(): Promise<void>
}

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const CHALLENGE = '20260201-CR-1234567890-ABCDEF0123-0A'
export const TIMESTAMP_MS = 1_769_940_000_123

/** A JWT with these claims and no real signature; the client only reads it. */
export function jwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`
}

/**
 * A few lines of HTTP that sign anybody in and say otherwise what the test scripts: for answers that no well-behaved KSeF gives.
 * Flows run against electron/simulator.
 */
export async function startScriptedKsef(script: Script = () => undefined): Promise<ScriptedKsef> {
  const requests: SeenRequest[] = []
  let decrypted = ''
  let signIns = 0
  let refreshes = 0
  const usual: Script = ({ method, path, body }) => {
    switch (`${method} ${path}`) {
      case 'GET /security/public-key-certificates':
        return {
          json: [
            {
              certificate: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
              publicKeyId: 'key-1',
              validFrom: '2020-01-01T00:00:00Z',
              validTo: '2099-01-01T00:00:00Z',
              usage: ['KsefTokenEncryption'],
            },
          ],
        }
      case 'POST /auth/challenge':
        return { json: { challenge: CHALLENGE, timestamp: new Date(TIMESTAMP_MS).toISOString(), timestampMs: TIMESTAMP_MS, clientIp: '127.0.0.1' } }
      case 'POST /auth/ksef-token': {
        const { encryptedToken } = JSON.parse(body) as { encryptedToken: string }
        const key = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
        decrypted = privateDecrypt(key, Buffer.from(encryptedToken, 'base64')).toString('utf8')
        return { status: 202, json: { referenceNumber: 'AUTH-1', authenticationToken: { token: 'operation-token', validUntil: '2099-01-01T00:00:00Z' } } }
      }
      case 'GET /auth/AUTH-1':
        return { json: { status: { code: 200, description: 'ok' }, authenticationMethodInfo: { category: 'Token', code: 'token', displayName: 'Token KSeF' } } }
      case 'POST /auth/token/redeem': {
        signIns += 1
        const access = jwt({ iat: 1_000, exp: 1_900, signIn: signIns })
        return { json: { accessToken: { token: access, validUntil: '2099-01-01T00:00:00Z' }, refreshToken: { token: `refresh-${signIns}`, validUntil: '2099-01-01T00:00:00Z' } } }
      }
      case 'POST /auth/token/refresh':
        refreshes += 1
        return { json: { accessToken: { token: jwt({ iat: 1_000, exp: 1_900, signIn: signIns, refresh: refreshes }), validUntil: '2099-01-01T00:00:00Z' } } }
      default:
        return undefined
    }
  }
  const ksef = { script }
  const server = createServer((message, response) => {
    void answer(message, response, requests, async (request) => (await ksef.script(request)) ?? (await usual(request)) ?? { status: 404, json: {} })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(ksef, {
    apiBase: `http://127.0.0.1:${port}/v2`,
    requests,
    decrypted: () => decrypted,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  requests: SeenRequest[],
  script: (request: SeenRequest) => Promise<ScriptedAnswer>,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const request: SeenRequest = {
    method: message.method ?? '',
    path: (message.url ?? '').replace(/^\/v2/, ''),
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
  requests.push(request)
  const { status = 200, headers = {}, json, body = '', reset, cut, silent } = await script(request)
  if (silent === true) return
  if (reset === true) {
    message.socket.destroy()
    return
  }
  const bytes = Buffer.from(json === undefined ? body : JSON.stringify(json))
  response.writeHead(status, {
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    'content-length': String(bytes.byteLength + (cut === true ? 100 : 0)),
    ...headers,
  })
  if (cut === true) response.write(bytes, () => message.socket.destroy())
  else response.end(bytes)
}
