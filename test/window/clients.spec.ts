import { expect, test } from './support.ts'

const WORDS = {
  pl: { clients: 'Firmy', add: 'Dodaj kilka firm…', refreshAll: 'Odśwież wszystkie', show: /^Pokaż prośbę/, search: 'Nazwa lub NIP firmy', remove: 'Usuń na zawsze…', close: 'Zamknij', list: 'Lista firm', certificate: 'Jeden certyfikat dla wszystkich', cancel: 'Anuluj' },
  en: { clients: 'Companies', add: 'Add several companies…', refreshAll: 'Refresh all', show: /^Show request/, search: 'Name or NIP of a company', remove: 'Delete for good…', close: 'Close', list: 'List of companies', certificate: 'One certificate for all', cancel: 'Cancel' },
} as const

const PASTED = 'Piekarnia Złoty Kłos; 525-224-84-81\nPL 5260250274 Nowak sp.j.\n1132191233\n5252248482 Literówka\n1132191233\nNazwa;NIP\n'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const words = WORDS[language]

    test(`forty companies: access, requests, refresh of all, switcher, deletion (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, taxpayers: 'forty' }, { colorScheme })
      await page.keyboard.press('Control+4')
      await expect(page.getByRole('table').getByRole('row')).toHaveCount(39)
      await screenshot(`clients-access-${name}`)
      expect(await axe()).toEqual([])

      await page.getByRole('button', { name: words.show }).first().click()
      await page.getByRole('dialog').waitFor()
      await screenshot(`clients-request-${name}`)
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: words.refreshAll }).click()
      await page.getByRole('dialog').waitFor()
      await screenshot(`clients-first-day-${name}`)
      await page.getByRole('dialog').getByRole('button', { name: words.refreshAll }).click()
      await expect(page.getByRole('progressbar').first()).toBeVisible()
      await screenshot(`clients-refresh-all-${name}`)
      expect(await axe()).toEqual([])

      await page.getByRole('button', { name: words.remove }).first().scrollIntoViewIfNeeded()
      await page.getByRole('button', { name: words.remove }).first().click()
      await page.getByRole('alertdialog').getByText('48').waitFor()
      await screenshot(`clients-delete-${name}`)
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')
      await screenshot(`clients-left-${name}`)

      await page.keyboard.press('Control+p')
      await expect(page.getByRole('searchbox', { name: words.search }).last()).toBeFocused()
      await page.keyboard.type('zuk')
      await screenshot(`clients-switcher-${name}`)
      expect(await axe()).toEqual([])
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: /Żuk Transport/ }).first()).toBeVisible()
      expect(complaints).toEqual([])
    })

    test(`a pasted list tells what was understood (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, taxpayers: 'one' }, { colorScheme })
      await page.keyboard.press('Control+4')
      await page.getByRole('button', { name: words.add }).click()
      const dialog = page.getByRole('alertdialog')
      await dialog.getByLabel(words.list).fill(PASTED)
      await screenshot(`clients-add-same-${name}`)
      await dialog.getByText(words.certificate).click()
      await screenshot(`clients-add-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}

test('a client leaves, is only read, and is deleted for good after its number was typed', async ({ openWindow }) => {
  const { page, axe, screenshot } = await openWindow({ taxpayers: 'forty' })
  await page.keyboard.press('Control+4')
  await page.getByRole('button', { name: 'Więcej: Apteka Pod Lwem', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Zakończ współpracę…' }).click()
  await screenshot('clients-leave-pl-light')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Zakończ współpracę' }).click()
  const left = page.locator('.left-client').filter({ has: page.getByText('Apteka Pod Lwem', { exact: true }) })
  await left.getByRole('button', { name: 'Pokaż faktury' }).click()
  await expect(page.getByRole('note').filter({ hasText: 'tylko do odczytu' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Odśwież', exact: true })).toHaveCount(0)
  await screenshot('clients-read-only-pl-light')
  expect(await axe()).toEqual([])
  await page.keyboard.press('Control+4')
  await left.getByRole('button', { name: 'Usuń na zawsze…' }).click()
  const dialog = page.getByRole('alertdialog')
  const remove = dialog.getByRole('button', { name: 'Usuń na zawsze', exact: true })
  await expect(remove).toBeDisabled()
  const label = await dialog.getByRole('textbox').evaluate((field: HTMLInputElement) => field.labels?.[0]?.textContent ?? '')
  const nip = /\d{10}/.exec(label)?.[0] ?? ''
  await dialog.getByRole('textbox').fill(nip.slice(0, 9))
  await expect(remove).toBeDisabled()
  await dialog.getByRole('textbox').fill(`PL ${nip.slice(0, 3)}-${nip.slice(3)}`)
  await remove.click()
  await expect(left).toHaveCount(0)
})
