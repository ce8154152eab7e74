import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { pick, pickText, type Json } from '../../support/simulatorCaller.ts'

const ENTRY = join(resolve(import.meta.dirname, '../../..'), 'electron/simulatorProcess.ts')
const children: ChildProcess[] = []

function start(...flags: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [ENTRY, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

async function readyLine(child: ChildProcess): Promise<Json> {
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  return JSON.parse(line) as Json
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

describe('the simulator in a process of its own', () => {
  it('tells in one line where it listens and how to sign in, and answers there', async () => {
    const ready = await readyLine(start('--seed', '3', '--invoices', '25', '--limits', 'off', '--json'))
    expect(pick(ready, 'nip')).toBe('9991000105')
    expect(pickText(ready, 'token')).toMatch(/^20260201-EC-[0-9A-F-]+\|nip-9991000105\|[0-9a-f]{64}$/)
    const response = await fetch(`${pickText(ready, 'apiBase')}/security/public-key-certificates`)
    expect(response.status).toBe(200)
  })

  it('ends when its standard input closes, and when it is asked to', async () => {
    const orphan = start('--invoices', '5')
    await readyLine(orphan)
    orphan.stdin?.end()
    expect(await once(orphan, 'exit')).toEqual([0, null])
    const asked = start('--invoices', '5')
    await readyLine(asked)
    asked.kill('SIGTERM')
    expect(await once(asked, 'exit')).toEqual([0, null])
  })

  it('goes on when it was given no input at all', async () => {
    const child = spawn(process.execPath, [ENTRY, '--invoices', '5'], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const ready = await readyLine(child)
    expect((await fetch(`${pickText(ready, 'apiBase')}/security/public-key-certificates`)).status).toBe(200)
    expect(child.exitCode).toBeNull()
  })

  it('refuses flags and values that it does not know', async () => {
    const wrong = [['--limits', 'maybe'], ['--invoices', 'many'], ['--unknown'], ['--today', 'tomorrow']]
    expect(await Promise.all(wrong.map((flags) => once(start(...flags), 'exit')))).toEqual(wrong.map(() => [2, null]))
  })

  it('serves HTTPS with a certificate that nobody trusts', async () => {
    const ready = await readyLine(start('--invoices', '5', '--tls'))
    expect(pickText(ready, 'apiBase')).toMatch(/^https:/)
    await expect(fetch(`${pickText(ready, 'apiBase')}/security/public-key-certificates`)).rejects.toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
  })
})
