const HEX = /(?<![0-9A-F])(?:[0-9A-F]{64}|[0-9A-F]{2}(?::[0-9A-F]{2}){31})(?![0-9A-F])/i
const HASH_LENGTH = 32

/** A SHA-256 in hex (with colons, too), Base64 or Base64URL, with or without padding, as Base64; null where the text holds none. */
export function readHash(text: string): string | null {
  const compact = text.replace(/\s/g, '')
  const hex = HEX.exec(text)?.[0].replaceAll(':', '') ?? (/^[0-9A-F]{64}$/i.test(compact) ? compact : undefined)
  if (hex !== undefined) return btoa(String.fromCharCode(...Array.from({ length: HASH_LENGTH }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))))
  for (const word of [compact, ...text.split(/[\s:"']+/)]) {
    const hash = fromBase64(word)
    if (hash !== null) return hash
  }
  return null
}

/** Base64 of 32 bytes in its one right spelling; null for anything else. */
export function fromBase64(word: string): string | null {
  if (!/^[\w+/-]{43}=?$/.test(word)) return null
  const standard = `${word.slice(0, 43).replaceAll('-', '+').replaceAll('_', '/')}=`
  return btoa(atob(standard)) === standard ? standard : null
}
