import { beforeEach, describe, expect, test } from 'vitest'
import { registerHandlers } from '../../../electron/ipc/registerHandlers.ts'
import type { Handlers } from '../../../electron/ipc/registerHandlers.ts'
import type { Reply } from '../../../electron/shared/contract/api.ts'
import { CHANNELS } from '../../../electron/shared/contract/channels.ts'
import { contract } from '../../../electron/shared/contract/index.ts'
import { AppError } from '../../../electron/shared/errors.ts'

interface FakeEvent {
  readonly isOurs: boolean
}
type Listener = (event: FakeEvent, input: unknown) => Promise<Reply<unknown>>

const OURS: FakeEvent = { isOurs: true }
const listeners = new Map<string, Listener>()
const failures: { readonly incidentId: string; readonly channel: string; readonly cause: unknown }[] = []
let answer: (input: unknown) => unknown = () => null

/** Every command answers with `answer`: what is tested lies before and after it. */
function handlersThatAnswer(): Handlers {
  const domains = Object.entries(contract).map(([domain, commands]) => [
    domain,
    Object.fromEntries(Object.keys(commands).map((name) => [name, (input: unknown) => answer(input)])),
  ])
  return Object.fromEntries(domains) as Handlers
}

function ask(channel: string, input: unknown, event = OURS): Promise<Reply<unknown>> {
  return listeners.get(channel)!(event, input)
}

beforeEach(() => {
  listeners.clear()
  failures.length = 0
  answer = () => null
  registerHandlers<FakeEvent>(handlersThatAnswer(), {
    bus: { handle: (channel, listener) => void listeners.set(channel, listener) },
    isTrustedSender: ({ isOurs }) => isOurs,
    logFailure: (incidentId, channel, cause) => void failures.push({ incidentId, channel, cause }),
  })
})

describe('registerHandlers', () => {
  test('binds every command that the preload script names, and no other', () => {
    expect([...listeners.keys()].sort()).toEqual(Object.keys(CHANNELS).sort())
  })

  test('answers a valid question with the checked value', async () => {
    answer = (input) => (input as { id: number }).id === 3 && { archivePath: '/a.sqlite', secret: 'not in the contract' }
    expect(await ask('taxpayers.leave', { id: 3 })).toEqual({ ok: true, value: { archivePath: '/a.sqlite' } })
    expect(failures).toEqual([])
  })

  test('answers a promise', async () => {
    answer = async () => ({ archiveFolder: '/a' })
    expect(await ask('program.chooseArchiveFolder', null)).toEqual({ ok: true, value: { archiveFolder: '/a' } })
  })

  test('refuses another sender before it looks at the input', async () => {
    answer = () => expect.fail('must not run')
    const reply = await ask('taxpayers.leave', { id: 3 }, { isOurs: false })
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request', details: { reason: 'sender' } } })
  })

  test.each([[undefined], [{}], [{ id: -1 }], [{ id: '3' }], [{ id: 1.5 }], ['3'], [[3]]])('refuses the malformed input %j', async (input) => {
    answer = () => expect.fail('must not run')
    const reply = await ask('taxpayers.leave', input)
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-request', details: { reason: 'input' } } })
    expect(failures).toHaveLength(1)
  })

  test('says the code and details of a known failure, and logs it once under the incident that the person sees', async () => {
    const cause = new AppError('nip-invalid', { details: { nip: '1' } })
    answer = () => {
      throw cause
    }
    const reply = await ask('taxpayers.leave', { id: 3 })
    expect(reply).toEqual({ ok: false, error: { code: 'nip-invalid', details: { nip: '1' }, incidentId: failures[0]?.incidentId } })
    expect(failures).toEqual([{ incidentId: expect.any(String) as string, channel: 'taxpayers.leave', cause }])
  })

  test('tells nothing of an unknown failure but its incident', async () => {
    answer = () => Promise.reject(new Error('SELECT secret FROM /home/somebody'))
    const reply = await ask('taxpayers.leave', { id: 3 })
    expect(reply).toEqual({ ok: false, error: { code: 'unexpected', details: {}, incidentId: failures[0]?.incidentId } })
  })

  test('does not pass on an answer that breaks the contract', async () => {
    answer = () => ({ archivePath: 7 })
    expect(await ask('taxpayers.leave', { id: 3 })).toMatchObject({ ok: false, error: { code: 'unexpected' } })
  })
})
