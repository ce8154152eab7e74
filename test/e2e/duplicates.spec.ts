import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSimulator } from '../../electron/simulator/startSimulator.ts'
import { labelOfState } from '../../electron/shared/messages/labels.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { runCommand } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'
import { signIn } from '../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice } from '../support/simulatorSending.ts'

const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

/** Three submissions of a number that KSeF has already, each another of the three cases. */
const FIRST = sampleInvoice('D/1', { issuedOn: YESTERDAY })
const DUPLICATES = {
  'same-file': FIRST,
  'same-invoice': Buffer.from(FIRST.toString().replace(/<DataWytworzeniaFa>[^<]+/, `<DataWytworzeniaFa>${YESTERDAY}T18:30:00Z`)),
  'another-invoice': sampleInvoice('D/1', { issuedOn: YESTERDAY, buyer: '9991002021' }),
} as const

/** How the window names them. */
const TITLES = {
  pl: { 'same-file': 'To ten sam plik', 'same-invoice': 'To ta sama faktura, wygenerowana drugi raz', 'another-invoice': 'To inna faktura pod tym samym numerem' },
  en: { 'same-file': 'It is the same file', 'same-invoice': 'It is the same invoice, generated a second time', 'another-invoice': 'It is another invoice under the same number' },
} as const

test('the three kinds of duplicate stand beside the first invoice, and each is advised on as it deserves', async ({ launch }) => {
  test.setTimeout(180_000)
  const simulator = await startSimulator({ seed: 1, invoices: 0, limits: 'off', processingMs: 1_000 })
  try {
    const { api } = await signIn(simulator, 'owner')
    for (const file of [FIRST, ...Object.values(DUPLICATES)]) {
      const { session } = await openOnline(api)
      expect((await sendInvoice(api, session, file)).status).toBe(202)
      await api.post(`/sessions/online/${session.reference}/close`)
      simulator.clock.advance(60_000)
    }
    const folders = { userData: makeAppFolder('user-data'), archives: makeAppFolder('archives') }
    const shared = ['--folder', folders.archives]
    const added = await runCommand(['context', 'add', simulator.taxpayers[0]!.nip, '--environment', 'simulator', '--api-base', simulator.apiBase, '--name', 'Moja firma', ...shared])
    expect(added.exitCode, added.stderr).toBe(0)
    const synced = await runCommand(['sync', '--from', YESTERDAY, ...shared], { TECZKA_TOKEN: simulator.credentials.tokens.owner })
    expect(synced.exitCode, synced.stderr).toBe(0)
    // KSeF does not give out what it refused: who sent it has the file.
    const files = makeAppFolder('refused')
    for (const [name, file] of Object.entries(DUPLICATES)) writeFileSync(join(files, `${name}.xml`), file)
    const imported = await runCommand(['import', files, ...shared])
    expect(imported.exitCode, imported.stderr).toBe(0)
    execFileSync('chmod', ['-R', 'a+rwX', folders.archives])

    for (const [language, colorScheme] of [['pl', 'light'], ['en', 'dark']] as const) {
      const { page, screenshot, close } = await launch({ folders, language, colorScheme })
      const rows = page.locator('[role="row"].invoice-row', { hasText: labelOfState(language, 'unclear') })
      await expect(rows).toHaveCount(3)
      const seen = new Set<string>()
      for (const index of [0, 1, 2]) {
        await rows.nth(index).click()
        const card = page.getByRole('region', { name: WORDS[language]['compare.title'] })
        let kind = ''
        // The card of the invoice before may still be there for a moment.
        await expect(async () => {
          await card.getByRole('table').waitFor({ timeout: 1_000 })
          await card.scrollIntoViewIfNeeded({ timeout: 1_000 })
          const text = await card.innerText({ timeout: 1_000 })
          kind = Object.entries(TITLES[language]).find(([, title]) => text.includes(title))?.[0] ?? ''
          expect(kind, text).not.toBe('')
          expect(seen).not.toContain(kind)
        }).toPass({ timeout: 15_000 })
        seen.add(kind)
        await screenshot(`duplicate-${kind}-${language}`)
      }
      expect(seen).toEqual(new Set(Object.keys(DUPLICATES)))
      await close()
    }
  } finally {
    await simulator.close()
  }
})
