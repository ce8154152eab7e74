import { expect, it } from 'vitest'
import { commandOfKey } from '../../../../renderer/app/useCommands.ts'

const NO_KEYS = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

it('knows the commands of the keys, with Ctrl and with Cmd', () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    const commandOf = (key: string) => commandOfKey({ ...NO_KEYS, ...held, key })
    expect(['f', 'r', 'R', '1', '2', ',', 'e', 'n'].map(commandOf)).toEqual(['search', 'refresh', 'refresh', 'invoices', 'sessions', 'settings', 'hand-over', 'add-taxpayer'])
  }
  expect(commandOfKey({ ...NO_KEYS, key: 'F5' })).toBe('refresh')
})

it('leaves typing and other combinations alone', () => {
  expect(commandOfKey({ ...NO_KEYS, key: 'f' })).toBeNull()
  expect(commandOfKey({ ...NO_KEYS, key: 'r', ctrlKey: true, shiftKey: true })).toBeNull()
  expect(commandOfKey({ ...NO_KEYS, key: 'c', ctrlKey: true })).toBeNull()
})
