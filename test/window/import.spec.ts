import { IMPORT_REFUSALS } from '../../electron/shared/model/importedFile.ts'
import { expect, test } from './support.ts'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`

    test(`an import tells of each file what became of it (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, taxpayers: 'two' }, { colorScheme })
      await page.keyboard.press('Control+o')
      await page.locator('.import-screen .blank').waitFor()
      await screenshot(`import-empty-${name}`)
      expect(await axe()).toEqual([])

      await page.getByRole('button', { name: language === 'pl' ? 'Wskaż pliki…' : 'Choose files…' }).click()
      await page.getByRole('button', { name: language === 'pl' ? 'Kopiuj listę' : 'Copy the list' }).waitFor()
      await expect(page.locator('.import-row', { hasText: 'dla biura.xml' })).toContainText(/(teczka|folder): Biuro Rachunkowe Łęcka/)
      await screenshot(`import-results-${name}`)
      expect(await axe()).toEqual([])

      await page.getByRole('radio', { name: language === 'pl' ? /Nie przyjęte/ : /Not taken/ }).click()
      await expect(page.locator('.import-body > .import-list > .import-row')).toHaveCount(IMPORT_REFUSALS.length)
      await screenshot(`import-refused-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}

test('files dropped on the first screen are told where they would go', async ({ openWindow }) => {
  const { page, screenshot, complaints } = await openWindow({ taxpayers: 'none' })
  const files = await page.evaluateHandle(() => {
    const dropped = new DataTransfer()
    dropped.items.add(new File(['<Faktura/>'], 'faktura.xml'))
    return dropped
  })
  for (const type of ['dragenter', 'drop']) await page.dispatchEvent('.first-screen', type, { dataTransfer: files })
  await expect(page.getByText('Najpierw dodaj firmę')).toBeVisible()
  await screenshot('first-dropped-pl-light')
  expect(complaints).toEqual([])
})

test('files dropped anywhere on the window are taken in', async ({ openWindow }) => {
  const { page, screenshot, complaints } = await openWindow()
  const files = await page.evaluateHandle(() => {
    const dropped = new DataTransfer()
    dropped.items.add(new File(['<Faktura/>'], 'faktura.xml'))
    return dropped
  })
  await page.dispatchEvent('.main', 'dragenter', { dataTransfer: files })
  await page.getByText('Upuść tutaj').waitFor()
  await screenshot('import-drop-pl-light')
  await page.dispatchEvent('.main', 'drop', { dataTransfer: files })
  await expect(page.getByText('Upuść tutaj')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Dołóż pliki', level: 1 })).toBeVisible()
  await expect(page.locator('.import-row').first()).toBeVisible()
  expect(complaints).toEqual([])
})
