import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createDispatcher } from '../../../electron/ksef/http/dispatcher.ts'
import type { ConnectionSettings } from '../../../electron/ksef/http/dispatcher.ts'
import { DEMO_UNTRUSTED_TLS } from '../../../electron/simulator/keys/serverKeys.ts'
import { startSimulator } from '../../../electron/simulator/startSimulator.ts'
import type { RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { failureOf, testClient } from '../../support/ksefClient.ts'

const signal = new AbortController().signal
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function simulate(tls: boolean): Promise<RunningSimulator> {
  const simulator = await startSimulator({ seed: 3, invoices: 10, limits: 'production', tls })
  closing.push(() => simulator.close())
  return simulator
}

/** Signs in over these settings and gives KSeF's name for the way. */
async function signIn(simulator: RunningSimulator, settings: ConnectionSettings): Promise<string | null> {
  const dispatcher = createDispatcher(settings)
  closing.push(() => dispatcher.destroy())
  const nip = simulator.taxpayers.find(({ role }) => role === 'main')?.nip ?? ''
  const client = testClient(simulator.apiBase, {
    dispatcher,
    context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } },
    credential: { kind: 'token', token: simulator.credentials.tokens.archive },
  })
  return (await client.signIn(signal)).method
}

/** An HTTP proxy that tunnels, or refuses to. */
async function startProxy(tunnels: boolean): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    if (!tunnels) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n')
      return
    }
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const end of [onward, socket]) {
      end.on('error', () => {
        onward.destroy()
        socket.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

describe('the connections to KSeF', () => {
  test('trust a certificate that was added, and nothing less', async () => {
    const simulator = await simulate(true)

    expect(await signIn(simulator, { extraCertificatesPem: DEMO_UNTRUSTED_TLS.certificatePem })).toEqual(expect.any(String))
    expect(await failureOf(signIn(simulator, {}))).toMatchObject({ code: 'network-tls', details: { reason: 'untrusted' } })
  })

  test('go through a proxy when there is one', async () => {
    const simulator = await simulate(true)
    const proxy = await startProxy(true)

    expect(await signIn(simulator, { proxyUrl: proxy.url, extraCertificatesPem: DEMO_UNTRUSTED_TLS.certificatePem })).toEqual(expect.any(String))
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(simulator.apiBase).host]))
  })

  test('tell a proxy that refuses from a KSeF that does', async () => {
    const simulator = await simulate(true)
    const proxy = await startProxy(false)

    expect(await failureOf(signIn(simulator, { proxyUrl: proxy.url }))).toMatchObject({ code: 'network-unreachable', details: { reason: 'proxy' } })
  })
})
