import { expect, test } from './support.ts'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const say = (polish: string, english: string): string => (language === 'pl' ? polish : english)

    test(`purchases are off until asked for, and then stand apart from sales (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme, height: 1100 })
      const side = page.locator('.side-switch')
      await expect(side).toHaveCount(0)
      await page.keyboard.press('Control+,')
      await page.getByText(say('Przechowuj też faktury otrzymane', 'Keep received invoices')).click()
      await page.getByText(say('Także faktury, na których firma jest podmiotem trzecim', 'Also invoices that name the company as a third')).click()
      await expect(page.getByRole('switch', { name: say('Także faktury, na których firma jest podmiotem trzecim', 'Also invoices that name the company as a third') })).toBeChecked()
      await screenshot(`purchases-settings-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: say('Faktury', 'Invoices') }).first().click()
      const found = page.locator('.invoices-footer [role="status"]')
      await expect(found).toHaveText(/\d/)
      const sales = await found.textContent()
      await side.getByRole('radio', { name: say('Otrzymane', 'Received') }).click()
      await expect(found).not.toHaveText(sales ?? '')
      await page.locator('#invoice-row-0').click()
      const pane = page.locator('.invoice-pane')
      await expect(pane).toContainText(say('UPO jest u niego', 'has the UPO'))
      await expect(pane).toContainText(say('w tytule przelewu', 'in the transfer title'))
      await screenshot(`purchases-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}
