import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { z } from 'zod'

const SCREENS = resolve(import.meta.dirname, '../../../test-results/screens')

const ElectronForPlaywright = z.object({
  executable: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  dataRoot: z.string(),
  owner: z.object({ uid: z.number(), gid: z.number() }).nullable(),
})

export interface LaunchOptions {
  /** What the app's own command line says, e.g. '--demo'. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The language that the system asks for; Polish unless told. */
  readonly language?: 'pl' | 'en'
  readonly colorScheme?: 'light' | 'dark'
  /** A folder of an earlier launch, to start the app again on the same data. */
  readonly userData?: string
}

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Saves what the window shows as test-results/screens/<name>.png. */
  readonly screenshot: (name: string) => Promise<void>
  readonly close: () => Promise<void>
}

function electronForPlaywright(): z.infer<typeof ElectronForPlaywright> {
  const handed = process.env.TECZKA_E2E_ELECTRON
  if (handed === undefined) throw new Error('The journeys are run by: npm test -- journeys')
  return ElectronForPlaywright.parse(JSON.parse(handed))
}

/** Makes a folder that the app may write to, also where it runs as another user. */
export function makeAppFolder(name: string): string {
  const { dataRoot, owner } = electronForPlaywright()
  const folder = mkdtempSync(join(dataRoot, `${name}-`))
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  return folder
}

/** Opens the app, sandboxed, on user data of its own, and waits until its window says that it is ready. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const { executable, args, env } = electronForPlaywright()
  const language = options.language ?? 'pl'
  const colorScheme = options.colorScheme ?? 'light'
  const userData = options.userData ?? makeAppFolder('user-data')
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, `--user-data-dir=${userData}`, `--lang=${language}`, ...(options.args ?? [])],
    env: { ...env, LANGUAGE: language, LC_ALL: language === 'pl' ? 'pl_PL.UTF-8' : 'en_GB.UTF-8', ...options.env },
    chromiumSandbox: true,
    colorScheme,
  })
  const page = await app.firstWindow()
  await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' })
  return {
    app,
    page,
    userData,
    screenshot: async (name) => {
      await page.screenshot({ path: join(SCREENS, `${name}.png`) })
    },
    close: () => app.close(),
  }
}

/** A test with `launch`, whose apps close and whose new data folders vanish when it ends. */
export const test = base.extend<{ launch: typeof launchApp }>({
  launch: async ({}, use) => {
    const launched: LaunchedApp[] = []
    await use(async (options) => {
      const one = await launchApp(options)
      launched.push(one)
      return one
    })
    await Promise.all(launched.map((one) => one.close()))
    for (const { userData } of launched) rmSync(userData, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'
