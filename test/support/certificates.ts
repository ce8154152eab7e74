import { createHmac, createPrivateKey, randomBytes } from 'node:crypto'
import type { DistinguishedName } from '../../electron/crypto/der/distinguishedName.ts'
import { integer, nullValue, objectIdentifier, octetString, sequence, set, tagged } from '../../electron/crypto/der/writeDer.ts'
import { readCertificate } from '../../electron/crypto/certificate.ts'
import { derivePkcs12, pkcs12Password, PURPOSE } from '../../electron/crypto/keyFile/pkcs12Kdf.ts'
import { makeCertificate, type CertificateRequest } from '../../electron/crypto/makeCertificate.ts'
import type { SigningCredential } from '../../electron/crypto/signingCredential.ts'
import { TEST_KEYS, type KeyPair } from './testKeys.ts'

export const TEST_NIP = '5265877635'
export const OTHER_NIP = '5252248481'
export const TEST_PESEL = '90010112349'

/** As KSeF's test environment names the issuer of its certificates. */
export const TEST_ISSUER: DistinguishedName = {
  commonName: 'TEST CCK KSeF',
  organizationalUnitName: 'Krajowa Administracja Skarbowa',
  organizationName: 'Ministerstwo Finansów',
  countryName: 'PL',
}

export const CREDENTIAL_KINDS = ['rsa', 'ec', 'offline', 'expired', 'not-yet-valid', 'other-nip', 'person'] as const
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number]

type Recipe = Partial<Pick<CertificateRequest, 'subject' | 'issuer' | 'notBefore' | 'notAfter' | 'keyUsage'>> & { readonly keys?: KeyPair }

const RECIPES: Readonly<Record<CredentialKind, Recipe>> = {
  rsa: {},
  ec: { keys: TEST_KEYS.ec },
  offline: { keyUsage: 'offline' },
  expired: { notBefore: new Date('2024-01-01T00:00:00Z'), notAfter: new Date('2025-12-31T00:00:00Z') },
  'not-yet-valid': { notBefore: new Date('2039-01-01T00:00:00Z') },
  'other-nip': { subject: companyName(OTHER_NIP), keys: TEST_KEYS.otherRsa },
  person: { subject: { givenName: 'Łucja', surname: 'Żak', serialNumber: `PNOPL-${TEST_PESEL}`, commonName: 'Łucja Żak', countryName: 'PL' } },
}

/** The subject of a company's KSeF certificate. */
export function companyName(nip: string): DistinguishedName {
  return { commonName: 'Zakład Próbny', organizationName: 'Zakład Próbny sp. z o.o.', organizationIdentifier: `VATPL-${nip}`, countryName: 'PL' }
}

/** A credential of the kind, valid from 2026 to 2040 unless the kind says otherwise; `recipe` overrides. */
export function makeCredential(kind: CredentialKind, recipe: Recipe = {}): SigningCredential {
  const { keys = TEST_KEYS.rsa, ...rest } = { ...RECIPES[kind], ...recipe }
  const certificateDer = makeCertificate({
    subject: companyName(TEST_NIP),
    issuer: { name: TEST_ISSUER, privateKey: TEST_KEYS.authority.privateKey },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    keyUsage: 'authentication',
    keys,
    ...rest,
  })
  return { certificateDer, privateKey: keys.privateKey, summary: readCertificate(certificateDer) }
}

/** The certificate of the authority that issued them, to stand in chains. */
export function makeAuthorityCertificate(): Buffer {
  return makeCertificate({
    subject: TEST_ISSUER,
    issuer: null,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2045-01-01T00:00:00Z'),
    keyUsage: 'authority',
    keys: TEST_KEYS.authority,
  })
}

/** `.crt` as KSeF's application saves it. */
export function toCertificatePem(certificateDer: Uint8Array): Buffer {
  const lines = Buffer.from(certificateDer).toString('base64').match(/.{1,64}/g) ?? []
  return Buffer.from(['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'))
}

/** `.key` as encrypted PKCS#8; a null password leaves it plain. */
export function toKeyPem({ privateKey }: SigningCredential, password: string | null): Buffer {
  const encryption = password === null ? {} : { cipher: 'aes-256-cbc', passphrase: password }
  return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption }) as string)
}

/** A PKCS#12 file: an encrypted key, the certificates (`chain` first, so that choosing is needed) and a SHA-256 MAC. */
export function toPkcs12(credential: SigningCredential, password: string, chain: readonly Uint8Array[] = []): Buffer {
  const key = credential.privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password })
  return pkcs12Of([bag('1.2.840.113549.1.12.10.1.2', key), ...[...chain, credential.certificateDer].map(certificateBag)], password)
}

/** A PKCS#12 file of any bags; the MAC is right. */
export function pkcs12Of(bags: readonly Uint8Array[], password: string, macIterations = 2048): Buffer {
  const content = sequence(data(sequence(...bags)))
  const salt = randomBytes(8)
  const macKey = derivePkcs12({ hash: 'sha256', password: pkcs12Password(password), salt, iterations: Math.min(macIterations, 2048) }, PURPOSE.mac, 32)
  const digestInfo = sequence(sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue()), octetString(createHmac('sha256', macKey).update(content).digest()))
  return sequence(integer(3), data(content), sequence(digestInfo, octetString(salt), integer(macIterations)))
}

export function certificateBag(certificateDer: Uint8Array): Buffer {
  return bag('1.2.840.113549.1.12.10.1.3', sequence(objectIdentifier('1.2.840.113549.1.9.22.1'), tagged(0, octetString(certificateDer))))
}

function bag(kind: string, value: Uint8Array): Buffer {
  return sequence(objectIdentifier(kind), tagged(0, value), set())
}

function data(content: Uint8Array): Buffer {
  return sequence(objectIdentifier('1.2.840.113549.1.7.1'), tagged(0, octetString(content)))
}

/** The same key again from its PEM: shows that a key read from a file is the key. */
export function sameKey(first: SigningCredential, second: SigningCredential): boolean {
  return createPrivateKey(toKeyPem(first, null)).equals(second.privateKey)
}
