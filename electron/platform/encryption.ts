/** The system's key store, as far as secrets need it. */
export interface Encryption {
  /** False: nothing here protects a secret on disk. */
  isAvailable(): Promise<boolean>
  encrypt(text: string): Promise<Buffer>
  decrypt(bytes: Buffer): Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }>
}

/** Electron's safeStorage: 45 has the asynchronous calls, 33 only the synchronous ones, 46 only the former. */
export interface SafeStorage {
  isEncryptionAvailable?(): boolean
  encryptString?(text: string): Buffer
  decryptString?(bytes: Buffer): string
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(bytes: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

/** Linux backends that encrypt with a password everybody knows, or are not known to do better. */
const UNPROTECTED_BACKENDS = new Set(['basic_text', 'unknown'])

/** Encryption over whichever calls this Electron has. */
export function encryptionOver(storage: SafeStorage, platform: NodeJS.Platform): Encryption {
  const calls = asynchronousCalls(storage) ?? synchronousCalls(storage)
  return {
    isAvailable: async () => {
      if (calls === null || !(await calls.isAvailable())) return false
      if (platform !== 'linux') return true
      return !UNPROTECTED_BACKENDS.has(storage.getSelectedStorageBackend?.() ?? 'unknown')
    },
    encrypt: (text) => required(calls).encrypt(text),
    decrypt: (bytes) => required(calls).decrypt(bytes),
  }
}

function required(calls: Encryption | null): Encryption {
  if (calls === null) throw new Error('safeStorage has no calls that are known here')
  return calls
}

function asynchronousCalls(storage: SafeStorage): Encryption | null {
  if (!has(storage, 'isAsyncEncryptionAvailable', 'encryptStringAsync', 'decryptStringAsync')) return null
  return {
    isAvailable: () => storage.isAsyncEncryptionAvailable(),
    encrypt: (text) => storage.encryptStringAsync(text),
    decrypt: async (bytes) => {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(bytes)
      return { text: result, shouldReEncrypt }
    },
  }
}

function synchronousCalls(storage: SafeStorage): Encryption | null {
  if (!has(storage, 'isEncryptionAvailable', 'encryptString', 'decryptString')) return null
  return {
    isAvailable: async () => Promise.resolve(storage.isEncryptionAvailable()),
    encrypt: async (text) => Promise.resolve(storage.encryptString(text)),
    decrypt: async (bytes) => Promise.resolve({ text: storage.decryptString(bytes), shouldReEncrypt: false }),
  }
}

function has<Name extends keyof SafeStorage>(storage: SafeStorage, ...names: readonly Name[]): storage is SafeStorage & Required<Pick<SafeStorage, Name>> {
  return names.every((name) => typeof storage[name] === 'function')
}
