import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { BrowserWindow } from 'electron'
import { ARCHIVE_THREAD } from '../archive/thread/archiveThread.ts'
import { callOperations } from '../archive/thread/callOperations.ts'
import type { archiveOperations } from '../core/archiveOperations.ts'
import { parseCertificate } from '../crypto/certificate.ts'
import { makeCertificate } from '../crypto/makeCertificate.ts'
import { signEnveloped } from '../crypto/xades/signEnveloped.ts'
import { verifyEnveloped } from '../crypto/xmlSignature/verifyEnveloped.ts'

export interface SelfTestOptions {
  readonly version: string
  /** Where the bundled threads lie. */
  readonly bundles: URL
  readonly writeLine: (line: string) => Promise<void>
}

/**
 * Tries what differs between one Electron and the next: the archive in its thread, signatures, printing. Writes one JSON line each,
 * `{"check", "ok", …}`, and gives the exit code: 0 when all is well, else 1.
 */
export async function runSelfTest({ version, bundles, writeLine }: SelfTestOptions): Promise<number> {
  const { electron, chrome, node } = process.versions
  const checks: Readonly<Record<string, () => Promise<object> | object>> = {
    versions: () => ({ version, electron, chrome, node, platform: process.platform, arch: process.arch }),
    sqlite: () => ({ sqlite: sqliteVersion() }),
    archive: () => tryArchive(bundles),
    signatures: () => trySignatures(),
    pdf: () => tryPdf(),
  }
  let failed = 0
  for (const [check, run] of Object.entries(checks)) {
    try {
      await writeLine(JSON.stringify({ check, ok: true, ...(await run()) }))
    } catch (cause) {
      failed += 1
      await writeLine(JSON.stringify({ check, ok: false, error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }))
    }
  }
  return failed === 0 ? 0 : 1
}

function sqliteVersion(): unknown {
  const db = new Database(':memory:')
  try {
    return db.prepare('SELECT sqlite_version()').pluck().get()
  } finally {
    db.close()
  }
}

/** Makes an archive in its thread, writes, and reads after it was closed. */
async function tryArchive(bundles: URL): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-self-test-'))
  const worker = new Worker(new URL('archiveWorker.js', bundles), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)
  try {
    const address = { file: join(folder, 'a.teczka'), context: { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } } } as const
    await archives.create(address)
    const value = 'zażółć gęślą jaźń'
    await archives.archive(address).writeSyncState({ key: 'self-test', value })
    await archives.closeAll()
    expectSame(await archives.archive(address).readSyncState({ key: 'self-test' }), value)
    await archives.closeAll()
    return {}
  } finally {
    await worker.terminate()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Signs with a fresh key of each kind, verifies, and sees that a changed document is refused. */
function trySignatures(): object {
  const kinds = { rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }), ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }) }
  for (const keys of Object.values(kinds)) {
    const notBefore = new Date(Date.now() - 86_400_000)
    const notAfter = new Date(Date.now() + 86_400_000)
    const certificateDer = makeCertificate({ subject: { commonName: 'Self test' }, issuer: null, keys, notBefore, notAfter, keyUsage: 'authentication' })
    const credential = { certificateDer, privateKey: keys.privateKey, summary: parseCertificate(certificateDer).summary }
    const signed = Buffer.from(signEnveloped(Buffer.from('<a>zażółć</a>'), credential, { signingTime: new Date() }))
    expectSame(verifyEnveloped(signed).result, 'valid')
    expectSame(verifyEnveloped(Buffer.from(signed.toString('utf8').replace('zażółć', 'zażółc'))).result, 'invalid')
  }
  return { algorithms: Object.keys(kinds) }
}

/** Prints a page of a hidden window as A4. */
async function tryPdf(): Promise<object> {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, javascript: false } })
  try {
    await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent('<p>Zażółć gęślą jaźń</p>')}`)
    const pdf = await window.webContents.printToPDF({ pageSize: 'A4' })
    expectSame(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
    return { bytes: pdf.length }
  } finally {
    window.destroy()
  }
}

function expectSame(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`wanted ${String(wanted)}, found ${String(found)}`)
}
