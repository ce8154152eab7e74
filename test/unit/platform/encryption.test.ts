import { describe, expect, test } from 'vitest'
import { encryptionOver } from '../../../electron/platform/encryption.ts'
import type { SafeStorage } from '../../../electron/platform/encryption.ts'

const OLD: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`old ${text}`),
  decryptString: (bytes) => bytes.toString().slice(4),
}

const NEW: SafeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`new ${text}`)),
  decryptStringAsync: (bytes) => Promise.resolve({ result: bytes.toString().slice(4), shouldReEncrypt: bytes.toString().startsWith('old') }),
}

describe('encryptionOver', () => {
  test('uses the asynchronous calls where they exist, also on what the old ones wrote', async () => {
    const encryption = encryptionOver({ ...OLD, ...NEW }, 'win32')
    expect((await encryption.encrypt('a')).toString()).toBe('new a')
    expect(await encryption.decrypt(Buffer.from('old a'))).toEqual({ text: 'a', shouldReEncrypt: true })
  })

  test('uses the synchronous calls of an older Electron', async () => {
    const encryption = encryptionOver(OLD, 'darwin')
    expect(await encryption.isAvailable()).toBe(true)
    expect(await encryption.decrypt(await encryption.encrypt('a'))).toEqual({ text: 'a', shouldReEncrypt: false })
  })

  test.each([
    ['basic_text', false],
    ['unknown', false],
    ['gnome_libsecret', true],
    ['kwallet6', true],
  ])('on Linux takes the backend %s for protection: %s', async (backend, isProtection) => {
    expect(await encryptionOver({ ...NEW, getSelectedStorageBackend: () => backend }, 'linux').isAvailable()).toBe(isProtection)
  })

  test('has no protection where there are no calls that it knows', async () => {
    const encryption = encryptionOver({}, 'win32')
    expect(await encryption.isAvailable()).toBe(false)
    expect(() => encryption.encrypt('a')).toThrow()
  })
})
