import { join, resolve } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { electronForPlaywright, makeAppFolder } from './appFolders.ts'
import { answerDialogs, type DialogAnswers } from './systemDialogs.ts'

/** Longer than the program gives itself to end in order. */
const CLOSE_MS = 15_000

const SCREENS = resolve(import.meta.dirname, '../../../test-results/screens')

export interface LaunchOptions {
  /** What the app's own command line says, e.g. '--demo'. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Polish unless told. */
  readonly language?: 'pl' | 'en'
  readonly colorScheme?: 'light' | 'dark'
  /** Folders of an earlier launch, to start the app again on the same data. */
  readonly folders?: AppFolders
}

export interface AppFolders {
  readonly userData: string
  readonly archives: string
}

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly folders: AppFolders
  /** Saves what the window shows as test-results/screens/<name>.png. */
  readonly screenshot: (name: string) => Promise<void>
  /** Answers the system's dialogs from now on. */
  readonly answerDialogs: (answers: DialogAnswers) => Promise<void>
  readonly close: () => Promise<void>
  /** Ends it as a power cut would, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

/** Opens the app, sandboxed, on data of its own, and waits until its window says that it is ready. */
async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const { executable, args, env } = electronForPlaywright()
  const language = options.language ?? 'pl'
  const folders = options.folders ?? { userData: makeAppFolder('user-data'), archives: makeAppFolder('archives') }
  const app = await _electron.launch({
    executablePath: executable,
    args: [
      ...args,
      `--user-data-dir=${folders.userData}`,
      `--archive-folder=${folders.archives}`,
      `--language=${language}`,
      `--lang=${language}`,
      ...(options.args ?? []),
    ],
    env: { ...env, LANGUAGE: language, LC_ALL: language === 'pl' ? 'pl_PL.UTF-8' : 'en_GB.UTF-8', ...options.env },
    chromiumSandbox: true,
    colorScheme: options.colorScheme ?? 'light',
  })
  const ended = new Promise<void>((whenEnded) => app.once('close', () => whenEnded()))
  const page = await app.firstWindow()
  await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' })
  return {
    app,
    page,
    folders,
    screenshot: async (name) => {
      await page.screenshot({ path: join(SCREENS, `${name}.png`) })
    },
    answerDialogs: (answers) => answerDialogs(app, answers),
    close: async () => {
      if (page.isClosed()) return
      // Asked whether to stop what still runs, the person says yes. A program that does not end is ended, so that the next test runs.
      const closing = answerDialogs(app, { button: 0 }).then(() => app.close())
      const patience = setTimeout(() => app.process().kill('SIGKILL'), CLOSE_MS)
      await closing.finally(() => clearTimeout(patience))
    },
    kill: async () => {
      app.process().kill('SIGKILL')
      await ended
    },
  }
}

/** A test with `launch`, whose apps close when it ends; what a failed one last showed is attached to its report. */
export const test = base.extend<{ launch: typeof launchApp }>({
  launch: async ({}, use, testInfo) => {
    const launched: LaunchedApp[] = []
    await use(async (options) => {
      const one = await launchApp(options)
      launched.push(one)
      return one
    })
    for (const [index, { page, close }] of launched.entries()) {
      if (testInfo.status !== testInfo.expectedStatus && !page.isClosed()) {
        await page.screenshot({ path: testInfo.outputPath(`window-${index + 1}.png`) })
      }
      await close()
    }
  },
})

export { expect } from '@playwright/test'
