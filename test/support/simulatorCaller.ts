import { constants, publicEncrypt, X509Certificate } from 'node:crypto'
import { openCertificateWithKey } from '../../electron/crypto/signingCredential.ts'
import { signEnveloped } from '../../electron/crypto/xades/signEnveloped.ts'
import type { CertificateName, TokenName } from '../../electron/simulator/auth/credentials.ts'
import type { RunningSimulator } from '../../electron/simulator/startSimulator.ts'

/** JSON as it came; tests pick what they need with `pick`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
}

/** Walks into JSON by names and positions; undefined where the way ends. */
export function pick(json: Json | undefined, ...way: readonly (string | number)[]): Json | undefined {
  let value: unknown = json
  for (const step of way) value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined
  return value as Json | undefined
}

export function pickText(json: Json | undefined, ...way: readonly (string | number)[]): string {
  const value = pick(json, ...way)
  if (typeof value !== 'string') throw new Error(`no text at ${way.join('.')}: ${JSON.stringify(json)}`)
  return value
}

export function pickList(json: Json | undefined, ...way: readonly (string | number)[]): readonly Json[] {
  const value = pick(json, ...way)
  if (!Array.isArray(value)) throw new Error(`no list at ${way.join('.')}: ${JSON.stringify(json)}`)
  return value as readonly Json[]
}

export interface ApiCaller {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  readonly post: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answered>
  readonly delete: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>
}

/** Calls below an API base or the control address; JSON in and out, problem details asked for. */
export function callerOf(base: string, common: Readonly<Record<string, string>> = {}): ApiCaller {
  const call = async (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: unknown): Promise<Answered> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { 'x-error-format': 'problem-details', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...common, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, headers: response.headers, json: isJson ? (JSON.parse(text) as Json) : text }
  }
  return {
    get: (path, headers) => call('GET', path, headers),
    post: (path, body, headers) => call('POST', path, headers, body ?? {}),
    delete: (path, headers) => call('DELETE', path, headers),
  }
}

/** Starts a sign-in with a token text and gives the answer of `POST /auth/ksef-token`. */
export async function beginTokenSignIn(simulator: RunningSimulator, tokenText: string, nip: string, change: { readonly challenge?: string; readonly timestamp?: string; readonly publicKeyId?: string } = {}): Promise<Answered> {
  const api = callerOf(simulator.apiBase)
  const keys = pickList((await api.get('/security/public-key-certificates')).json)
  const key = keys.find((candidate) => pickList(candidate, 'usage').includes('KsefTokenEncryption'))
  const { json: challenge } = await api.post('/auth/challenge')
  const { publicKey } = new X509Certificate(Buffer.from(pickText(key, 'certificate'), 'base64'))
  const plain = `${tokenText}|${change.timestamp ?? JSON.stringify(pick(challenge, 'timestampMs'))}`
  const encryptedToken = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(plain)).toString('base64')
  return api.post('/auth/ksef-token', {
    challenge: change.challenge ?? pickText(challenge, 'challenge'),
    contextIdentifier: { type: 'Nip', value: nip },
    encryptedToken,
    publicKeyId: change.publicKeyId ?? pickText(key, 'publicKeyId'),
  })
}

/** Polls a sign-in until it is decided and gives its last status. */
export async function outcomeOf(simulator: RunningSimulator, started: Answered): Promise<Json> {
  const api = callerOf(simulator.apiBase, { authorization: `Bearer ${pickText(started.json, 'authenticationToken', 'token')}` })
  for (let poll = 0; poll < 10; poll += 1) {
    const { json } = await api.get(`/auth/${pickText(started.json, 'referenceNumber')}`)
    if (pick(json, 'status', 'code') !== 100) return json
  }
  throw new Error('the sign-in was not decided after ten polls')
}

export interface SignedIn {
  readonly api: ApiCaller
  readonly accessToken: string
  readonly refreshToken: string
}

/** Redeems a decided sign-in and gives a caller with its access token. */
export async function redeem(simulator: RunningSimulator, started: Answered): Promise<SignedIn> {
  await outcomeOf(simulator, started)
  const { json } = await callerOf(simulator.apiBase, { authorization: `Bearer ${pickText(started.json, 'authenticationToken', 'token')}` }).post('/auth/token/redeem')
  const accessToken = pickText(json, 'accessToken', 'token')
  return { accessToken, refreshToken: pickText(json, 'refreshToken', 'token'), api: callerOf(simulator.apiBase, { authorization: `Bearer ${accessToken}` }) }
}

/** Signs in with one of the demo's tokens in the main taxpayer's context. */
export async function signIn(simulator: RunningSimulator, token: TokenName = 'archive'): Promise<SignedIn> {
  return redeem(simulator, await beginTokenSignIn(simulator, simulator.credentials.tokens[token], simulator.taxpayers[0]!.nip))
}

/** All sessions of a type, page after page. */
export async function allSessions(api: ApiCaller, type: 'Online' | 'Batch', query = ''): Promise<readonly Json[]> {
  const sessions: Json[] = []
  let token: Json | undefined
  do {
    const { json } = await api.get(`/sessions?sessionType=${type}&pageSize=1000${query}`, typeof token === 'string' ? { 'x-continuation-token': token } : {})
    sessions.push(...pickList(json, 'sessions'))
    token = pick(json, 'continuationToken')
  } while (typeof token === 'string')
  return sessions
}

/** All invoices of a session, page after page. */
export async function allInvoices(api: ApiCaller, sessionReference: string): Promise<readonly Json[]> {
  const invoices: Json[] = []
  let token: Json | undefined
  do {
    const { json } = await api.get(`/sessions/${sessionReference}/invoices?pageSize=1000`, typeof token === 'string' ? { 'x-continuation-token': token } : {})
    invoices.push(...pickList(json, 'invoices'))
    token = pick(json, 'continuationToken')
  } while (typeof token === 'string')
  return invoices
}

/** An `AuthTokenRequest` for a challenge and a NIP context (xsd/schemat_auth_v2-1.xsd). */
export function authTokenRequest(challenge: string, nip: string, subject = 'certificateSubject'): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.1"><Challenge>${challenge}</Challenge><ContextIdentifier><Nip>${nip}</Nip></ContextIdentifier><SubjectIdentifierType>${subject}</SubjectIdentifierType></AuthTokenRequest>`,
  )
}

/** Sends a signed (or unsigned) document to `POST /auth/xades-signature`. */
export async function postSigned(simulator: RunningSimulator, document: Uint8Array): Promise<Answered> {
  const response = await fetch(`${simulator.apiBase}/auth/xades-signature`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', 'x-error-format': 'problem-details' },
    body: Buffer.from(document),
  })
  return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) as Json }
}

/** A fresh challenge. */
export async function challengeOf(simulator: RunningSimulator): Promise<string> {
  return pickText((await callerOf(simulator.apiBase).post('/auth/challenge')).json, 'challenge')
}

/** Starts a sign-in with one of the demo's certificates. */
export async function beginCertificateSignIn(simulator: RunningSimulator, name: CertificateName, nip: string): Promise<Answered> {
  const { certificatePem, privateKeyPem } = simulator.credentials.certificates[name]
  const credential = openCertificateWithKey(Buffer.from(certificatePem), Buffer.from(privateKeyPem), null)
  return postSigned(simulator, signEnveloped(authTokenRequest(await challengeOf(simulator), nip), credential, { signingTime: new Date(simulator.clock.now()) }))
}
