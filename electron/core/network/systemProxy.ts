import type { ProxySource } from '../../ksef/http/dispatcher.ts'

/** A script that finds proxies (PAC) may hang; then the direct way is tried, and says what is wrong with it. */
const PATIENCE_MS = 5_000

const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' }

/**
 * The proxy in an answer in the form of PAC files, as Electron's `session.resolveProxy` gives it: `PROXY proxy:3128; DIRECT`. The first
 * that can be used counts, as a URL; null is the direct way.
 */
export function proxyOfAnswer(answer: string): string | null {
  for (const part of answer.split(';')) {
    const [kind = '', address] = part.trim().split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return null
    const scheme = SCHEMES[kind.toUpperCase()]
    if (scheme !== undefined && address !== undefined && URL.canParse(`${scheme}://${address}`)) return `${scheme}://${address}`
  }
  return null
}

/** The system's proxies, asked for each address. */
export function systemProxy(resolveProxy: (url: string) => Promise<string>): Extract<ProxySource, { kind: 'system' }> {
  return {
    kind: 'system',
    proxyOf: async (origin) => {
      let timer: NodeJS.Timeout | undefined
      const impatience = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('DIRECT'), PATIENCE_MS)
      })
      try {
        return proxyOfAnswer(await Promise.race([resolveProxy(origin), impatience]))
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
