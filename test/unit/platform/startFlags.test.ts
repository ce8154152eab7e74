import { describe, expect, test } from 'vitest'
import { parseStartFlags } from '../../../electron/platform/startFlags.ts'

const NONE = { demo: false, selfTest: false, sync: false, noWindow: false, inTray: false, userDataFolder: null, archiveFolder: null, language: null }

describe('parseStartFlags', () => {
  test('leaves the arguments of others alone', () => {
    expect(parseStartFlags(['/app/electron', '--disable-gpu', '--lang=pl', '--demonstration', 'file.xml'])).toEqual({ flags: NONE, refused: [] })
  })

  test('reads ours', () => {
    const argv = ['/app/electron', '--demo', '--self-test', '--user-data-dir=/data', '--archive-folder=/archives', '--language=en']
    expect(parseStartFlags(argv)).toEqual({
      flags: { ...NONE, demo: true, selfTest: true, userDataFolder: '/data', archiveFolder: '/archives', language: 'en' },
      refused: [],
    })
  })

  test('refuses values that cannot be used, and says which', () => {
    const argv = ['--user-data-dir=data', '--archive-folder', '--language=de']
    expect(parseStartFlags(argv)).toEqual({ flags: NONE, refused: ['--language=de', '--user-data-dir=data', '--archive-folder'] })
  })

  test('shows no window only to refresh', () => {
    expect(parseStartFlags(['app', '--sync', '--no-window'])).toEqual({ flags: { ...NONE, sync: true, noWindow: true }, refused: [] })
    expect(parseStartFlags(['app', '--sync'])).toEqual({ flags: { ...NONE, sync: true }, refused: [] })
    expect(parseStartFlags(['app', '--in-tray'])).toEqual({ flags: { ...NONE, inTray: true }, refused: [] })
    expect(parseStartFlags(['app', '--no-window'])).toEqual({ flags: NONE, refused: ['--no-window'] })
  })
})
