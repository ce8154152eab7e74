import { expect, test } from './support.ts'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`

    test(`the first screen passes the accessibility rules (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, taxpayers: 'none' }, { colorScheme })
      await screenshot(`first-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: language === 'pl' ? 'Dodaj firmę' : 'Add a company' }).click()
      await page.getByRole('alertdialog').waitFor()
      await screenshot(`add-${name}`)
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('alertdialog')).toHaveCount(0)

      // A company's certificate or proxy is set before the first sign-in.
      await page.keyboard.press('Control+,')
      await page.locator('.settings-screen').waitFor()
      await screenshot(`first-settings-${name}`)
      expect(await axe()).toEqual([])
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect(page.locator('.first-screen')).toBeVisible()
      await page.keyboard.press('Control+n')
      await expect(page.getByRole('alertdialog')).toBeVisible()
      expect(complaints).toEqual([])
    })

    test(`the list and the detail pass the accessibility rules (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme })
      await screenshot(`list-${name}`)
      expect(await axe()).toEqual([])
      for (const [row, what] of [[0, 'accepted'], [2, 'processing'], [4, 'rejected'], [6, 'duplicate'], [5, 'quarantined']] as const) {
        await page.locator(`#invoice-row-${String(row)}`).click()
        await page.locator('.pane-title').waitFor()
        await page.waitForTimeout(80)
        await screenshot(`detail-${what}-${name}`)
        expect(await axe()).toEqual([])
      }
      expect(complaints).toEqual([])
    })

    test(`the other screens pass the accessibility rules (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, taxpayers: 'two' }, { colorScheme })
      await page.keyboard.press('Control+2')
      await page.locator('.session-card').first().waitFor()
      await screenshot(`sessions-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: language === 'pl' ? 'Szczegóły' : 'Details' }).nth(1).click()
      await page.locator('.coverage-bar').waitFor()
      await screenshot(`session-${name}`)
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+,')
      await page.locator('.settings-screen').waitFor()
      await screenshot(`settings-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}
