import { expect, test } from './support.ts'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const say = (polish: string, english: string): string => (language === 'pl' ? polish : english)

    test(`a schedule is chosen, shown with its next run, paused and given up (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, lastRun: 'unreachable' }, { colorScheme, height: 1500 })
      await page.keyboard.press('Control+,')
      const choose = async (label: string, option: string): Promise<void> => {
        await page.getByRole('button', { name: label }).click()
        await page.getByRole('option', { name: option }).click()
      }
      await page.getByText(say('Odświeżanie bez pytania', 'Refreshing without being asked')).waitFor()
      await screenshot(`schedule-off-${name}`)

      await choose(say('Kiedy', 'When'), say('raz dziennie', 'once a day'))
      await expect(page.getByText(say('Następne odświeżenie: 03.04.2026, 03:30', 'Next refresh: 03/04/2026, 03:30'))).toBeVisible()
      await expect(page.getByText(say('spróbuje ponownie, najpóźniej za godzinę', 'tries again, within an hour'))).toBeVisible()
      await expect(page.getByText(say('Plan działa tylko, gdy program jest otwarty', 'works only while the program is open'))).toBeVisible()
      await page.getByRole('group', { name: say('O godzinie (czas polski)', 'At (Polish time)') }).getByRole('spinbutton').first().focus()
      await page.keyboard.type('2205')
      await expect.poll(() => page.evaluate(() => window.api.program.settings(null))).toMatchObject({ value: { schedule: { kind: 'daily', at: '22:05' } } })
      await screenshot(`schedule-daily-${name}`)
      expect(await axe()).toEqual([])

      await choose(say('Kiedy', 'When'), say('co pewien czas', 'at intervals'))
      const minutes = page.getByRole('textbox', { name: say('Co ile minut', 'Minutes between') })
      await minutes.fill('3')
      await minutes.press('Tab')
      await expect(minutes).toHaveValue('15')
      expect(await page.evaluate(() => window.api.program.settings(null))).toMatchObject({ value: { schedule: { kind: 'every', minutes: 15 } } })
      await choose(say('Ikona w zasobniku', 'Icon in the system tray'), say('zostaje po zamknięciu okna', 'stays after the window is closed'))
      await expect(page.getByText(say('Plan działa tylko, gdy program jest otwarty', 'works only while the program is open'))).toHaveCount(0)
      await page.getByText(say('Wstrzymaj na razie', 'Pause for now')).click()
      await expect(page.getByText(say('Plan jest wstrzymany', 'The schedule is paused'))).toBeVisible()
      await screenshot(`schedule-every-paused-${name}`)
      expect(await axe()).toEqual([])

      await choose(say('Kiedy', 'When'), say('tylko gdy poproszę', 'only when I ask'))
      await expect(page.getByText(say('Wstrzymaj na razie', 'Pause for now'))).toHaveCount(0)
      expect(complaints).toEqual([])
    })

    test(`the proxy is named, and a company’s certificates are added and taken away (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, proxy: 'http://proxy.firma.pl:3128' }, { colorScheme, height: 1500 })
      await page.keyboard.press('Control+,')
      await expect(page.getByText('http://proxy.firma.pl:3128')).toBeVisible()
      const add = page.getByRole('button', { name: say('Dodaj certyfikat sieci…', 'Add a network certificate…') })
      await add.click()
      await add.click()
      const list = page.getByRole('list', { name: say('Certyfikaty sieci firmowej', 'Certificates of the company network') })
      await expect(list.getByRole('listitem')).toHaveCount(2)
      await expect(list).toContainText(say('Poproś administratora o nowy', 'Ask the administrator for a new one'))
      await screenshot(`network-${name}`)
      expect(await axe()).toEqual([])
      await list.getByRole('button', { name: say('Usuń…', 'Remove…') }).first().click()
      await page.locator('.dialog').waitFor()
      await screenshot(`network-remove-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: say('Usuń z zaufanych', 'Remove from trusted') }).click()
      await expect(list.getByRole('listitem')).toHaveCount(1)
      expect(complaints).toEqual([])
    })

    for (const network of ['none', 'ksef-down'] as const) {
      test(`no network here and a KSeF that is down are told apart: ${network} (${name})`, async ({ openWindow }) => {
        const { page, axe, screenshot, complaints } = await openWindow({ language, network }, { colorScheme })
        await page.keyboard.press('Control+3')
        await page.keyboard.press('F5')
        const toast = page.getByRole('alertdialog').first()
        const isDown = network === 'ksef-down'
        await expect(toast).toContainText(isDown ? say('KSeF nie działa w tej chwili', 'KSeF is not working') : say('Ten komputer nie ma teraz połączenia z internetem', 'This computer has no internet connection'))
        await expect(toast).toContainText(isDown ? say('To nie wina Twojej sieci', 'It is neither your network’s fault') : say('to nie awaria KSeF', 'it is not an outage of KSeF'))
        await expect(page.locator('.status-bar')).toContainText(isDown ? say('KSeF nie działa', 'KSeF is not working') : say('nie ma teraz połączenia', 'has no internet connection'))
        await screenshot(`no-way-${network}-${name}`)
        expect(await axe()).toEqual([])
        expect(complaints).toEqual([])
      })
    }
  }
}
