import { fromBase64 } from './identifyHash.ts'
import type { Identified } from './identified.ts'
import { tidyPaste } from './identifyTidy.ts'
import { isValidNip } from './nip.ts'
import { isCalendarDay } from './warsawDay.ts'

type FromLink = Partial<Identified> & Pick<Identified, 'kind' | 'text'>

/** The address of KSeF's QR codes is known without its scheme, too. */
const LINK = /(?:https?:\/\/|www\.|qr(?:-[a-z]+)?\.ksef\.mf\.gov\.pl\/)[^\s<>"?#][^\s<>"]*/i
const LINKS = new RegExp(LINK, 'gi')
/** Where the two codes lead, now and formerly. */
const OF_A_CODE = /^(?:https?:\/\/)?(?:qr(?:-[a-z]+)?\.ksef\.mf\.gov\.pl\/|ksef(?:-[a-z]+)?\.mf\.gov\.pl\/.*\/(?:invoice|certificate)\/)/i
const HOST_NAME = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?`
/** Scheme and host, without the user and password that may stand between them. */
const HOST = new RegExp(String.raw`(https?:\/\/)\s*(?:[^/\\?#\s]*@)?(${HOST_NAME})|(www\.${HOST_NAME})`, 'iu')
/** The user and password before a host. */
const USER = /^(https?:\/\/)[^/\\]*@/i
const SCHEME = /https?:\/\//i
const PAYMENT = /[?&]IPKSeF=(\d{3}[a-zA-Z0-9]{10})(?![a-zA-Z0-9])/i

/**
 * Reads the links of KSeF's two QR codes and of a payment; null for any other text. KOD I: `/invoice/{NIP}/{DD-MM-YYYY}/{hash}`;
 * KOD II: `/certificate/{context type}/{context}/{NIP}/{serial}/{hash}/{signature}`, formerly without the context. The address itself is
 * not judged: nothing is ever sent to it.
 */
export function readLink(text: string): FromLink | null {
  for (const link of [...linksIn(text), ...linksIn(withoutBreaks(text))]) {
    const found = readWholeLink(link)
    if (found !== null) return found
  }
  return null
}

function linksIn(text: string): readonly string[] {
  return Array.from(text.matchAll(LINKS), ([link]) => link)
}

function readWholeLink(link: string): FromLink | null {
  const payment = PAYMENT.exec(link)?.[1]
  if (payment !== undefined) return { kind: 'payment-identifier', text: payment }
  const address = onlyLast(link.split(/[?#]/)[0] ?? '').replace(USER, '$1')
  return readInvoiceLink(address) ?? readCertificateLink(address)
}

/**
 * Any other link: one of the two codes that is cut or spoilt, without its query, or one of something else, of which only the host is given back:
 * the rest may be a secret. Null for any other text.
 */
export function readUselessLink(text: string): FromLink | null {
  const code = tidyPaste(LINK.exec(withoutWords(text))?.[0].split(/[?#]/)[0] ?? '')
  if (LINK.test(code) && OF_A_CODE.test(code)) return { kind: 'cut-link', text: code }
  const found = HOST.exec(text)
  if (found !== null) return { kind: 'other-link', text: found.slice(1).join('') }
  const scheme = SCHEME.exec(text)?.[0]
  return scheme === undefined ? null : { kind: 'other-link', text: `${scheme}…` }
}

/** Of two addresses that a lost line break put together, the latter: the former is none of a code's. */
function onlyLast(path: string): string {
  const begins = path.toLowerCase().lastIndexOf('http')
  return begins > 0 && SCHEME.test(path.slice(begins)) ? path.slice(begins) : path
}

/** A link may be broken over lines, which a tidied text has as spaces. */
function withoutBreaks(text: string): string {
  return text.replace(/\s/g, '')
}

/** A link as far as what follows after a space may belong to it: words may be anything, and are not given back. */
function withoutWords(text: string): string {
  const [first = '', ...rest] = text.slice(LINK.exec(text)?.index ?? 0).split(/\s+/)
  const end = rest.findIndex((part) => !/^[\w%/.?#=&-]*[\d/][\w%/.?#=&-]*$/.test(part))
  return [first, ...(end === -1 ? rest : rest.slice(0, end))].join('')
}

function readInvoiceLink(path: string): FromLink | null {
  const [, nip = '', day = '', month = '', year = '', rest = ''] = /\/invoice\/(\d{10})\/(\d{2})-(\d{2})-(\d{4})\/(.+)$/i.exec(path) ?? []
  const hash = fromBase64(decoded(rest).replace(/\/+$/, ''))
  if (hash === null) return null
  const issuedOn = `${year}-${month}-${day}`
  return { kind: 'verification-link', text: path, nip: isValidNip(nip) ? nip : null, day: isCalendarDay(issuedOn) ? issuedOn : null, hash }
}

function readCertificateLink(path: string): FromLink | null {
  const [, nip = '', serial = '', rest = ''] = /\/certificate\/(?:[a-z]+\/[^/]+\/)?(\d{10})\/([0-9A-F]{8,40})\/(.+)$/i.exec(path) ?? []
  // In its former shape the hash itself may hold a slash; it is as long all the same.
  const written = decoded(rest).slice(0, 44).replace(/\/$/, '')
  const hash = fromBase64(written)
  if (hash === null) return null
  // The signature is left out: it says nothing that a person could use, and fills the screen.
  return { kind: 'certificate-link', text: `${path.slice(0, path.length - rest.length)}${written}`, nip: isValidNip(nip) ? nip : null, serial: serial.toUpperCase(), hash }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
