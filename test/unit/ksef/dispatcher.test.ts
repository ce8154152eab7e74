import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { objectIdentifier, octetString, sequence } from '../../../electron/crypto/der/writeDer.ts'
import { makeCertificate } from '../../../electron/crypto/makeCertificate.ts'
import { createDispatcher } from '../../../electron/ksef/http/dispatcher.ts'
import type { ConnectionSettings, ProxySource } from '../../../electron/ksef/http/dispatcher.ts'
import { sendHttp } from '../../../electron/ksef/http/transport.ts'
import { DEMO_UNTRUSTED_TLS } from '../../../electron/simulator/keys/serverKeys.ts'
import { startSimulator } from '../../../electron/simulator/startSimulator.ts'
import type { RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { toCertificatePem } from '../../support/certificates.ts'
import { failureOf, testClient } from '../../support/ksefClient.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'

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

/** An HTTP proxy that tunnels to a port of this computer whatever name it is asked for, or refuses to; with `login` only for who knows it. */
async function startProxy(portOf: (host: string) => number | null, login: string | null = null): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    const port = portOf(request.url ?? '')
    const isKnown = login === null || request.headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`
    if (port === null || !isKnown) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n')
      return
    }
    const onward = connect(port, '127.0.0.1', () => {
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

  test('reach addresses of this computer past every proxy', async () => {
    const simulator = await simulate(true)
    const proxy = await startProxy(() => null)
    const extraCertificatesPem = DEMO_UNTRUSTED_TLS.certificatePem

    for (const source of [through(proxy.url), variables({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url })]) {
      expect(await signIn(simulator, { proxy: source, extraCertificatesPem })).toEqual(expect.any(String))
    }
    expect(proxy.asked).toEqual([])
  })
})

describe('a company network: a proxy before a server whose certificate the company issued', () => {
  test.each([
    ['the system’s', (url: string): ProxySource => through(url)],
    ['HTTPS_PROXY', (url: string): ProxySource => variables({ HTTPS_PROXY: url })],
    ['https_proxy before HTTPS_PROXY', (url: string): ProxySource => variables({ https_proxy: url, HTTPS_PROXY: 'http://127.0.0.1:1' })],
  ])('is passed with %s proxy and the company’s certificate', async (_what, source) => {
    const company = await startCompany()
    const proxy = await startProxy(() => company.port)

    expect(await ask({ proxy: source(proxy.url), extraCertificatesPem: company.authorityPem })).toBe('hello from ksef.example')
    expect(proxy.asked).toEqual(['ksef.example:443'])
  })

  test('lets nothing through without the certificate, for another name, or with another company’s', async () => {
    const company = await startCompany()
    const proxy = through((await startProxy(() => company.port)).url)

    expect(await failureOf(ask({ proxy }))).toMatchObject({ code: 'network-tls', details: { reason: 'untrusted' } })
    expect(await failureOf(ask({ proxy, extraCertificatesPem: DEMO_UNTRUSTED_TLS.certificatePem }))).toMatchObject({ code: 'network-tls', details: { reason: 'untrusted' } })
    expect(await failureOf(ask({ proxy, extraCertificatesPem: company.authorityPem }, 'https://other.example'))).toMatchObject({ code: 'network-tls', details: { reason: 'other-host' } })
  })

  test('is asked once about one address', async () => {
    const company = await startCompany()
    const proxy = await startProxy(() => company.port)
    const asked: string[] = []
    const dispatcher = createDispatcher({ extraCertificatesPem: company.authorityPem, proxy: { kind: 'system', proxyOf: async (origin) => (asked.push(origin), proxy.url) } })
    closing.push(() => dispatcher.destroy())

    await Promise.all([1, 2, 3].map(() => sendHttp(dispatcher, { method: 'GET', url: new URL('https://ksef.example/x'), maxBytes: 100 }, signal)))
    expect(asked).toEqual(['https://ksef.example'])
  })

  test('a proxy that wants a password gets the one of the address, and its refusal is told from KSeF’s', async () => {
    const company = await startCompany()
    const proxy = await startProxy(() => company.port, 'anna:tajne')
    const withPassword = proxy.url.replace('http://', 'http://anna:tajne@')
    const settings = (url: string): ConnectionSettings => ({ proxy: through(url), extraCertificatesPem: company.authorityPem })

    expect(await ask(settings(withPassword))).toBe('hello from ksef.example')
    expect(await failureOf(ask(settings(proxy.url)))).toMatchObject({ code: 'network-unreachable', details: { reason: 'proxy' } })
  })

  test('a proxy that is not there is told as one', async () => {
    expect(await failureOf(ask({ proxy: through('http://127.0.0.1:1') }))).toMatchObject({ code: 'network-unreachable', details: { reason: 'refused' } })
  })

  test.each([['ksef.example'], ['.example'], ['*'], ['localhost, ksef.example:443']])('NO_PROXY=%s leads past it', async (noProxy) => {
    const proxy = await startProxy(() => null)

    expect(await failureOf(ask({ proxy: variables({ HTTPS_PROXY: proxy.url, NO_PROXY: noProxy }) }))).toMatchObject({ code: 'network-unreachable', details: { reason: 'dns' } })
    expect(proxy.asked).toEqual([])
  })
})

function through(url: string): ProxySource {
  return { kind: 'system', proxyOf: () => Promise.resolve(url) }
}

function variables(given: Readonly<Record<string, string>>): ProxySource {
  return { kind: 'environment', variables: given }
}

/** What a server beyond this computer answers. */
async function ask(settings: ConnectionSettings, origin = 'https://ksef.example'): Promise<string> {
  const dispatcher = createDispatcher(settings)
  closing.push(() => dispatcher.destroy())
  const answer = await sendHttp(dispatcher, { method: 'GET', url: new URL(`${origin}/hello`), maxBytes: 100 }, signal)
  return Buffer.from(answer.bytes).toString('utf8')
}

/** A TLS server that calls itself `ksef.example`, and the company's authority that issued its certificate. */
async function startCompany(): Promise<{ readonly port: number; readonly authorityPem: string }> {
  const name = { commonName: 'Urząd certyfikacji firmy' }
  const validity = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 86_400_000) }
  const authority = makeCertificate({ subject: name, issuer: null, keys: TEST_KEYS.authority, keyUsage: 'authority', ...validity })
  const names = sequence(objectIdentifier('2.5.29.17'), octetString(sequence(Buffer.from([0x82, 12, ...Buffer.from('ksef.example')]))))
  const subject = { commonName: 'ksef.example' }
  const certificate = makeCertificate({ subject, issuer: { name, privateKey: TEST_KEYS.authority.privateKey }, keys: TEST_KEYS.rsa, keyUsage: 'authentication', extensions: [names], ...validity })
  const key = TEST_KEYS.rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })
  const server = createHttpsServer({ cert: toCertificatePem(certificate), key }, (request, response) => response.end(`hello from ${request.headers.host ?? ''}`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { port: (server.address() as AddressInfo).port, authorityPem: toCertificatePem(authority).toString('latin1') }
}
