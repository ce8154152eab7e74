import type { ContextIdentifier } from './context.ts'
import { isValidNip, normaliseNip } from './nip.ts'

export const CLIENT_PROBLEMS = ['nip-checksum', 'no-identifier', 'repeated', 'already-listed', 'peppol', 'token-of-another'] as const
/** Why an entry of a pasted list is no new client. */
export type ClientProblem = (typeof CLIENT_PROBLEMS)[number]

/** One client of a pasted list. */
export interface ListedClient {
  /** Counted from 1. */
  readonly line: number
  readonly identifier: ContextIdentifier
  /** What stood beside the identifier; empty where nothing did. */
  readonly name: string
  /** A KSeF token on the same line. A secret: it goes to the sign-in and is shown nowhere. */
  readonly token: string | null
}

export interface ClientList {
  readonly clients: readonly ListedClient[]
  /** `text`: what was found there, never a token. */
  readonly problems: readonly { readonly line: number; readonly text: string; readonly problem: ClientProblem }[]
}

/** So much of a list is read: more clients than any office has. */
const MOST_LINES = 2_000
const LONGEST_TEXT = 60

/** `reference|nip-5252248481|64 hex digits` (open-api.json, `POST /tokens`); the middle names the context. */
const TOKEN = /[^\s;,]+\|(nip|internalid)-([\d-]+)\|[0-9a-f]{16,}/i

/** Identifiers as people write them; NIP in the groups of 3-3-2-2 and 3-2-2-3. Longer ones first: an internal id begins with a NIP. */
const IDENTIFIERS =
  /(?<![0-9A-Z])(?:(?<internalId>\d{10}-\d{5})|(?<nipVatUe>\d{10}-[A-Z]{2}[A-Z0-9+*]{2,12})|(?<peppolId>P[A-Z]{2}\d{6})|(?:PL[ -]?)?(?<nip>\d{10}|\d{3}[ .-]\d{3}[ .-]\d{2}[ .-]\d{2}|\d{3}[ .-]\d{2}[ .-]\d{2}[ .-]\d{3}))(?![0-9A-Z])/gi

/**
 * Reads a pasted list of clients: one or several a line, NIP with "PL", spaces, dots and dashes, internal ids and NIP with EU VAT as KSeF
 * writes them, names beside them, a token on the line of each. `isListed`: who is on the list of the program already.
 */
export function readClientList(text: string, isListed: (identifier: ContextIdentifier) => boolean): ClientList {
  const clients: ListedClient[] = []
  const problems: ClientList['problems'][number][] = []
  const seen = new Set<string>()
  for (const [index, rawLine] of text.split(/\r\n|\r|\n/).slice(0, MOST_LINES).entries()) {
    const line = index + 1
    for (const entry of readLine(plain(rawLine))) {
      const problem = 'problem' in entry ? entry.problem : problemOf(entry, seen, isListed)
      if (problem !== null) {
        problems.push({ line, text: ('problem' in entry ? entry.text : entry.identifier.value).slice(0, LONGEST_TEXT), problem })
        continue
      }
      if ('problem' in entry) continue
      seen.add(keyOf(entry.identifier))
      clients.push({ line, ...entry })
    }
  }
  return { clients, problems }
}

type Entry = Omit<ListedClient, 'line'> | { readonly text: string; readonly problem: ClientProblem }

function problemOf({ identifier }: Omit<ListedClient, 'line'>, seen: ReadonlySet<string>, isListed: (identifier: ContextIdentifier) => boolean): ClientProblem | null {
  if (seen.has(keyOf(identifier))) return 'repeated'
  return isListed(identifier) ? 'already-listed' : null
}

function keyOf({ type, value }: ContextIdentifier): string {
  return `${type}:${value}`
}

/** Dashes of typesetters and spaces of spreadsheets as everybody's. */
function plain(line: string): string {
  return line.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u200b\ufeff]/g, '')
}

function readLine(line: string): readonly Entry[] {
  const tokenFound = TOKEN.exec(line)
  const rest = tokenFound === null ? line : line.replace(tokenFound[0], ' ')
  const [, , tokenOwner = ''] = tokenFound ?? []
  const found = [...rest.matchAll(IDENTIFIERS)]
  if (tokenFound !== null) return [withToken(rest, tokenFound[0], tokenOwner, found)]
  if (found.length <= 1) return found[0] === undefined ? withoutIdentifier(rest) : [toEntry(found[0], nameIn(rest, [found[0][0]]))]
  // Of several on a line, a name belongs to the identifier between the same separators.
  return rest.split(/[,;|\t]/).flatMap((part) => {
    const inPart = [...part.matchAll(IDENTIFIERS)]
    const name = inPart.length === 1 ? nameIn(part, inPart.map(([matched]) => matched)) : ''
    return inPart.map((match) => toEntry(match, name))
  })
}

function withToken(rest: string, token: string, owner: string, found: readonly RegExpMatchArray[]): Entry {
  const [named] = found
  const type = owner.includes('-') ? 'InternalId' : 'Nip'
  const entry = named === undefined ? checked({ type, value: owner }, nameIn(rest, [])) : toEntry(named, nameIn(rest, [named[0]]))
  if ('problem' in entry) return entry
  // A token of a NIP opens that NIP alone (API-NOTES §2).
  return named !== undefined && entry.identifier.value !== owner ? { text: entry.identifier.value, problem: 'token-of-another' } : { ...entry, token }
}

/** A line without an identifier: nothing, a heading, or digits that are none. */
function withoutIdentifier(line: string): readonly Entry[] {
  const digits = line.replace(/^\s*PL/i, '').replace(/[\s.-]/g, '')
  if (/^\d{10}$/.test(digits)) return [checked({ type: 'Nip', value: digits }, '')]
  return line.trim() === '' ? [] : [{ text: line.trim(), problem: 'no-identifier' }]
}

function toEntry({ groups = {} }: RegExpMatchArray, name: string): Entry {
  const { internalId, nipVatUe, peppolId, nip } = groups
  if (peppolId !== undefined) return { text: peppolId.toUpperCase(), problem: 'peppol' }
  if (internalId !== undefined) return checked({ type: 'InternalId', value: internalId }, name)
  if (nipVatUe !== undefined) return checked({ type: 'NipVatUe', value: nipVatUe.toUpperCase() }, name)
  return checked({ type: 'Nip', value: normaliseNip((nip ?? '').replaceAll('.', '')) ?? '' }, name)
}

function checked(identifier: ContextIdentifier, name: string): Entry {
  return isValidNip(identifier.value.slice(0, 10)) ? { identifier, name, token: null } : { text: identifier.value, problem: 'nip-checksum' }
}

/** What is left of a text without its identifiers, separators at its ends and the word "NIP". */
function nameIn(text: string, identifiers: readonly string[]): string {
  const left = identifiers.reduce((rest, identifier) => rest.replace(identifier, ' '), text)
  return left
    .replace(/\bNIP\b:?/gi, ' ')
    .replace(/[;|\t]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,:"'()-]+|[\s,:"'(-]+$/g, '')
    .slice(0, 200)
}
