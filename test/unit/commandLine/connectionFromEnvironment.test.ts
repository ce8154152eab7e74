import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectionFromEnvironment } from '../../../electron/commandLine/connectionFromEnvironment.ts'
import { makeAuthorityCertificate, toCertificatePem } from '../../support/certificates.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

test('the way to KSeF comes from the variables', () => {
  const variables = { HTTPS_PROXY: 'http://proxy:3128' }
  expect(connectionFromEnvironment(variables)).toEqual({ proxy: { kind: 'environment', variables } })
})

test('a company’s certificate is read from its file, PEM or DER', () => {
  const der = makeAuthorityCertificate()
  for (const bytes of [der, toCertificatePem(der)]) {
    const file = join(temporaryFolder(), 'company.crt')
    writeFileSync(file, bytes)
    expect(connectionFromEnvironment({ TECZKA_CA_FILE: file }).extraCertificatesPem).toBe(toCertificatePem(der).toString('latin1'))
  }
})

test('a file that cannot be used is an error, never ignored', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'text.crt'), 'Kowalski')
  expect(() => connectionFromEnvironment({ TECZKA_CA_FILE: join(folder, 'nowhere.pem') })).toThrow(expect.objectContaining({ code: 'file-unreadable' }))
  expect(() => connectionFromEnvironment({ TECZKA_CA_FILE: join(folder, 'text.crt') })).toThrow(expect.objectContaining({ code: 'certificate-unreadable' }))
})
