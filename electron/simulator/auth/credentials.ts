import { drawHex } from '../draw.ts'
import * as keys from '../keys/credentialKeys.ts'
import { composeReference } from '../references.ts'
import { MAIN_TAXPAYER, SELF_INVOICING_BUYER, type Taxpayer } from '../world/parties.ts'
import { PERMISSIONS, type Permission } from './principal.ts'

/** KSeF tokens of the demo, named for what they are for. */
export type TokenName = 'owner' | 'archive' | 'write-only' | 'read-only' | 'revoked' | 'other-context'

export interface KsefToken {
  /** Null for the tokens of added clients. */
  readonly name: TokenName | null
  readonly reference: string
  /** The secret itself: `reference|nip-…|64 hex digits`. */
  readonly text: string
  readonly contextNip: string
  readonly permissions: readonly Permission[]
  readonly isRevoked: boolean
  readonly description: string
}

/** Certificates of the demo; `other-nip` is valid and may enter nowhere but its own context. */
export type CertificateName = 'owner-rsa' | 'owner-ec' | 'offline-type' | 'expired' | 'other-nip' | 'bookkeeper' | 'bookkeeper-person'

export interface DemoCertificate {
  readonly certificatePem: string
  readonly privateKeyPem: string
}

export interface SimulatorCredentials {
  readonly tokens: Readonly<Record<TokenName, string>>
  readonly certificates: Readonly<Record<CertificateName, DemoCertificate>>
}

export const DEMO_CERTIFICATES: Readonly<Record<CertificateName, DemoCertificate>> = {
  'owner-rsa': keys.OWNER_RSA,
  'owner-ec': keys.OWNER_EC,
  'offline-type': keys.OFFLINE_TYPE,
  expired: keys.EXPIRED,
  'other-nip': keys.OTHER_NIP,
  bookkeeper: keys.BOOKKEEPER,
  'bookkeeper-person': keys.BOOKKEEPER_PERSON,
}

type TokenRow = readonly [name: TokenName | null, contextNip: string, permissions: readonly Permission[], description: string]

const TOKENS: readonly TokenRow[] = [
  ['owner', MAIN_TAXPAYER.nip, PERMISSIONS, 'Token właściciela'],
  ['archive', MAIN_TAXPAYER.nip, ['InvoiceRead', 'Introspection'], 'Token dla archiwum'],
  ['write-only', MAIN_TAXPAYER.nip, ['InvoiceWrite'], 'Token programu do faktur'],
  ['read-only', MAIN_TAXPAYER.nip, ['InvoiceRead'], 'Token biura rachunkowego'],
  ['revoked', MAIN_TAXPAYER.nip, ['InvoiceRead', 'Introspection'], 'Token unieważniony'],
  ['other-context', SELF_INVOICING_BUYER.nip, ['InvoiceRead', 'Introspection'], 'Token innej firmy'],
]

/** The tokens of a world, one for each added client among them; the same seed gives the same secrets. */
export function createTokens(seed: number, added: readonly Taxpayer[]): readonly KsefToken[] {
  const ofClients = added.map(({ nip }): TokenRow => [null, nip, ['InvoiceRead', 'Introspection'], 'Token dla archiwum'])
  return [...TOKENS, ...ofClients].map(([name, contextNip, permissions, description], position) => {
    const reference = composeReference('2026-02-01', 'EC', `1E${drawHex(seed, position, 140)}`, drawHex(seed, position, 141))
    const secret = Array.from({ length: 8 }, (_, part) => drawHex(seed, position, 150 + part)).join('').toLowerCase()
    return { name, reference, text: `${reference}|nip-${contextNip}|${secret}`, contextNip, permissions, isRevoked: name === 'revoked', description }
  })
}

/** Token texts by name, for whoever shows or uses them. */
export function tokenTexts(tokens: readonly KsefToken[]): Readonly<Record<TokenName, string>> {
  const textOf = (name: TokenName): string => tokens.find((token) => token.name === name)?.text ?? ''
  return {
    owner: textOf('owner'),
    archive: textOf('archive'),
    'write-only': textOf('write-only'),
    'read-only': textOf('read-only'),
    revoked: textOf('revoked'),
    'other-context': textOf('other-context'),
  }
}
