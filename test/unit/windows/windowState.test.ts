import { describe, expect, test } from 'vitest'
import { FIRST_WINDOW_STATE, placeWindow } from '../../../electron/windows/windowState.ts'

const LAPTOP = { x: 0, y: 24, width: 1440, height: 876 }
const DESK = { x: 1440, y: 0, width: 2560, height: 1440 }

function left(x: number, y: number, width = 1200, height = 800) {
  return { ...FIRST_WINDOW_STATE, bounds: { x, y, width, height } }
}

describe('placeWindow', () => {
  test('opens the first time in the usual size, or as large as the screen', () => {
    expect(placeWindow(FIRST_WINDOW_STATE, [LAPTOP])).toEqual({ width: 1320, height: 860 })
    expect(placeWindow(FIRST_WINDOW_STATE, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 })
  })

  test('opens where it was left', () => {
    expect(placeWindow(left(2000, 100), [LAPTOP, DESK])).toEqual({ x: 2000, y: 100, width: 1200, height: 800 })
    expect(placeWindow(left(-900, 300), [LAPTOP])).toEqual({ x: -900, y: 300, width: 1200, height: 800 })
  })

  test.each([
    ['on a screen that is gone', left(2000, 100)],
    ['with its title bar above the screen', left(0, -30)],
    ['with its title bar below the screen', left(0, 890)],
    ['with hardly a corner on the screen', left(1400, 100)],
  ])('opens in the usual size when it was left %s', (_where, state) => {
    expect(placeWindow(state, [LAPTOP])).toEqual({ width: 1320, height: 860 })
  })

  test('is never smaller than its parts need', () => {
    expect(placeWindow(left(10, 50, 200, 100), [LAPTOP])).toEqual({ x: 10, y: 50, width: 880, height: 560 })
  })
})
