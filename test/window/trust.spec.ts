import { expect, test } from './support.ts'

/** Places of the made-up invoices: test/support/fakeInvoices.ts. */
const COMPLETE = 0
const BY_SESSION = 3
const QUARANTINED = 5
const IMPORTED = 12

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const say = (polish: string, english: string): string => (language === 'pl' ? polish : english)

    test(`trusted certificates are added, explained and taken away after a question (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme, height: 1300 })
      await page.keyboard.press('Control+,')
      await page.getByText(say('Nie dodano żadnego certyfikatu', 'No certificate was added')).waitFor()
      await screenshot(`trust-empty-${name}`)
      const add = page.getByRole('button', { name: say('Dodaj z pliku…', 'Add from a file…') })
      await add.click()
      await expect(page.locator('.trusted')).toHaveCount(1)
      await add.click()
      await expect(page.locator('.trusted')).toHaveCount(2)
      await expect(page.locator('.trusted').nth(1)).toContainText(say('Ważność minęła', 'Its validity is over'))
      await screenshot(`trust-${name}`)
      expect(await axe()).toEqual([])
      await page.locator('.trusted').first().getByRole('button', { name: say('Usuń…', 'Remove…') }).click()
      await page.locator('.dialog').waitFor()
      await screenshot(`trust-remove-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: say('Usuń z zaufanych', 'Remove from trusted') }).click()
      await expect(page.locator('.trusted')).toHaveCount(1)
      expect(complaints).toEqual([])
    })

    test(`the card says where a UPO came from, and what was not checked about it (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme, height: 2000 })
      const open = async (index: number): Promise<void> => page.locator(`#invoice-row-${String(index)}`).click()
      const card = page.locator('.pane-card', { has: page.locator('.document') })
      await open(COMPLETE)
      await expect(card).toContainText(say('Pobrano prosto z KSeF', 'Fetched straight from KSeF'))
      await expect(card).not.toContainText(say('nie sprawdzono, kto podpisał', 'who signed was not checked'))
      await card.locator('.document-facts summary').first().click()
      await expect(card).toContainText(say('Wystawca certyfikatu', 'Issuer of the certificate'))
      await screenshot(`proof-complete-${name}`)
      expect(await axe()).toEqual([])
      await open(IMPORTED)
      await expect(card).toContainText(say('Wczytano z pliku', 'Loaded from a file'))
      await expect(card).toContainText(say('Podpis jest prawidłowy, ale nie sprawdzono, kto podpisał', 'The signature is valid, but who signed was not checked'))
      await screenshot(`proof-imported-${name}`)
      expect(await axe()).toEqual([])
      await open(BY_SESSION)
      await expect(card).toContainText(say('UPO zbiorcze sesji', 'Session UPO'))
      await screenshot(`proof-session-${name}`)
      await open(QUARANTINED)
      await expect(card).toContainText(say('dokument zmieniono po podpisaniu', 'the document was changed after it was signed'))
      await screenshot(`proof-quarantined-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })

    test(`files that were kept apart are listed with their reason, read as text and saved (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme })
      await page.keyboard.press('Control+3')
      await page.getByRole('radio', { name: say('Odłożone pliki', 'Files kept apart') }).click()
      const first = page.locator('.quarantine-rows .document').first()
      await expect(first).toContainText(say('zamiast UPO przyszła strona internetowa', 'a web page came instead of the UPO'))
      await expect(page.locator('.quarantine-rows .document').nth(1)).toContainText(say('część paczki z fakturami nie zgadza się z tym, co podał KSeF', 'part of a package of invoices is not what KSeF said of it'))
      await first.locator('summary').click()
      await expect(first).toContainText('text/html')
      await screenshot(`quarantine-${name}`)
      expect(await axe()).toEqual([])
      await first.getByRole('button', { name: say('Czytaj', 'Read') }).click()
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Escape')
      await first.getByRole('button', { name: say('Zapisz jako…', 'Save as…') }).click()
      await expect(page.getByText(say('Zapisano plik', 'File saved'))).toBeVisible()
      await page.getByRole('button', { name: say('Pokaż więcej', 'Show more') }).click()
      await expect(page.locator('.quarantine-rows .document')).toHaveCount(60)
      expect(complaints).toEqual([])
    })
  }
}

test('a folder in which nothing was kept apart says what would go there', async ({ openWindow }) => {
  const { page } = await openWindow({ invoices: 0 })
  await page.keyboard.press('Control+3')
  await page.getByRole('radio', { name: 'Odłożone pliki' }).click()
  await expect(page.getByText('Żaden plik nie został odłożony')).toBeVisible()
})
