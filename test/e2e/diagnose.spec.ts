import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import type { Api } from '../../electron/shared/contract/api.ts'
import { describeDiagnosis } from '../../electron/shared/messages/diagnosis.ts'
import { urgencyOf, type Diagnosis } from '../../electron/shared/model/diagnosis.ts'
import { isRejected } from '../../electron/shared/model/invoiceStatus.ts'
import { startSimulator } from '../../electron/simulator/startSimulator.ts'
import { FAULT_ROWS, nameOfRow, type FaultRow } from '../support/faultTable.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { runCommand, startCommand } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

interface Told {
  /** Lines of `diagnose … --json`: what the number is, what stops the account, each invoice. */
  readonly diagnosis?: Diagnosis | null
  readonly account?: Diagnosis
  readonly summary?: { readonly statusCode: number | null; readonly ksefNumber: string | null }
}

/** A refresh by the command line that meets the fault, in an archive folder of its own. */
async function refreshWith({ on, effect }: FaultRow): Promise<{ readonly folder: string; readonly told: readonly Diagnosis[] }> {
  const simulator = await startSimulator({ seed: 1, invoices: 3, limits: 'off' })
  try {
    const folder = makeAppFolder('archives')
    const shared = ['--folder', folder]
    for (const route of on) await fetch(`${simulator.controlUrl}/faults`, { method: 'POST', body: JSON.stringify({ route, effect }), headers: { 'content-type': 'application/json' } })
    const nip = simulator.taxpayers[0]?.nip ?? ''
    await runCommand(['context', 'add', nip, '--environment', 'simulator', '--api-base', simulator.apiBase, '--name', 'Moja firma', ...shared])
    const aYearAgo = new Date(Date.now() - 366 * 86_400_000).toISOString().slice(0, 10)
    await runCommand(['sync', '--from', aYearAgo, '--no-xml', ...shared], { TECZKA_TOKEN: simulator.credentials.tokens.archive })
    // The NIP leads to every invoice of the company.
    const { lines } = await runCommand(['diagnose', nip, '--json', ...shared])
    const told = (lines as readonly Told[]).flatMap(({ diagnosis, account, summary }) => {
      if (account !== undefined) return [account]
      // No invoice file was asked for.
      return summary?.statusCode === 200 && diagnosis != null && diagnosis.cause !== 'no-invoice-file' ? [diagnosis] : []
    })
    execFileSync('chmod', ['-R', 'a+rwX', folder])
    return { folder, told: [...new Map(told.map((one) => [one.cause, one])).values()] }
  } finally {
    await simulator.close()
  }
}

async function openFolder(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { readonly api: Api }).api.program.chooseArchiveFolder(null))
}

test('each fault of the simulator ends in its diagnosis, on the command line and in the window', async ({ launch }) => {
  test.setTimeout(600_000)
  const { page, answerDialogs, screenshot } = await launch()
  const seen = new Set<string>()
  for (const row of FAULT_ROWS) {
    await test.step(nameOfRow(row), async () => {
      const { folder, told } = await refreshWith(row)
      expect(told.map(({ cause, move, avoid }) => ({ cause, move, avoid })), nameOfRow(row)).toEqual(row.told === null ? [] : [{ cause: row.told.cause, move: row.told.move, avoid: row.told.avoid }])
      await answerDialogs({ open: folder })
      await openFolder(page)
      await page.reload()
      await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' })
      await page.getByRole('navigation').getByText(WORDS.pl['nav.attention']).click()
      for (const diagnosis of told) {
        const { sentence, nextStep } = describeDiagnosis('pl', diagnosis)
        if (row.where === 'invoices') await page.getByRole('radio', { name: new RegExp(`^${WORDS.pl[`attention.list.${urgencyOf(diagnosis) === 'waiting' ? 'waiting' : 'todo'}`]}`) }).click()
        await expect(page.locator('main')).toContainText(sentence)
        await expect(page.locator('main')).toContainText(nextStep)
        if (!seen.has(diagnosis.cause)) await screenshot(`fault-${diagnosis.cause}`)
        seen.add(diagnosis.cause)
      }
    })
  }
})

test('anything pasted into `diagnose` is recognised, and leads to the invoice, the session, or the reason why it is not here', async () => {
  const simulator = await startSimulator({ seed: 1, invoices: 150, limits: 'off' })
  try {
    const shared = ['--folder', makeAppFolder('archives')]
    const nip = simulator.taxpayers[0]?.nip ?? ''
    await runCommand(['context', 'add', nip, '--environment', 'simulator', '--api-base', simulator.apiBase, ...shared])
    const aYearAgo = new Date(Date.now() - 366 * 86_400_000).toISOString().slice(0, 10)
    await runCommand(['sync', '--from', aYearAgo, ...shared], { TECZKA_TOKEN: simulator.credentials.tokens.archive })
    const ask = async (text: string) => {
      const { exitCode, lines } = await runCommand(['diagnose', text, '--json', ...shared])
      return { exitCode, lines: lines as readonly (Told & { readonly identified?: { readonly kind: string }; readonly targets?: readonly { readonly kind: string }[] })[] }
    }
    const { lines } = await runCommand(['list', '--json', ...shared])
    const rejected = (lines as { invoiceNumber: string | null; statusCode: number }[]).find(({ statusCode, invoiceNumber }) => isRejected(statusCode) && invoiceNumber !== null)
    const accepted = (lines as { ksefNumber: string | null; statusCode: number }[]).find(({ statusCode }) => statusCode === 200)
    expect(await ask(rejected?.invoiceNumber ?? '')).toMatchObject({ exitCode: 0, lines: [{ identified: { kind: 'own-number' } }, { diagnosis: { cause: 'rejected', avoid: 'change-number' } }] })
    expect(await ask(` ${(accepted?.ksefNumber ?? '').toLowerCase()} `)).toMatchObject({ exitCode: 0, lines: [{ identified: { kind: 'ksef-number' } }, { diagnosis: null }] })
    const shown = await runCommand(['show', accepted?.ksefNumber ?? '', '--json', ...shared])
    const { sessionReference } = shown.lines[0] as { readonly sessionReference: string }
    expect(await ask(sessionReference)).toMatchObject({ exitCode: 0, lines: [{ identified: { kind: 'session' }, targets: [{ kind: 'session' }], diagnosis: { cause: 'wrong-identifier', actions: ['show-session'] } }] })
    const elsewhere = await ask('20260201-EC-1ED3BEB738-0085678537-9E')
    expect(elsewhere).toMatchObject({ exitCode: 2, lines: [{ identified: { kind: 'token-reference' }, diagnosis: { cause: 'wrong-identifier' } }] })
    expect(await ask('5265877635-20230908-8BEF28-0C8D35-4D')).toMatchObject({ exitCode: 2, lines: [{ diagnosis: { cause: 'old-ksef', actions: ['import-file'] } }] })

    // A reader that has had enough.
    const command = startCommand(['list', '--json', ...shared])
    let errors = ''
    command.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    command.stdout.once('data', () => command.stdout.destroy())
    const exitCode = await new Promise((whenEnded) => command.once('close', whenEnded))
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  } finally {
    await simulator.close()
  }
})
