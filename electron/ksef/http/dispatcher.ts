import { rootCertificates } from 'node:tls'
import { Agent, EnvHttpProxyAgent, ProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'
import { isLoopback } from '../environments.ts'

/** Who knows the proxies of this computer: the system (asked for each address), or the usual variables (`HTTPS_PROXY`, `NO_PROXY`). */
export type ProxySource =
  | { readonly kind: 'system'; readonly proxyOf: (origin: string) => Promise<string | null> }
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string | undefined>> }

export interface ConnectionSettings {
  /** Certificates (PEM) trusted beside the usual ones: undici does not know the system's store (DEPENDENCIES.md). */
  readonly extraCertificatesPem?: string
  /** Absent: no proxy. Addresses of this computer never go through one. */
  readonly proxy?: ProxySource
  /** How long a server may be silent before the request ends in a time-out; a minute, and half of it within an answer. */
  readonly silenceMs?: number
}

/** What sends requests; one of undici's dispatchers is one, too. */
export interface Connections {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>
  destroy(): Promise<void>
}

/** Links are fetched with up to 16 requests at once; API calls find a free connection beside them. */
const CONNECTIONS_PER_HOST = 24

/** The pool of connections to KSeF: keep-alive, bounded waits, certificates always verified, through the proxy where there is one. */
export function createDispatcher({ extraCertificatesPem, proxy, silenceMs = 60_000 }: ConnectionSettings = {}): Connections {
  const ca = extraCertificatesPem === undefined ? undefined : [...rootCertificates, extraCertificatesPem]
  const tls = { timeout: 10_000, ...(ca === undefined ? {} : { ca }) }
  const common = { connections: CONNECTIONS_PER_HOST, keepAliveTimeout: 20_000, headersTimeout: silenceMs, bodyTimeout: silenceMs / 2, connect: tls }
  const proxied = { ...common, requestTls: tls, proxyTls: tls }
  const direct = new Agent(common)
  if (proxy === undefined) return direct
  if (proxy.kind === 'environment') {
    const beyond = new EnvHttpProxyAgent({ ...proxied, ...fromVariables(proxy.variables) })
    return routed((origin) => (isOnThisComputer(origin) ? direct : beyond), () => [direct, beyond])
  }
  const proxies = new Map<string, ProxyAgent>()
  const through = (uri: string): ProxyAgent => {
    const agent = proxies.get(uri) ?? new ProxyAgent({ ...proxied, uri })
    proxies.set(uri, agent)
    return agent
  }
  const wayTo = async (origin: string): Promise<Dispatcher> => {
    const uri = isOnThisComputer(origin) ? null : await proxy.proxyOf(origin)
    return uri === null ? direct : through(uri)
  }
  // Thousands of links lead to one address: it is asked about once.
  const ways = new Map<string, Promise<Dispatcher>>()
  const rememberedWay = (origin: string): Promise<Dispatcher> => {
    const way = ways.get(origin) ?? wayTo(origin)
    ways.set(origin, way)
    return way
  }
  return routed(rememberedWay, () => [direct, ...proxies.values()])
}

function routed(wayTo: (origin: string) => Dispatcher | Promise<Dispatcher>, all: () => readonly Dispatcher[]): Connections {
  return {
    request: async (options) => (await wayTo(String(options.origin))).request(options),
    destroy: async () => {
      await Promise.all(all().map((one) => one.destroy()))
    },
  }
}

function isOnThisComputer(origin: string): boolean {
  return isLoopback(new URL(origin))
}

/** Small letters first, as everywhere. An empty text is "none": for an absent one undici would look into the process itself. */
function fromVariables({ http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY }: Readonly<Record<string, string | undefined>>) {
  return { httpProxy: http_proxy ?? HTTP_PROXY ?? '', httpsProxy: https_proxy ?? HTTPS_PROXY ?? '', noProxy: no_proxy ?? NO_PROXY ?? '' }
}
