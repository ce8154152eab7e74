import { describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { openTaxpayerCatalogue } from '../../../../electron/core/taxpayers/openTaxpayerCatalogue.ts'
import { addTrusted, listTrusted, removeTrusted } from '../../../../electron/core/trust/trustedCertificates.ts'
import { readIdentity } from '../../../../electron/crypto/certificateChain.ts'
import { trustHandlers } from '../../../../electron/ipc/handlers/trust.ts'
import { temporaryFolder } from '../../../support/archive.ts'
import { makeAuthorityCertificate, makeCredential, toCertificatePem, toKeyPem } from '../../../support/certificates.ts'

const AT = '2026-03-05T10:00:00.000Z'
const authority = makeAuthorityCertificate()
const other = Buffer.from(makeCredential('rsa').certificateDer)

describe('trusted certificates', () => {
  test('come from DER or PEM, several in one file, each once; and outlive the program', () => {
    const folder = join(temporaryFolder(), 'teczka')
    const catalogue = openTaxpayerCatalogue(folder)
    expect(addTrusted(catalogue.trust, authority, AT)).toEqual({ added: [{ ...readIdentity(authority), addedAt: AT }], known: 0 })
    expect(addTrusted(catalogue.trust, Buffer.concat([toCertificatePem(authority), Buffer.from('\n# remark\n'), toCertificatePem(other)]), AT)).toMatchObject({ added: [readIdentity(other)], known: 1 })
    catalogue.close()
    const again = openTaxpayerCatalogue(folder)
    expect(listTrusted(again.trust)).toHaveLength(2)
    removeTrusted(again.trust, readIdentity(authority).fingerprintSha256)
    expect(listTrusted(again.trust)).toMatchObject([readIdentity(other)])
    expect(() => removeTrusted(again.trust, readIdentity(authority).fingerprintSha256)).toThrow(expect.objectContaining({ code: 'not-found' }))
    again.close()
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not a certificate')],
    ['a private key', toKeyPem(makeCredential('rsa'), null)],
    ['a certificate cut short', authority.subarray(0, 200)],
    ['a good and a broken one', Buffer.concat([toCertificatePem(authority), toCertificatePem(Buffer.from('broken'))])],
    ['more than fifty', Buffer.concat(Array.from({ length: 51 }, () => toCertificatePem(authority)))],
  ])('%s is refused, and none is added', (_name, bytes) => {
    const catalogue = openTaxpayerCatalogue(join(temporaryFolder(), 'teczka'))
    expect(() => addTrusted(catalogue.trust, bytes, AT)).toThrow(expect.objectContaining({ code: 'certificate-unreadable' }))
    expect(listTrusted(catalogue.trust)).toEqual([])
    catalogue.close()
  })

  test('the window asks the system’s dialog, and may change its mind', async () => {
    const dialogs = { chooseTrustedCertificates: () => Promise.resolve(null) } as unknown as Parameters<typeof trustHandlers>[0]['dialogs']
    const handlers = trustHandlers({ dialogs, list: () => [], addFile: () => expect.fail('must not run'), remove: () => undefined })
    expect(await handlers.add(null)).toBeNull()
    expect(await handlers.remove({ fingerprintSha256: 'a'.repeat(64) })).toBeNull()
  })
})
