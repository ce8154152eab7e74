import { composeKsefNumber } from '../../electron/shared/model/ksefNumber.ts'
import { expect, test } from './support.ts'

const SESSION = '20260331-SO-2C3E6C8000-B675CF5D68-07'
const KSEF = composeKsefNumber('5252248481', '2026-03-01', '0100801AF629')
const WRONG = `${KSEF.slice(0, 33)}${KSEF.endsWith('00') ? '11' : '00'}`
const SECRET = '919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9'
const TOKEN = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${SECRET}`

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`

    test(`the box says what a number is, and passes the accessibility rules (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme })
      await page.keyboard.press('Control+k')
      const dialog = page.getByRole('dialog', { name: language === 'pl' ? 'Co to za numer?' : 'What is this number?' })
      const field = dialog.getByRole('textbox')
      await expect(field).toBeFocused()
      await screenshot(`identify-empty-${name}`)
      expect(await axe()).toEqual([])
      const before = await dialog.boundingBox()
      for (const [what, text, says] of [
        ['session', SESSION, /To numer wysyłki \(sesji\), a nie faktury|submission \(session\), not of an invoice/],
        ['invoice', `Nr KSeF: „${KSEF.toLowerCase()}”`, /To numer KSeF faktury|This is the KSeF number/],
        ['wrong', WRONG, new RegExp(`(powinno być|should be) ${KSEF.slice(-2)}`)],
        ['token', TOKEN, /To sekret|This is a secret/],
      ] as const) {
        await field.fill(text)
        await expect(dialog.getByRole('status')).toContainText(says)
        await screenshot(`identify-${what}-${name}`)
        expect(await axe()).toEqual([])
      }
      expect((await dialog.boundingBox())?.y).toBe(before?.y)
      expect(complaints).toEqual([])
    })
  }
}

test('paste and Enter lead to the session, Escape leads nowhere', async ({ openWindow }) => {
  const { page, complaints } = await openWindow()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  // As a paste does: the whole text in one event, with what was copied along.
  await page.keyboard.insertText(`  ${SESSION} `)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: new RegExp(SESSION) })).toContainText('Pokrycie faktur UPO')
  expect(complaints).toEqual([])
})

test('a number of the former KSeF leads to where its files can be added', async ({ openWindow }) => {
  const { page, complaints } = await openWindow()
  await page.keyboard.press('Control+k')
  await page.keyboard.insertText('5265877635-20230908-8BEF28-0C8D35-4D')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Dołóż pliki' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Dołóż pliki' })).toBeVisible()
  expect(complaints).toEqual([])
})

test('an invoice of which only a file is here is said to be that, and leads to the imported files', async ({ openWindow }) => {
  const { page, screenshot, complaints } = await openWindow()
  await page.keyboard.press('Control+k')
  await page.keyboard.insertText('FV/2026/03/0003')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('status')).toContainText('nie wiadomo, czy jest w KSeF')
  await screenshot('identify-file')
  await dialog.getByRole('button', { name: /Pokaż plik .*FV-2026-03-0003\.xml/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Dołóż pliki' })).toBeVisible()
  expect(complaints).toEqual([])
})

test('a toast does not stop the keys', async ({ openWindow }) => {
  const { page } = await openWindow()
  await page.keyboard.press('F5')
  await expect(page.getByText('Odświeżono, ile pozwala limit KSeF')).toBeVisible({ timeout: 10_000 })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Co to za numer?' })).toBeVisible()
})

test('a secret is taken off the screen and is asked about nowhere', async ({ openWindow }) => {
  const { page } = await openWindow({ failing: 'identify.number' })
  await page.keyboard.press('Control+k')
  await page.keyboard.insertText(TOKEN)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('status')).toContainText('To sekret')
  await expect(dialog.getByRole('textbox')).toHaveValue('')
  await expect(dialog).toContainText('20251010-EC-1DCE3E3000-12ECB5B36E-45')
  await page.waitForTimeout(400)
  await expect(dialog).not.toContainText('Archiwum')
  expect(await page.content()).not.toContain(SECRET.slice(0, 10))
})
