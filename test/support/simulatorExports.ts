import { constants, createDecipheriv, createHash, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { unzip } from 'ksef-client-ts'
import { pick, pickList, pickText, type Answered, type ApiCaller, type Json } from './simulatorCaller.ts'

/** A symmetric key for exports, with the field `encryption` that hands it over. */
export interface ExportKey {
  readonly key: Buffer
  readonly iv: Buffer
  readonly encryption: Readonly<Record<string, unknown>>
}

export async function exportKey(api: ApiCaller): Promise<ExportKey> {
  const keys = pickList((await api.get('/security/public-key-certificates')).json)
  const certificate = keys.find((key) => pickList(key, 'usage').includes('SymmetricKeyEncryption'))
  const { publicKey } = new X509Certificate(Buffer.from(pickText(certificate, 'certificate'), 'base64'))
  const key = randomBytes(32)
  const iv = randomBytes(16)
  const encryptedSymmetricKey = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key).toString('base64')
  return { key, iv, encryption: { encryptedSymmetricKey, initializationVector: iv.toString('base64'), publicKeyId: pickText(certificate, 'publicKeyId') } }
}

export interface Wanted {
  readonly from: string
  readonly to?: string
  readonly subjectType?: string
  readonly dateType?: string
  readonly restrictToPermanentStorageHwmDate?: boolean
  readonly filters?: Readonly<Record<string, unknown>>
  /** Fields beside `filters` and `encryption`. */
  readonly body?: Readonly<Record<string, unknown>>
}

/** `POST /invoices/exports`. */
export function beginExport(api: ApiCaller, { encryption }: ExportKey, wanted: Wanted): Promise<Answered> {
  const { from, to, subjectType = 'Subject1', dateType = 'PermanentStorage', restrictToPermanentStorageHwmDate = true, filters = {}, body = {} } = wanted
  const dateRange = { dateType, from, ...(to === undefined ? {} : { to }), restrictToPermanentStorageHwmDate }
  return api.post('/invoices/exports', { encryption, filters: { subjectType, dateRange, ...filters }, ...body })
}

/** The status of an export begun with these wishes, asked for once. */
export async function exportStatus(api: ApiCaller, key: ExportKey, wanted: Wanted): Promise<Json> {
  const { json } = await beginExport(api, key, wanted)
  return (await api.get(`/invoices/exports/${pickText(json, 'referenceNumber')}`)).json
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** Downloads and decrypts all parts of a finished export; throws where a size or a hash of its status does not fit. */
export async function downloadPackage(status: Json, { key, iv }: ExportKey): Promise<Buffer> {
  const plain: Buffer[] = []
  for (const part of pickList(status, 'package', 'parts')) {
    const response = await fetch(pickText(part, 'url'))
    const encrypted = Buffer.from(await response.arrayBuffer())
    const decipher = createDecipheriv('aes-256-cbc', key, iv)
    const bytes = Buffer.concat([decipher.update(encrypted), decipher.final()])
    const found = { encryptedPartSize: encrypted.length, encryptedPartHash: sha256(encrypted), partSize: bytes.length, partHash: sha256(bytes) }
    for (const [name, value] of Object.entries(found)) if (pick(part, name) !== value) throw new Error(`${name} is ${String(value)}, not ${JSON.stringify(pick(part, name))}`)
    if (response.headers.get('x-ms-meta-hash') !== found.encryptedPartHash) throw new Error('the hash header does not fit')
    plain.push(bytes)
  }
  return Buffer.concat(plain)
}

/** Files of a tar.gz of regular files with short names. */
function readTarGz(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const tar = gunzipSync(bytes)
  const files = new Map<string, Buffer>()
  for (let at = 0; tar[at] !== 0; ) {
    const text = (from: number, to: number): string => tar.toString('latin1', at + from, at + to).replace(/\0.*$/s, '')
    const size = parseInt(text(124, 136), 8)
    files.set(text(0, 100), tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

/** Files of a decrypted package by name. */
export async function filesOf(archive: Buffer, compression: 'Zip' | 'TarGz' = 'Zip'): Promise<ReadonlyMap<string, Buffer>> {
  if (compression === 'TarGz') return readTarGz(archive)
  return new Map([...(await unzip(archive))].map(([name, bytes]) => [name, Buffer.from(bytes)]))
}
