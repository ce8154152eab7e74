import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronForPlaywright, makeAppFolder } from './appFolders.ts'

/**
 * What makes a program keep secrets on the disk where the system has no key store, as on build machines: a stand-in for the system, in the
 * program's own process. It protects nothing.
 */
const STAND_IN = `
const { safeStorage } = require('electron')
safeStorage.isEncryptionAvailable = () => true
safeStorage.getSelectedStorageBackend = () => 'stand-in'
safeStorage.encryptString = (text) => Buffer.from([...Buffer.from(text, 'utf8')].map((byte) => byte ^ 90))
safeStorage.decryptString = (bytes) => Buffer.from([...bytes].map((byte) => byte ^ 90)).toString('utf8')
`

/** The environment of a program with the stand-in. */
export function keyStoreEnvironment(): Readonly<Record<string, string>> {
  const { owner } = electronForPlaywright()
  const file = join(makeAppFolder('key-store'), 'keyStore.cjs')
  writeFileSync(file, STAND_IN, { mode: 0o644 })
  if (owner !== null) chownSync(file, owner.uid, owner.gid)
  return { NODE_OPTIONS: `--require=${file}` }
}
