import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkChain, readIdentity, type ChainToCheck, type ChainVerdict } from '../../../electron/crypto/certificateChain.ts'
import { booleanTrue, objectIdentifier, octetString, sequence } from '../../../electron/crypto/der/writeDer.ts'
import { makeCertificate, type CertificateRequest } from '../../../electron/crypto/makeCertificate.ts'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { makeAuthorityCertificate, makeCredential } from '../../support/certificates.ts'
import { TEST_KEYS, type KeyPair } from '../../support/testKeys.ts'
import { signedUpo } from '../../support/upo.ts'

const AT = '2026-02-01T10:00:05Z'

interface Link {
  readonly name: string
  readonly keys: KeyPair
}

const ROOT: Link = { name: 'Główny urząd', keys: TEST_KEYS.authority }
const MIDDLE: Link = { name: 'Urząd pośredni', keys: TEST_KEYS.otherRsa }
const LOWER: Link = { name: 'Urząd niższy', keys: TEST_KEYS.ec384 }
const SIGNER: Link = { name: 'Ministerstwo Finansów', keys: TEST_KEYS.rsa }

function certify(subject: Link, issuer: Link | null, over: Partial<CertificateRequest> = {}): Buffer {
  return makeCertificate({
    subject: { commonName: subject.name },
    issuer: issuer === null ? null : { name: { commonName: issuer.name }, privateKey: issuer.keys.privateKey },
    keys: subject.keys,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    keyUsage: subject === SIGNER ? 'authentication' : 'authority',
    ...over,
  })
}

const root = certify(ROOT, null)
const middle = certify(MIDDLE, ROOT)
const lower = certify(LOWER, MIDDLE)
const signer = certify(SIGNER, ROOT)
const signerOfMiddle = certify(SIGNER, MIDDLE)
const signerOfLower = certify(SIGNER, LOWER)

const check = (over: Partial<ChainToCheck>): ChainVerdict => checkChain({ signer, others: [], trusted: [root], at: AT, ...over })
const trusted = (anchor: Uint8Array): ChainVerdict => ({ result: 'trusted', anchor: readIdentity(anchor) })

describe('a chain that leads to a trusted certificate', () => {
  it.each([
    ['issued by it', { signer }, root],
    ['the trusted certificate itself', { trusted: [signer] }, signer],
    ['through one that came along', { signer: signerOfMiddle, others: [signerOfMiddle, middle] }, root],
    ['through one that is trusted too, which is named', { signer: signerOfMiddle, trusted: [root, middle] }, middle],
    ['to an authority in the middle, without its root', { signer: signerOfMiddle, trusted: [middle] }, middle],
    ['through two, of RSA and ECDSA, in any order', { signer: signerOfLower, others: [middle, lower] }, root],
    ['among several roots', { trusted: [certify(MIDDLE, null), certify(LOWER, null), root] }, root],
    ['of two authorities with one name, to the one whose key it is', { trusted: [certify({ ...ROOT, keys: TEST_KEYS.otherRsa }, null), root] }, root],
    ['of a root with a path length that allows it', { signer: signerOfMiddle, others: [middle], trusted: [certify(ROOT, null, { pathLength: 1 })] }, certify(ROOT, null, { pathLength: 1 })],
    ['a certificate beside it that cannot be read', { others: [Buffer.from('no certificate')] }, root],
    ['at the first moment of validity', { at: '2020-01-01T00:00:00Z' }, root],
    ['an extension that is not critical', { signer: certify(SIGNER, ROOT, { extensions: [sequence(objectIdentifier('1.2.3.4'), octetString(Buffer.from([5, 0])))] }) }, root],
  ] as const)('%s', (_, over, anchor) => {
    expect(check(over)).toEqual(trusted(anchor))
  })
})

describe('a chain that does not', () => {
  it.each([
    ['no such issuer', { trusted: [certify(MIDDLE, null)] }, 'no-path'],
    ['a certificate that signed itself', { signer: certify(SIGNER, null) }, 'no-path'],
    ['an issuer that came along and is not trusted', { signer: signerOfMiddle, others: [certify(MIDDLE, null)] }, 'no-path'],
    ['the name of the issuer, another key', { trusted: [certify({ ...ROOT, keys: TEST_KEYS.otherRsa }, null)] }, 'signature-differs'],
    ['a key of another kind under the name of the issuer', { trusted: [certify({ ...ROOT, keys: TEST_KEYS.ec }, null)] }, 'signature-differs'],
    ['signed after the signer’s certificate ended', { at: '2041-01-01T00:00:00Z' }, 'not-valid-then'],
    ['signed before the root began', { trusted: [certify(ROOT, null, { notBefore: new Date('2027-01-01T00:00:00Z') })] }, 'not-valid-then'],
    ['an intermediate that had ended', { signer: signerOfMiddle, others: [certify(MIDDLE, ROOT, { notAfter: new Date('2025-01-01T00:00:00Z') })] }, 'not-valid-then'],
    ['an issuer that is no authority', { signer: certify(SIGNER, MIDDLE), others: [certify(MIDDLE, ROOT, { keyUsage: 'authentication' })] }, 'not-an-authority'],
    ['a trusted issuer that is no authority', { trusted: [certify(ROOT, null, { keyUsage: 'authentication' })] }, 'not-an-authority'],
    ['more authorities than the root allows', { signer: signerOfMiddle, others: [middle], trusted: [certify(ROOT, null, { pathLength: 0 })] }, 'path-too-long'],
    ['an authority as the signer of a document', { signer: certify(MIDDLE, ROOT) }, 'not-for-signing'],
    ['a critical extension that is not known', { signer: certify(SIGNER, ROOT, { extensions: [sequence(objectIdentifier('2.5.29.30'), booleanTrue(), octetString(sequence()))] }) }, 'restriction-unknown'],
    ['no time of signing', { at: null }, 'time-unknown'],
    ['a time that is none', { at: 'yesterday' }, 'time-unknown'],
    ['a signer that cannot be read', { signer: Buffer.from('x') }, 'certificate-unreadable'],
  ] as const)('%s', (_, over, fault) => {
    expect(check(over)).toEqual({ result: 'not-trusted', fault })
  })

  it('is not checked where nothing is trusted', () => {
    expect(check({ trusted: [] })).toEqual({ result: 'not-checked' })
  })

  it('ends where authorities certify each other in a ring', () => {
    const ring = [certify(MIDDLE, LOWER), certify(LOWER, MIDDLE), certify(MIDDLE, LOWER, { serialNumber: '11' }), certify(LOWER, MIDDLE, { serialNumber: '12' })]
    expect(check({ signer: signerOfMiddle, others: ring })).toEqual({ result: 'not-trusted', fault: 'no-path' })
  })

  it('never throws, and trusts no certificate of which a byte was changed', () => {
    fc.assert(
      fc.property(fc.nat(signer.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const changed = Buffer.from(signer)
        changed[position] = (changed[position] ?? 0) ^ change
        return check({ signer: changed }).result === 'not-trusted'
      }),
      { numRuns: 400 },
    )
  })
})

describe('the chain of a receipt', () => {
  it('is found from what its signature carries', () => {
    const verdict = verifyEnveloped(signedUpo({}, makeCredential('rsa')))
    if (verdict.result !== 'valid') throw new Error('not valid')
    const authority = makeAuthorityCertificate()
    expect(checkChain({ signer: verdict.signerDer, others: verdict.certificates, trusted: [authority], at: verdict.signingTime })).toEqual(trusted(authority))
  })
})
