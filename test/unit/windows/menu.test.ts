import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { MENU_ITEMS } from '../../../electron/shared/contract/events.ts'
import { LANGUAGES } from '../../../electron/shared/contract/program.ts'
import { menuTemplate, type MenuOptions } from '../../../electron/windows/menu.ts'
import { nativeTexts } from '../../../electron/windows/nativeTexts.ts'

function itemsOf(platform: NodeJS.Platform, developerTools: boolean, language: 'pl' | 'en' = 'pl', chosen: string[] = [], reach: MenuOptions['reach'] = 'everything'): MenuItemConstructorOptions[] {
  const menus = menuTemplate({ texts: nativeTexts(language), platform, developerTools, reach, onChosen: (item) => void chosen.push(item) })
  return menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
}

describe('menuTemplate', () => {
  test.each(['linux', 'win32', 'darwin'] as const)('on %s offers each item of the contract once, and each says which it is', (platform) => {
    const chosen: string[] = []
    for (const item of itemsOf(platform, false, 'pl', chosen)) {
      if (item.id !== undefined) (item.click as unknown as () => void)()
    }
    expect(chosen.sort()).toEqual([...MENU_ITEMS].sort())
  })

  test('has the developer tools only where they are wanted', () => {
    const roles = (developerTools: boolean) => itemsOf('linux', developerTools).map(({ role }) => role)
    expect(roles(true)).toContain('toggleDevTools')
    expect(roles(false).filter((role) => role === 'toggleDevTools' || role === 'reload' || role === 'forceReload')).toEqual([])
  })

  test.each(LANGUAGES)('names every item itself, in %s', (language) => {
    for (const item of itemsOf('darwin', true, language)) expect(item.type === 'separator' || (item.label ?? '').length > 1).toBe(true)
  })

  test.each([
    ['nothing', []],
    ['first-screen', ['add-taxpayer', 'settings']],
    ['everything', [...MENU_ITEMS].sort()],
  ] as const)('greys what leads nowhere where %s can be reached', (reach, enabled) => {
    const items = itemsOf('linux', false, 'pl', [], reach)
    expect(items.flatMap(({ id, enabled: isEnabled }) => (id !== undefined && isEnabled === true ? [id] : [])).sort()).toEqual(enabled)
  })

  test('uses no shortcut twice', () => {
    const shortcuts = itemsOf('linux', true).flatMap(({ accelerator }) => (typeof accelerator === 'string' ? [accelerator] : []))
    expect(new Set(shortcuts).size).toBe(shortcuts.length)
  })
})
