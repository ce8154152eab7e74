import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Encryption } from '../../../electron/platform/encryption.ts'
import { openSecrets } from '../../../electron/platform/secrets.ts'
import type { SecretStore } from '../../../electron/platform/secrets.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const KEY = 'test:Nip:5252248481'

/** A key store whose key can be changed: `v1:` before the reversed text. */
function keyStore(version = 'v1', isAvailable = true): Encryption {
  const turn = (text: string): string => Array.from(text).reverse().join('')
  return {
    isAvailable: async () => isAvailable,
    encrypt: async (text) => Buffer.from(`${version}:${turn(text)}`),
    decrypt: async (bytes) => {
      const [, used = '', turned = ''] = /^(v\d):(.*)$/s.exec(bytes.toString()) ?? []
      if (used === 'v0') throw new Error('the key is gone')
      return { text: turn(turned), shouldReEncrypt: used !== version }
    },
  }
}

function open(folder: string, encryption: Encryption): Promise<SecretStore> {
  return openSecrets({ folder, encryption, onDamaged: () => expect.fail('the file is whole') })
}

describe('openSecrets', () => {
  test('gives a secret back after a restart, and writes only what the key store made of it', async () => {
    const folder = temporaryFolder()
    const first = await open(folder, keyStore())
    await first.set(KEY, 'ławka-secret')
    expect(first.placeOf(KEY)).toBe('key-store')
    const again = await open(folder, keyStore())
    expect([await again.get(KEY), again.placeOf(KEY)]).toEqual(['ławka-secret', 'key-store'])
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('secret"')
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain(Buffer.from('ławka-secret').toString('base64'))
  })

  test('writes a secret again when the key store has a newer key', async () => {
    const folder = temporaryFolder()
    await (await open(folder, keyStore('v1'))).set(KEY, 'abc')
    expect(await (await open(folder, keyStore('v2'))).get(KEY)).toBe('abc')
    const file = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { secrets: Record<string, string> }
    expect(Buffer.from(file.secrets[KEY]!, 'base64').toString()).toBe('v2:cba')
  })

  test('keeps a secret in memory alone where there is no key store', async () => {
    const folder = temporaryFolder()
    const store = await open(folder, keyStore('v1', false))
    expect(store.place).toBe('memory')
    await store.set(KEY, 'abc')
    expect([await store.get(KEY), store.placeOf(KEY)]).toEqual(['abc', 'memory'])
    expect(existsSync(join(folder, 'secrets.json'))).toBe(false)
    const again = await open(folder, keyStore('v1', false))
    expect([await again.get(KEY), again.placeOf(KEY)]).toEqual([null, 'none'])
  })

  test('says that the key store does not give a secret back, and keeps it for later', async () => {
    const folder = temporaryFolder()
    await (await open(folder, keyStore('v0'))).set(KEY, 'abc')
    const store = await open(folder, keyStore('v1'))
    await expect(store.get(KEY)).rejects.toMatchObject({ code: 'key-store-unavailable' })
    expect(store.placeOf(KEY)).toBe('key-store')
  })

  test('forgets a secret for good', async () => {
    const folder = temporaryFolder()
    const store = await open(folder, keyStore())
    await store.set(KEY, 'abc')
    await store.set('other', 'def')
    await store.remove(KEY)
    const again = await open(folder, keyStore())
    expect([await again.get(KEY), await again.get('other')]).toEqual([null, 'def'])
  })

  test('does not take the names of object methods for secrets', async () => {
    const store = await open(temporaryFolder(), keyStore())
    expect([await store.get('constructor'), store.placeOf('toString')]).toEqual([null, 'none'])
  })
})
