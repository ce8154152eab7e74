import { z } from 'zod'
import { openJsonFile } from '../platform/jsonFile.ts'
import type { JsonFile } from '../platform/jsonFile.ts'

const Rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })
export type Rectangle = z.infer<typeof Rectangle>

export const WindowState = z.object({
  /** Null: never closed yet. */
  bounds: Rectangle.nullable(),
  isMaximised: z.boolean(),
  /** Electron's zoom level; each step is 20 %, and Chromium stops at 25 % and 500 %. */
  zoomLevel: z.number().min(-9).max(9),
})
export type WindowState = z.infer<typeof WindowState>

export const FIRST_WINDOW_STATE: WindowState = { bounds: null, isMaximised: false, zoomLevel: 0 }
export const MINIMUM_SIZE = { width: 880, height: 560 }
const USUAL_SIZE = { width: 1320, height: 860 }
/** How much of the title bar must be on a screen, so that the window can be dragged back. */
const GRIP = { width: 120, height: 40 }

/** Window state in `window.json` of the user-data folder. */
export function openWindowState(folder: string, onDamaged: (cause: unknown, keptAt: string) => void): JsonFile<WindowState> {
  return openJsonFile({ folder, name: 'window', schema: WindowState, fallback: FIRST_WINDOW_STATE, onDamaged })
}

/** Where to open: as it was left, if its title bar can still be reached on one of the screens; else the usual size, centred. */
export function placeWindow(state: WindowState, workAreas: readonly Rectangle[]): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  const { bounds } = state
  if (bounds !== null && workAreas.some((area) => isWithinReach(bounds, area))) {
    return { ...bounds, width: Math.max(bounds.width, MINIMUM_SIZE.width), height: Math.max(bounds.height, MINIMUM_SIZE.height) }
  }
  const [main] = workAreas
  if (main === undefined) return USUAL_SIZE
  return { width: Math.min(USUAL_SIZE.width, main.width), height: Math.min(USUAL_SIZE.height, main.height) }
}

function isWithinReach(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const topIsOnScreen = bounds.y >= area.y - 1 && bounds.y + GRIP.height <= area.y + area.height
  return across >= GRIP.width && topIsOnScreen
}
