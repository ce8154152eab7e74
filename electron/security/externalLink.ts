import { AppError } from '../shared/errors.ts'

/** Where a link may lead outside: KSeF's verification pages (API-NOTES §1) and the Ministry's pages about KSeF. */
const HOSTS = new Set(['qr.ksef.mf.gov.pl', 'qr-demo.ksef.mf.gov.pl', 'qr-test.ksef.mf.gov.pl', 'ksef.podatki.gov.pl', 'www.gov.pl'])

/** The re-assembled text of a link that may be opened outside, or null. */
export function externalLink(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === ''
  return isPlain && HOSTS.has(url.hostname) ? url.href : null
}

/** Opens a link of the short list in the system's browser. Throws `invalid-request` for any other. */
export async function openExternalLink(text: string, open: (href: string) => Promise<void>): Promise<void> {
  const href = externalLink(text)
  if (href === null) throw new AppError('invalid-request', { details: { reason: 'link' } })
  await open(href)
}
