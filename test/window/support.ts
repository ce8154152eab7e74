import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, type Page } from '@playwright/test'
import type { FakeOptions } from '../support/fakeOptions.ts'

const SCREENS = resolve(import.meta.dirname, '../../test-results/window-screens')
const CHROMIUM = [process.env.TECZKA_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path))

export interface Looks {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  /** 2 shows the window at 200 %. */
  readonly zoom?: number
  /** What the window takes for the time; by default that of this computer. */
  readonly now?: string
}

export interface OpenedWindow {
  readonly page: Page
  /** Everything the console complained about, such as a blocked style. */
  readonly complaints: readonly string[]
  readonly screenshot: (name: string) => Promise<void>
  /** Rules of WCAG 2.2 A and AA that the page breaks now. */
  readonly axe: () => Promise<readonly string[]>
}

/** A test with `openWindow`: the window with a made-up api, ready with its first data. */
export const test = base.extend<{ openWindow: (options?: Partial<FakeOptions>, looks?: Looks) => Promise<OpenedWindow> }>({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }), args: ['--no-sandbox', '--disable-gpu'] })
  },
  openWindow: async ({ browser }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async (options = {}, { width = 1280, height = 800, colorScheme = 'light', zoom = 1, now } = {}) => {
      const context = await browser.newContext({ viewport: { width: width / zoom, height: height / zoom }, deviceScaleFactor: zoom, colorScheme, reducedMotion: 'reduce', timezoneId: 'America/Los_Angeles' })
      contexts.push(context)
      const page = await context.newPage()
      if (now !== undefined) await page.clock.setFixedTime(now)
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      const query = new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]))
      await page.goto(`${process.env.TECZKA_WINDOW_PAGE ?? ''}?${query.toString()}`)
      await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' })
      return {
        page,
        complaints,
        screenshot: async (name) => {
          await page.screenshot({ path: join(SCREENS, `${name}.png`) })
        },
        axe: async () => {
          const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
          return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`))
        },
      }
    })
    for (const context of contexts) await context.close()
  },
})

test.skip(CHROMIUM === undefined, 'no Chromium here: apt-get install chromium, or TECZKA_CHROMIUM=path')

export { expect } from '@playwright/test'
