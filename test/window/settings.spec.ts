import { expect, test } from './support.ts'

test('of two quick changes the later one stays, however late the answer to the first comes', async ({ openWindow }) => {
  const { page, complaints } = await openWindow({ language: 'pl' })
  await page.keyboard.press('Control+,')
  const files = page.getByRole('switch', { name: /^Pobieraj pliki faktur/ })
  await expect(files).toBeChecked()
  await page.evaluate(() => {
    const { program } = window.api
    const { changeSettings } = program
    let wait = 800
    Object.assign(program, {
      changeSettings: async (change: Parameters<typeof changeSettings>[0]) => {
        const answer = await changeSettings(change)
        const late = wait
        wait = 0
        await new Promise((resolve) => setTimeout(resolve, late))
        document.body.dataset.answers = String(Number(document.body.dataset.answers ?? '0') + 1)
        return answer
      },
    })
  })
  const choice = page.locator('label', { has: files })
  await choice.click()
  await choice.click()
  await expect(files).toBeChecked()
  await expect(page.locator('body[data-answers="2"]')).toBeAttached()
  await expect(files).toBeChecked()
  expect(complaints).toEqual([])
})
