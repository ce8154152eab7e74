import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeCredential } from '../../../electron/core/taxpayers/storedCredential.ts'
import { contextKey, type KsefContext } from '../../../electron/shared/model/context.ts'
import { electronForPlaywright, makeAppFolder } from './appFolders.ts'
import type { AppFolders } from './launchApp.ts'

/**
 * What stands in for the system's key store, which build machines lack, in the program's own process. It protects nothing. Node loads it before
 * Electron's module can be found.
 */
const STAND_IN = `
const install = () => {
  try {
    const { safeStorage } = require('electron')
    safeStorage.isEncryptionAvailable = () => true
    safeStorage.getSelectedStorageBackend = () => 'stand-in'
    safeStorage.encryptString = (text) => Buffer.from(text, 'utf8').reverse()
    safeStorage.decryptString = (bytes) => Buffer.from(bytes).reverse().toString('utf8')
  } catch {
    setImmediate(install)
  }
}
setImmediate(install)
`

/** Keeps a token as the stand-in would, where the program looks for it; gives the environment of a program with the stand-in. */
export function keepToken({ userData }: AppFolders, context: KsefContext, token: string): Readonly<Record<string, string>> {
  const secret = Buffer.from(encodeCredential({ kind: 'token', token }), 'utf8').reverse().toString('base64')
  writeForApp(join(userData, 'secrets.json'), JSON.stringify({ secrets: { [contextKey(context)]: secret } }))
  const file = join(makeAppFolder('key-store'), 'keyStore.cjs')
  writeForApp(file, STAND_IN)
  return { NODE_OPTIONS: `--require=${file}` }
}

function writeForApp(file: string, text: string): void {
  const { owner } = electronForPlaywright()
  writeFileSync(file, text, { mode: 0o600 })
  if (owner !== null) chownSync(file, owner.uid, owner.gid)
}
