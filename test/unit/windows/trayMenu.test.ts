import { describe, expect, test } from 'vitest'
import { nativeTexts } from '../../../electron/windows/nativeTexts.ts'
import { trayMenuTemplate } from '../../../electron/windows/trayMenu.ts'

function menuOf(given: { readonly language?: 'pl' | 'en'; readonly hasSchedule?: boolean; readonly isPaused?: boolean } = {}) {
  const calls: string[] = []
  const template = trayMenuTemplate({
    texts: nativeTexts(given.language ?? 'pl'),
    hasSchedule: given.hasSchedule ?? true,
    isPaused: given.isPaused ?? false,
    onOpen: () => calls.push('open'),
    onRefresh: () => calls.push('refresh'),
    onPause: (isPaused) => calls.push(`pause:${String(isPaused)}`),
    onQuit: () => calls.push('quit'),
  })
  return { template, calls }
}

describe('the menu of the tray', () => {
  test.each([
    ['pl', ['Otwórz Teczkę UPO', 'Odśwież teraz', 'Wstrzymaj odświeżanie według planu', undefined, 'Zakończ']],
    ['en', ['Open Teczka UPO', 'Refresh now', 'Pause scheduled refreshes', undefined, 'Quit']],
  ] as const)('speaks the language (%s)', (language, labels) => {
    expect(menuOf({ language }).template.map(({ label }) => label)).toEqual(labels)
  })

  test('does what it says', () => {
    const { template, calls } = menuOf()
    for (const { click, type } of template) Reflect.apply(click ?? (() => undefined), undefined, [{ checked: type === 'checkbox' }])
    expect(calls).toEqual(['open', 'refresh', 'pause:true', 'quit'])
  })

  test('offers to pause only what runs by a plan, and shows that it rests', () => {
    expect(menuOf({ hasSchedule: false }).template[2]).toMatchObject({ enabled: false, checked: false })
    expect(menuOf({ isPaused: true }).template[2]).toMatchObject({ enabled: true, checked: true })
  })
})
