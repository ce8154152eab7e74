import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { CREDENTIAL_KINDS, makeCredential, toCertificatePem, toKeyPem } from '../../support/certificates.ts'
import { signWithMethods } from '../../support/signWithMethods.ts'
import { tamperedReceipts } from '../../support/tamperedReceipts.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'
import { signedUpo, upoXml } from '../../support/upo.ts'

const isInstalled = spawnSync('xmlsec1', ['--version']).status === 0
const named = isInstalled ? 'xmlsec1' : 'xmlsec1 (not run: the program xmlsec1 is not installed; Debian: apt-get install xmlsec1)'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'teczka-xmlsec1-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function xmlsec1Accepts(bytes: Uint8Array): boolean {
  const file = join(folder, 'verify.xml')
  writeFileSync(file, bytes)
  const ids = ['SignedProperties', 'Potwierdzenie', 'Signature'].flatMap((name) => ['--id-attr:Id', name])
  return spawnSync('xmlsec1', ['--verify', '--insecure', ...ids, file]).status === 0
}

interface Template {
  readonly prefix: string
  readonly canonicalization: string
  readonly transform: string
  readonly algorithm: string
  readonly kind: 'rsa' | 'ec'
  readonly space: string
}

function signWithXmlsec1({ prefix, canonicalization, transform, algorithm, kind, space }: Template): Buffer {
  const credential = makeCredential(kind)
  const files = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem'), template: join(folder, 'template.xml'), signed: join(folder, 'signed.xml') }
  const p = prefix === '' ? '' : `${prefix}:`
  const element = (name: string, content: string, attributes = ''): string => `<${p}${name}${attributes}>${space}${content}${space}</${p}${name}>`
  const transforms = `<${p}Transform Algorithm="${DSIG}enveloped-signature"/>${space}<${p}Transform Algorithm="${transform}"/>`
  const reference = `${element('Transforms', transforms)}<${p}DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><${p}DigestValue/>`
  const methods = `<${p}CanonicalizationMethod Algorithm="${canonicalization}"/><!-- method --><${p}SignatureMethod Algorithm="${algorithm}"/>`
  const signature = element(
    'Signature',
    `${element('SignedInfo', methods + element('Reference', reference, ' URI=""'))}<${p}SignatureValue/>${element('KeyInfo', element('X509Data', ''))}`,
    ` xmlns${prefix === '' ? '' : `:${prefix}`}="${DSIG}"`,
  )
  writeFileSync(files.key, toKeyPem(credential, null))
  writeFileSync(files.certificate, toCertificatePem(credential.certificateDer))
  writeFileSync(files.template, upoXml().replace('<Dokument>', '<!-- comment --><Dokument>').replace('</Potwierdzenie>', `${signature}</Potwierdzenie>`))
  const run = spawnSync('xmlsec1', ['--sign', '--output', files.signed, '--privkey-pem', `${files.key},${files.certificate}`, files.template], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return readFileSync(files.signed)
}

const templates: readonly Template[] = (['rsa', 'ec'] as const).flatMap((kind) =>
  [INCLUSIVE, `${INCLUSIVE}#WithComments`, EXCLUSIVE, `${EXCLUSIVE}WithComments`].flatMap((method) =>
    ['', 'ds', 'podpis-1'].map((prefix, index) => ({
      prefix,
      canonicalization: method,
      transform: index === 0 ? EXCLUSIVE : method,
      algorithm: kind === 'rsa' ? `${MORE}rsa-sha256` : `${MORE}ecdsa-sha256`,
      kind,
      space: index === 1 ? '' : '\n\t  ',
    })),
  ),
)

describe.skipIf(!isInstalled)(`agreement with ${named}`, () => {
  it.each(CREDENTIAL_KINDS)('it accepts what we sign with a credential of kind %s', (kind) => {
    expect(xmlsec1Accepts(signedUpo({}, makeCredential(kind)))).toBe(true)
  })

  it.each([
    { keys: TEST_KEYS.ec384, signature: `${MORE}ecdsa-sha384`, signatureHash: 'sha384' },
    { keys: TEST_KEYS.ec521, signature: `${MORE}ecdsa-sha512`, signatureHash: 'sha512' },
    { canonicalization: INCLUSIVE },
    { canonicalization: 'http://www.w3.org/2006/12/xml-c14n11' },
    { prefixList: 'x #default' },
    { transforms: 'enveloped-only' as const },
  ])('it accepts the other ways of signing that our tests make (%#)', (methods) => {
    const bytes = signWithMethods(methods)
    expect([xmlsec1Accepts(bytes), verifyEnveloped(bytes).result]).toEqual([true, 'valid'])
  })

  it.each(templates)('we accept what it signs: $kind, $canonicalization, prefix "$prefix"', (template) => {
    expect(verifyEnveloped(signWithXmlsec1(template))).toMatchObject({ result: 'valid', weak: false, signer: makeCredential(template.kind).summary })
  })

  it.each(tamperedReceipts().map((receipt) => [receipt.title, receipt] as const))('both refuse, or the difference is explained: %s', (_, receipt) => {
    expect(xmlsec1Accepts(receipt.bytes)).toBe(receipt.xmlsec1Accepts !== undefined)
  })
})
