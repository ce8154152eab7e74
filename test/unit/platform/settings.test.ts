import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, openSettings } from '../../../electron/platform/settings.ts'
import type { SettingsStore } from '../../../electron/platform/settings.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const damaged: string[] = []

function open(folder: string): SettingsStore {
  damaged.length = 0
  return openSettings({ folder, onDamaged: (_cause, keptAt) => void damaged.push(keptAt) })
}

describe('openSettings', () => {
  test('begins with the defaults and writes nothing until something changes', () => {
    const folder = temporaryFolder()
    expect(open(folder).current).toEqual(DEFAULT_SETTINGS)
    expect(readdirSync(folder)).toEqual([])
  })

  test('keeps a change for the next start', () => {
    const folder = temporaryFolder()
    expect(open(folder).change({ language: 'en', archiveFolder: '/archives' })).toEqual({ ...DEFAULT_SETTINGS, language: 'en', archiveFolder: '/archives' })
    expect(open(folder).current).toEqual({ ...DEFAULT_SETTINGS, language: 'en', archiveFolder: '/archives' })
    expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0)
  })

  test('refuses a value that is no setting, and keeps the old one', () => {
    const settings = open(temporaryFolder())
    expect(() => settings.change({ theme: 'purple' as 'dark' })).toThrow()
    expect(settings.current).toEqual(DEFAULT_SETTINGS)
  })

  test.each([
    ['cut in the middle', '{"language": "e'],
    ['not JSON', '\u0000\u0000'],
    ['empty', ''],
    ['of other values', '{"language": "klingon"}'],
  ])('sets a file aside that is %s, and goes on with the defaults', (_what, content) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'settings.json'), content)
    const settings = open(folder)
    expect(settings.current).toEqual(DEFAULT_SETTINGS)
    expect(damaged).toHaveLength(1)
    expect(readFileSync(damaged[0]!, 'utf8')).toBe(content)
    settings.change({ theme: 'dark' })
    expect(open(folder).current.theme).toBe('dark')
    expect(readFileSync(readdirSync(folder).map((name) => join(folder, name)).find((path) => path.includes('damaged'))!, 'utf8')).toBe(content)
  })

  test('fills what an older file lacks and ignores what a newer file adds', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'settings.json'), '{"theme": "dark", "fromTheFuture": 1}')
    expect(open(folder).current).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' })
    expect(damaged).toEqual([])
  })
})
