import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import type { z } from 'zod'

/** One small JSON file, read once, written whole and atomically. */
export interface JsonFile<T> {
  readonly value: T
  write(value: T): void
}

export interface JsonFileOptions<T extends Record<string, unknown>> {
  readonly folder: string
  /** Without `.json`. */
  readonly name: string
  readonly schema: z.ZodType<T>
  /** Also fills fields that the file does not have yet. */
  readonly fallback: T
  /** Told when the file could not be read; it was set aside at `keptAt` and the fallback is used. */
  readonly onDamaged: (cause: unknown, keptAt: string) => void
}

/** Opens `folder/name.json`. A damaged file is never overwritten: it is renamed and kept beside the new one. */
export function openJsonFile<T extends Record<string, unknown>>({ folder, name, schema, fallback, onDamaged }: JsonFileOptions<T>): JsonFile<T> {
  const path = join(folder, `${name}.json`)
  // Readable by its owner alone: one of these files holds (encrypted) secrets, another says where the archives are.
  const conf = tryOpen() ?? setAsideAndOpen()
  let value = tryRead(conf) ?? setAside(new Error('content not understood'))

  return {
    get value() {
      return value
    },
    write(next) {
      conf.store = next
      value = next
    },
  }

  function open(): Conf {
    return new Conf({ cwd: folder, configName: name, configFileMode: 0o600, accessPropertiesByDotNotation: false })
  }

  function tryOpen(): Conf | null {
    try {
      return open()
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause
      return null
    }
  }

  function setAsideAndOpen(): Conf {
    setAside(new SyntaxError('not JSON'))
    return open()
  }

  function tryRead(source: Conf): T | null {
    const parsed = schema.safeParse({ ...fallback, ...source.store })
    return parsed.success ? parsed.data : null
  }

  function setAside(cause: Error): T {
    const keptAt = join(folder, `${name}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}.json`)
    if (existsSync(path)) renameSync(path, keptAt)
    onDamaged(cause, keptAt)
    return fallback
  }
}
