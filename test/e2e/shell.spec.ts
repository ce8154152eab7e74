import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Api } from '../../electron/shared/contract/api.ts'
import { electronForPlaywright, makeAppFolder } from './support/appFolders.ts'
import { expect, test } from './support/launchApp.ts'

/** What the window's own code may do: its `window.api`. */
function ask<T>(page: Page, question: (api: Api) => Promise<T>): Promise<T> {
  return page.evaluate(`(${question.toString()})(window.api)`)
}

test('the page can reach neither the network, nor other pages, nor the system', async ({ launch }) => {
  const { app, page } = await launch()

  const failures = await page.evaluate(async () => {
    const outcome = (attempt: Promise<unknown>): Promise<string> => attempt.then(() => 'done', () => 'refused')
    return {
      fetch: await outcome(fetch('https://api.ksef.mf.gov.pl/v2/rate-limits')),
      inside: await outcome(fetch('app://bundle/index.html')),
      opened: window.open('https://example.org/') === null ? 'refused' : 'done',
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      notification: await Notification.requestPermission(),
      clipboard: await outcome(navigator.clipboard.readText()),
    }
  })
  expect(failures).toEqual({ fetch: 'refused', inside: 'refused', opened: 'refused', camera: 'refused', notification: 'denied', clipboard: 'refused' })

  await page.evaluate(() => {
    location.href = 'https://example.org/'
  })
  expect(page.url()).toMatch(/^app:\/\/bundle\//)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the page gets answers to what the contract allows, and refusals to the rest', async ({ launch }) => {
  const { page, folders } = await launch()

  const info = await ask(page, (api) => api.program.info(null))
  expect(info).toMatchObject({ ok: true, value: { archiveFolder: folders.archives, archiveProblem: null, language: 'pl' } })
  const outside = await ask(page, (api) => api.program.openExternal({ url: 'https://example.org/' }))
  const secret = await ask(page, (api) => api.program.showInFolder({ path: '/etc/passwd' }))
  const malformed = await ask(page, (api) => api.taxpayers.test({ id: 'x' } as never))
  for (const reply of [outside, secret, malformed]) expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request' } })
  const { error } = malformed as Extract<typeof malformed, { ok: false }>
  expect(readFileSync(join(folders.userData, 'logs', 'main.log'), 'utf8')).toContain(error.incidentId)
})

test('a catalogue that is another file is said, kept, and another folder is taken', async ({ launch }) => {
  const broken = makeAppFolder('archives')
  const catalogue = join(broken, 'teczka-catalogue.sqlite')
  writeFileSync(catalogue, 'To nie jest baza danych. '.repeat(100))
  const { page, answerDialogs } = await launch({ folders: { userData: makeAppFolder('user-data'), archives: broken } })

  expect(await ask(page, (api) => api.program.info(null))).toMatchObject({ ok: true, value: { archiveProblem: { code: 'archive-not-an-archive' } } })
  expect(await ask(page, (api) => api.taxpayers.list(null))).toEqual({ ok: true, value: [] })
  const other = makeAppFolder('archives')
  await answerDialogs({ open: other })
  expect(await ask(page, (api) => api.program.chooseArchiveFolder(null))).toEqual({ ok: true, value: { archiveFolder: other } })
  expect(await ask(page, (api) => api.program.info(null))).toMatchObject({ ok: true, value: { archiveFolder: other, archiveProblem: null } })
  expect(readFileSync(catalogue, 'utf8')).toContain('To nie jest baza danych')
})

test('settings hold after a power cut, and a damaged file of settings is set aside', async ({ launch }) => {
  const first = await launch()
  await ask(first.page, (api) => api.program.changeSettings({ theme: 'dark', fetchInvoiceXml: false }))
  await first.kill()

  const second = await launch({ folders: first.folders })
  expect(await ask(second.page, (api) => api.program.settings(null))).toMatchObject({ ok: true, value: { theme: 'dark', fetchInvoiceXml: false } })
  await second.kill()

  writeFileSync(join(first.folders.userData, 'settings.json'), '{"theme": "da')
  const third = await launch({ folders: first.folders })
  expect(await ask(third.page, (api) => api.program.settings(null))).toMatchObject({ ok: true, value: { theme: 'system' } })
})

test('a second start brings the first window to the front and ends', async ({ launch }) => {
  const { app, folders } = await launch()
  // A virtual display has no window manager that could show what is in front: the call itself is looked for.
  await app.evaluate(({ app: running, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window !== undefined) window.focus = () => void running.emit('brought-to-front')
    running.once('brought-to-front' as 'activate', () => (running.name = 'in front'))
  })

  const { executable, args, env } = electronForPlaywright()
  const second = spawnSync(executable, [...args, `--user-data-dir=${folders.userData}`], { env, encoding: 'utf8', timeout: 30_000 })

  expect([second.status, second.signal]).toEqual([0, null])
  await expect.poll(() => app.evaluate(({ app: running }) => running.name)).toBe('in front')
})

test('closing while a refresh runs asks first, and then ends it in order', async ({ launch }) => {
  const { app, page, answerDialogs, folders } = await launch()
  await ask(page, async (api) => {
    const demo = await api.taxpayers.startDemo(null)
    if (demo.ok) await api.jobs.startRefresh({ taxpayerId: demo.value.id, from: '2026-01-01' })
  })
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

  await answerDialogs({ button: 1 })
  await close()
  expect(await ask(page, (api) => api.jobs.list(null))).toMatchObject({ ok: true, value: [{ result: null }] })

  const ended = new Promise<void>((whenEnded) => app.once('close', () => whenEnded()))
  await answerDialogs({ button: 0 })
  await close()
  await ended
  expect(readFileSync(join(folders.userData, 'logs', 'main.log'), 'utf8')).not.toContain(' error ')
})
