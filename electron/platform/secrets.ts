import { z } from 'zod'
import { AppError } from '../shared/errors.ts'
import type { Encryption } from './encryption.ts'
import { openJsonFile } from './jsonFile.ts'

export type SecretPlace = 'key-store' | 'memory' | 'none'

/** Secrets by key: that of a context, or that of a certificate that opens several. Values leave it only for signing in: never to a window, a log or the archive folder. */
export interface SecretStore {
  /** Where a new secret would be kept. */
  readonly place: 'key-store' | 'memory'
  placeOf(key: string): SecretPlace
  /** Null: none is kept. Throws `key-store-unavailable` where one is kept that the key store does not give back. */
  get(key: string): Promise<string | null>
  set(key: string, secret: string): Promise<void>
  remove(key: string): Promise<void>
}

/** Secrets in memory alone, for the demo. */
export function createMemorySecrets(): SecretStore {
  const memory = new Map<string, string>()
  return {
    place: 'memory',
    placeOf: (key) => (memory.has(key) ? 'memory' : 'none'),
    get: (key) => Promise.resolve(memory.get(key) ?? null),
    set: (key, secret) => Promise.resolve(void memory.set(key, secret)),
    remove: (key) => Promise.resolve(void memory.delete(key)),
  }
}

const SecretsFile = z.object({ secrets: z.record(z.string(), z.base64()) })

export interface OpenSecretsOptions {
  /** The user-data folder; never the archive folder, which people copy and hand over. */
  readonly folder: string
  readonly encryption: Encryption
  readonly onDamaged: (cause: unknown, keptAt: string) => void
}

/** Secrets in `secrets.json`, each encrypted by the system's key store; in memory alone where there is none. */
export async function openSecrets({ folder, encryption, onDamaged }: OpenSecretsOptions): Promise<SecretStore> {
  const file = openJsonFile({ folder, name: 'secrets', schema: SecretsFile, fallback: { secrets: {} }, onDamaged })
  const place = (await encryption.isAvailable()) ? 'key-store' : 'memory'
  const memory = new Map<string, string>()

  const writeEncrypted = async (key: string, secret: string): Promise<void> => {
    const encrypted = (await encryption.encrypt(secret)).toString('base64')
    file.write({ secrets: { ...file.value.secrets, [key]: encrypted } })
  }

  const forgetOnDisk = (key: string): void => {
    if (!Object.hasOwn(file.value.secrets, key)) return
    file.write({ secrets: Object.fromEntries(Object.entries(file.value.secrets).filter(([kept]) => kept !== key)) })
  }

  return {
    place,
    placeOf: (key) => {
      if (memory.has(key)) return 'memory'
      return Object.hasOwn(file.value.secrets, key) ? 'key-store' : 'none'
    },
    get: async (key) => {
      const remembered = memory.get(key)
      if (remembered !== undefined) return remembered
      const encrypted = Object.hasOwn(file.value.secrets, key) ? file.value.secrets[key] : undefined
      if (encrypted === undefined) return null
      const { text, shouldReEncrypt } = await decrypt(encryption, encrypted)
      if (shouldReEncrypt) await writeEncrypted(key, text)
      return text
    },
    set: async (key, secret) => {
      if (place === 'key-store') return writeEncrypted(key, secret)
      memory.set(key, secret)
      // One kept earlier, when there was a key store, would come back as an old credential.
      forgetOnDisk(key)
    },
    remove: async (key) => {
      memory.delete(key)
      forgetOnDisk(key)
      return Promise.resolve()
    },
  }
}

async function decrypt(encryption: Encryption, encrypted: string): Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }> {
  try {
    return await encryption.decrypt(Buffer.from(encrypted, 'base64'))
  } catch (cause) {
    throw new AppError('key-store-unavailable', { cause })
  }
}
