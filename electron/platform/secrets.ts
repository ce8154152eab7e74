import { z } from 'zod'
import { AppError } from '../shared/errors.ts'
import type { Encryption } from './encryption.ts'
import { openJsonFile } from './jsonFile.ts'

export type SecretPlace = 'key-store' | 'memory' | 'none'

/** Secrets by context key. Values leave it only for signing in: never to a window, a log or the archive folder. */
export interface SecretStore {
  /** Where a new secret would be kept. */
  readonly place: 'key-store' | 'memory'
  placeOf(contextKey: string): SecretPlace
  /** Null: none is kept. Throws `key-store-unavailable` where one is kept that the key store does not give back. */
  get(contextKey: string): Promise<string | null>
  set(contextKey: string, secret: string): Promise<void>
  remove(contextKey: string): Promise<void>
}

/** Secrets in memory alone, for the demo. */
export function createMemorySecrets(): SecretStore {
  const memory = new Map<string, string>()
  return {
    place: 'memory',
    placeOf: (contextKey) => (memory.has(contextKey) ? 'memory' : 'none'),
    get: (contextKey) => Promise.resolve(memory.get(contextKey) ?? null),
    set: (contextKey, secret) => Promise.resolve(void memory.set(contextKey, secret)),
    remove: (contextKey) => Promise.resolve(void memory.delete(contextKey)),
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

  const writeEncrypted = async (contextKey: string, secret: string): Promise<void> => {
    const encrypted = (await encryption.encrypt(secret)).toString('base64')
    file.write({ secrets: { ...file.value.secrets, [contextKey]: encrypted } })
  }

  const forgetOnDisk = (contextKey: string): void => {
    if (!Object.hasOwn(file.value.secrets, contextKey)) return
    file.write({ secrets: Object.fromEntries(Object.entries(file.value.secrets).filter(([key]) => key !== contextKey)) })
  }

  return {
    place,
    placeOf: (contextKey) => {
      if (memory.has(contextKey)) return 'memory'
      return Object.hasOwn(file.value.secrets, contextKey) ? 'key-store' : 'none'
    },
    get: async (contextKey) => {
      const remembered = memory.get(contextKey)
      if (remembered !== undefined) return remembered
      const encrypted = Object.hasOwn(file.value.secrets, contextKey) ? file.value.secrets[contextKey] : undefined
      if (encrypted === undefined) return null
      const { text, shouldReEncrypt } = await decrypt(encryption, encrypted)
      if (shouldReEncrypt) await writeEncrypted(contextKey, text)
      return text
    },
    set: async (contextKey, secret) => {
      if (place === 'key-store') return writeEncrypted(contextKey, secret)
      memory.set(contextKey, secret)
      // One kept earlier, when there was a key store, would come back as an old credential.
      forgetOnDisk(contextKey)
    },
    remove: async (contextKey) => {
      memory.delete(contextKey)
      forgetOnDisk(contextKey)
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
