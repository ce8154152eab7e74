import { describe, expect, test } from 'vitest'
import { certificatesPem, networkCertificateStore, pemOf } from '../../../../electron/core/network/networkCertificates.ts'
import { proxyOfAnswer, systemProxy } from '../../../../electron/core/network/systemProxy.ts'
import { addTrusted, listTrusted, removeTrusted } from '../../../../electron/core/trust/trustedCertificates.ts'
import { openSettings } from '../../../../electron/platform/settings.ts'
import { makeAuthorityCertificate, makeCredential, toCertificatePem, toKeyPem } from '../../../support/certificates.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

describe('the proxy that the system names', () => {
  test.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.firma:3128', 'http://proxy.firma:3128'],
    ['PROXY proxy.firma:3128; DIRECT', 'http://proxy.firma:3128'],
    ['HTTPS proxy.firma:443', 'https://proxy.firma:443'],
    ['SOCKS5 127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
    ['SOCKS4 old:1080; PROXY proxy.firma:3128', 'http://proxy.firma:3128'],
    ['proxy [::1]:8080;DIRECT', 'http://[::1]:8080'],
    ['PROXY', null],
    ['DIRECT; PROXY proxy.firma:3128', null],
  ])('%j is %s', (answer, expected) => {
    expect(proxyOfAnswer(answer)).toBe(expected)
  })

  test('is asked for by address', async () => {
    const asked: string[] = []
    const source = systemProxy(async (url) => (asked.push(url), 'PROXY proxy.firma:3128'))
    expect(await source.proxyOf('https://api.ksef.mf.gov.pl')).toBe('http://proxy.firma:3128')
    expect(asked).toEqual(['https://api.ksef.mf.gov.pl'])
  })
})

describe('certificates of a company network', () => {
  const open = (folder: string) => networkCertificateStore(openSettings({ folder, onDamaged: () => undefined }))
  const authority = makeAuthorityCertificate()
  const other = makeCredential('ec').certificateDer

  test('are remembered, shown by subject and validity, given as PEM, and taken away', () => {
    const folder = temporaryFolder()
    const file = Buffer.concat([toCertificatePem(authority), toCertificatePem(other)])
    expect(addTrusted(open(folder), file, '2026-03-01T10:00:00.000Z')).toMatchObject({ added: [{ notAfter: '2045-01-01T00:00:00.000Z' }, { notAfter: '2040-01-01T00:00:00.000Z' }], known: 0 })
    expect(addTrusted(open(folder), file, '2026-03-02T10:00:00.000Z')).toMatchObject({ added: [], known: 2 })

    const store = open(folder)
    expect(listTrusted(store)[0]?.subject).toContain('TEST CCK KSeF')
    expect(listTrusted(store)).toMatchObject([{ notAfter: '2045-01-01T00:00:00.000Z', addedAt: '2026-03-01T10:00:00.000Z' }, { notAfter: '2040-01-01T00:00:00.000Z' }])
    expect(pemOf(store)).toBe(file.toString('latin1'))
    for (const { fingerprintSha256 } of listTrusted(store)) removeTrusted(store, fingerprintSha256)
    expect([listTrusted(open(folder)), pemOf(open(folder))]).toEqual([[], undefined])
  })

  test('of a file come alone: a key in it stays where it is', () => {
    const credential = makeCredential('rsa')
    const file = Buffer.concat([toKeyPem(credential, null), toCertificatePem(credential.certificateDer)])
    expect(certificatesPem(file)).toBe(toCertificatePem(credential.certificateDer).toString('latin1'))
    expect(certificatesPem(authority)).toBe(toCertificatePem(authority).toString('latin1'))
  })

  test.each([
    ['text', Buffer.from('Kowalski')],
    ['nothing', Buffer.alloc(0)],
    ['a key alone', toKeyPem(makeCredential('rsa'), null)],
    ['a cut certificate', Buffer.from(authority.subarray(0, 200))],
  ])('are not read from %s', (_what, file) => {
    const store = open(temporaryFolder())
    expect(() => addTrusted(store, file, '2026-03-01T10:00:00.000Z')).toThrow(expect.objectContaining({ code: 'certificate-unreadable' }))
    expect(store.list()).toEqual([])
  })
})
