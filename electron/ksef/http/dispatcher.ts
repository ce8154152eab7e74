import { rootCertificates } from 'node:tls'
import { Agent, ProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'

export interface ConnectionSettings {
  /** Certificates (PEM) trusted beside the usual ones: undici does not know the system's store (DEPENDENCIES.md). */
  readonly extraCertificatesPem?: string
  /** As from the system's proxy settings, for example `http://proxy:3128`. */
  readonly proxyUrl?: string
}

/** Links are fetched with up to 16 requests at once; API calls find a free connection beside them. */
const CONNECTIONS_PER_HOST = 24

/** The pool of connections to KSeF: keep-alive, bounded waits, certificates always verified. */
export function createDispatcher({ extraCertificatesPem, proxyUrl }: ConnectionSettings = {}): Dispatcher {
  const ca = extraCertificatesPem === undefined ? undefined : [...rootCertificates, extraCertificatesPem]
  const shared = {
    connections: CONNECTIONS_PER_HOST,
    keepAliveTimeout: 20_000,
    headersTimeout: 60_000,
    bodyTimeout: 30_000,
  }
  const tls = { timeout: 10_000, ...(ca === undefined ? {} : { ca }) }
  if (proxyUrl === undefined) return new Agent({ ...shared, connect: tls })
  return new ProxyAgent({ ...shared, uri: proxyUrl, requestTls: tls })
}
