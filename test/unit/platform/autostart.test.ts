import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { autostartFolder, writeAutostart } from '../../../electron/platform/autostart.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

test('the folder is the desktop’s', () => {
  expect(autostartFolder({}, '/home/anna')).toBe('/home/anna/.config/autostart')
  expect(autostartFolder({ XDG_CONFIG_HOME: '' }, '/home/anna')).toBe('/home/anna/.config/autostart')
  expect(autostartFolder({ XDG_CONFIG_HOME: '/data/config' }, '/home/anna')).toBe('/data/config/autostart')
})

test('an entry is written, replaced, and taken away', () => {
  const folder = join(temporaryFolder(), 'autostart')
  writeAutostart(folder, null)
  writeAutostart(folder, { command: '/opt/old', arguments: [] })
  writeAutostart(folder, { command: '/home/Łucja Żak/Teczka 100% $UPO "nowa"\\x.AppImage', arguments: ['--in-tray'] })
  const file = join(folder, 'teczka-upo.desktop')
  expect(readFileSync(file, 'utf8').split('\n')).toContain(String.raw`Exec="/home/Łucja Żak/Teczka 100%% \\$UPO \\"nowa\\"\\\\x.AppImage" "--in-tray"`)
  writeAutostart(folder, null)
  expect(existsSync(file)).toBe(false)
})
