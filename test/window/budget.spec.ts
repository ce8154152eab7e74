import { expect, test } from './support.ts'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const say = (polish: string, english: string): string => (language === 'pl' ? polish : english)

    test(`while KSeF’s limits hold it up, a refresh says how many are done and by when the rest is (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, limits: 'narrow' }, { colorScheme })
      const bar = page.locator('.status-bar')
      await page.getByRole('button', { name: say('Odśwież', 'Refresh'), exact: true }).first().click()
      await expect(bar).toContainText(say('gotowe, reszta do', 'done, the rest by'))
      await screenshot(`forecast-running-${name}`)
      await expect(bar).toContainText(say('dalej po', 'goes on after'))
      await expect(bar).toContainText(/1.?412/)
      await expect(bar).toContainText(say('Komunikat KSeF: [PRACE]', 'Message from KSeF: [PRACE]'))
      await expect(page.getByText(say('Nie udało się odczytać limitów KSeF', 'KSeF’s limits could not be read'))).toBeVisible()
      await screenshot(`forecast-waiting-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}
