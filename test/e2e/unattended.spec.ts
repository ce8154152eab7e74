import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Settings } from '../../electron/shared/contract/program.ts'
import { formatHour } from '../../electron/shared/messages/formats.ts'
import { electronForPlaywright } from './support/appFolders.ts'
import { startCommandLineSimulator, type CommandLineSimulator } from './support/commandLine.ts'
import { keepToken } from './support/keyStore.ts'
import { expect, test, type AppFolders } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl

let simulator: CommandLineSimulator

test.beforeAll(async () => {
  simulator = await startCommandLineSimulator(60)
})

test.afterAll(() => simulator.stop())

test.beforeEach(() => control('DELETE', '/faults'))

async function control(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${simulator.controlUrl}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
}

/** Adds the simulator's company and refreshes it once; gives how many UPO that brought. */
async function addAndRefresh(page: Page): Promise<void> {
  await page.evaluate(
    async ({ apiBase, nip, token }) => {
      const draft = { context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, displayName: 'Firma próbna', apiBase, credential: { kind: 'token', token } } as const
      const added = await window.api.taxpayers.add(draft)
      if (!added.ok) throw new Error(added.error.code)
      await window.api.jobs.startRefresh({ taxpayerId: added.value.id, from: new Date(Date.now() - 330 * 86_400_000).toISOString().slice(0, 10) })
    },
    { apiBase: simulator.apiBase, nip: simulator.nip, token: simulator.tokens.archive ?? '' },
  )
  await expect.poll(() => refreshes(page), { timeout: 60_000 }).toEqual(['done'])
}

/** How the refreshes of this run of the program ended, in their order. */
function refreshes(page: Page): Promise<readonly (string | null)[]> {
  return page.evaluate(async () => {
    const jobs = await window.api.jobs.list(null)
    return jobs.ok ? jobs.value.flatMap((job) => (job.kind === 'refresh' ? [job.result?.outcome ?? null] : [])) : []
  })
}

function change(page: Page, part: Partial<Settings>): Promise<unknown> {
  return page.evaluate((given) => window.api.program.changeSettings(given), part)
}

/** Starts the program once more on the same data, as the system's scheduler does, and waits for its end. */
async function startAgain(folders: AppFolders, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { executable, args: before, env } = electronForPlaywright()
  const child = spawn(executable, [...before, `--user-data-dir=${folders.userData}`, `--archive-folder=${folders.archives}`, '--language=pl', ...args], {
    env: { ...env, ...more },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const exitCode = await new Promise<number | null>((whenEnded) => child.once('close', whenEnded))
  const lines = stdout.split('\n').filter((line) => line.startsWith('{')).map((line): unknown => JSON.parse(line))
  return { exitCode, lines, stdout, stderr }
}

test('the system’s scheduler refreshes all with the stored secrets, without a window, and learns how it went', async ({ launch }) => {
  test.setTimeout(180_000)
  const { page, folders, close } = await launch()
  await addAndRefresh(page)
  await close()
  const env = keepToken(folders, { environment: 'simulator', identifier: { type: 'Nip', value: simulator.nip } }, simulator.tokens.archive ?? '')

  await control('POST', '/sessions', { nip: simulator.nip, invoices: 3 })
  const brought = await startAgain(folders, ['--sync', '--no-window'], env)
  expect(brought).toMatchObject({ exitCode: 0, lines: [{ taxpayer: simulator.nip, outcome: 'done', error: null, uposStored: 3 }] })

  await control('POST', '/faults', { route: '*', effect: { kind: 'outage' } })
  const down = await startAgain(folders, ['--sync', '--no-window'], env)
  expect(down).toMatchObject({ exitCode: 4, lines: [{ outcome: 'failed', error: 'api-unavailable' }] })
  expect(down.stderr).toContain('KSeF nie działa')

  await control('DELETE', '/faults')
  await control('POST', '/faults', { route: 'sign-in-outcome', effect: { kind: 'sign-in-status', code: 450 } })
  const refused = await startAgain(folders, ['--sync', '--no-window'], env)
  expect(refused).toMatchObject({ exitCode: 3, lines: [{ outcome: 'failed' }] })

  const log = readFileSync(join(folders.userData, 'logs', 'main.log'), 'utf8')
  expect(log).toContain('scheduled-refresh')
  expect(log).toMatch(/unattended \{"exitCode":4\}/)
  for (const text of [log, ...[brought, down, refused].flatMap(({ stdout, stderr }) => [stdout, stderr])]) expect(text).not.toContain(simulator.tokens.archive)
})

test('without a stored secret it says so, and changes nothing', async ({ launch }) => {
  test.setTimeout(120_000)
  const { page, folders, close } = await launch()
  await addAndRefresh(page)
  await close()
  const ended = await startAgain(folders, ['--sync', '--no-window'])
  expect(ended).toMatchObject({ exitCode: 2, lines: [{ taxpayer: simulator.nip, outcome: 'passed-over', reason: 'no-credential' }] })
  expect(ended.stderr).toContain('Brakuje tokenu albo certyfikatu')
})

test('while the window is open, the wish is handed to it', async ({ launch }) => {
  test.setTimeout(120_000)
  const { page, folders } = await launch()
  await addAndRefresh(page)
  await control('POST', '/sessions', { nip: simulator.nip, invoices: 2 })

  expect(await startAgain(folders, ['--sync', '--no-window'])).toMatchObject({ exitCode: 0, lines: [{ handedOver: true }] })
  await expect.poll(() => refreshes(page), { timeout: 30_000 }).toEqual(['done', 'done'])
})

test('a planned refresh runs at its time, tells only what needs attention, and a click leads there', async ({ launch }) => {
  test.setTimeout(240_000)
  const { app, page, screenshot } = await launch()
  await addAndRefresh(page)
  await keepNotices(app)
  await page.keyboard.press('Control+,')
  await expect(page.getByText(words['schedule.text'])).toBeVisible()

  // The minute after the next one: the schedule shows it, and then keeps to it.
  const at = formatHour('pl', new Date(Date.now() + 75_000).toISOString())
  await page.getByRole('button', { name: words['schedule.when'] }).click()
  await page.getByRole('option', { name: words['schedule.daily'] }).click()
  await page.getByRole('group', { name: words['schedule.at'] }).getByRole('spinbutton').first().focus()
  await page.keyboard.type(at.replace(':', ''))
  await expect(page.getByText(new RegExp(`Następne odświeżenie: .*${at}`))).toBeVisible()
  await screenshot('schedule-planned')
  expect(await refreshes(page)).toEqual(['done'])
  await control('POST', '/faults', { route: 'sign-in-outcome', effect: { kind: 'sign-in-status', code: 450 } })
  await expect.poll(() => refreshes(page), { timeout: 100_000 }).toEqual(['done', 'failed'])
  await expect(page.getByText(/Ostatnio: .*nie dla wszystkich firm/)).toBeVisible()
  await screenshot('schedule-ran')

  await expect.poll(() => notices(app)).toEqual([{ title: 'Wymaga uwagi – Teczka UPO', body: 'Firma próbna: brak dostępu do KSeF' }])
  await app.evaluate(() => (globalThis as unknown as { notices: { emit: (event: string) => void }[] }).notices[0]?.emit('click'))
  await expect(page.getByRole('heading', { name: words['nav.attention'] })).toBeVisible()
  await screenshot('schedule-notice-opened')

  // The same again is no news.
  await startOver(app)
  await expect.poll(() => refreshes(page), { timeout: 30_000 }).toEqual(['done', 'failed', 'failed'])
  expect(await notices(app)).toHaveLength(1)
})

/** "Odśwież teraz" of the tray, by the second start that stands for it. */
async function startOver(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: running }) => running.emit('second-instance', {}, [], '', { sync: true, noWindow: true }))
}

/** Keeps the notifications that would be shown: a virtual display has nobody to show them. */
async function keepNotices(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const kept: unknown[] = []
    Object.assign(globalThis, { notices: kept })
    Notification.prototype.show = function (this: unknown) {
      kept.push(this)
    }
  })
}

function notices(app: ElectronApplication): Promise<readonly { readonly title: string; readonly body: string }[]> {
  return app.evaluate(() => (globalThis as unknown as { notices: { title: string; body: string }[] }).notices.map(({ title, body }) => ({ title, body })))
}

test('kept in the tray, the program outlives its window, says so once, and comes back', async ({ launch }) => {
  const { app, page, folders } = await launch()
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await change(page, { tray: 'keeps-running' })
  await app.evaluate(({ dialog }) => {
    let told = 0
    dialog.showMessageBox = () => {
      told += 1
      process.title = `told ${told}`
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
  })

  for (let round = 0; round < 2; round += 1) {
    await close()
    await expect.poll(isVisible).toEqual([false])
    expect(await startAgain(folders, [])).toMatchObject({ exitCode: 0 })
    await expect.poll(isVisible).toEqual([true])
  }
  expect(await app.evaluate(() => process.title)).toBe('told 1')
})
