import { AppError } from '../shared/errors.ts'
import type { Environment } from '../shared/model/context.ts'

export interface EnvironmentAddresses {
  /** Base of every API route, without a slash at the end. */
  readonly apiBase: string
  /** Base of verification links (KOD I), without a slash at the end. */
  readonly qrBase: string
}

/** API-NOTES §1. */
const PUBLISHED: Readonly<Record<Exclude<Environment, 'simulator'>, EnvironmentAddresses>> = {
  production: { apiBase: 'https://api.ksef.mf.gov.pl/v2', qrBase: 'https://qr.ksef.mf.gov.pl' },
  demo: { apiBase: 'https://api-demo.ksef.mf.gov.pl/v2', qrBase: 'https://qr-demo.ksef.mf.gov.pl' },
  test: { apiBase: 'https://api-test.ksef.mf.gov.pl/v2', qrBase: 'https://qr-test.ksef.mf.gov.pl' },
}

/** Where an environment is reached. The simulator's base comes from the taxpayer and must be on loopback ('invalid-request'). */
export function addressesOf(environment: Environment, simulatorApiBase: string | null = null): EnvironmentAddresses {
  if (environment !== 'simulator') return PUBLISHED[environment]
  const url = parseUrl(simulatorApiBase ?? '')
  if (url === null || !isHttp(url) || !isLoopback(url)) {
    throw new AppError('invalid-request', { details: { reason: 'simulator-address' } })
  }
  return { apiBase: url.href.replace(/\/+$/, ''), qrBase: `${url.origin}/qr` }
}

export type LinkRefusal = 'unreadable' | 'credentials' | 'scheme' | 'host'

/**
 * A link that KSeF handed out, absolute or relative to the API's host (API-NOTES §1), as a URL that may be fetched, or why not:
 * only the host and port of the API base, only https, except http on loopback.
 */
export function readLink(link: string, apiBase: string): { readonly url: URL } | { readonly refused: LinkRefusal } {
  const base = new URL(apiBase)
  const url = parseUrl(link, base)
  if (url === null) return { refused: 'unreadable' }
  if (url.username !== '' || url.password !== '') return { refused: 'credentials' }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && base.protocol === 'http:' && isLoopback(url))) return { refused: 'scheme' }
  if (url.host !== base.host) return { refused: 'host' }
  return { url }
}

/** True for names and addresses that never leave this computer. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:'
}

/** Refuses a base over which a secret would travel in clear: anything but https, or http on loopback ('invalid-request'). */
export function assertSafeBase(apiBase: string): void {
  const url = parseUrl(apiBase)
  if (url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) return
  throw new AppError('invalid-request', { details: { reason: 'api-address' } })
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null
}
