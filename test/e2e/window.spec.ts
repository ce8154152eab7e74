import { expect, test } from './support/launchApp.ts'

test('the window opens with its sandbox on, as somebody other than root', async ({ launch }) => {
  const { app, page, screenshot } = await launch()

  expect(page.url()).toBe('app://bundle/')
  expect(await app.evaluate(({ app: running }) => running.commandLine.hasSwitch('no-sandbox'))).toBe(false)
  expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false)
  expect(await app.evaluate(() => process.getuid?.())).not.toBe(0)
  await screenshot('window')
})

test('after a kill the program starts again on the same data', async ({ launch }) => {
  const first = await launch()
  await first.kill()

  const second = await launch({ folders: first.folders })

  expect(await second.page.title()).toBe('Teczka UPO')
})
