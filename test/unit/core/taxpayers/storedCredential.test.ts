import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import { decodeCredential, encodeCredential, gatherCredential } from '../../../../electron/core/taxpayers/storedCredential.ts'
import type { AppError } from '../../../../electron/shared/errors.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

describe('a stored credential', () => {
  test('holds the chosen files in place of their handles', async () => {
    const folder = temporaryFolder()
    const chosenFiles = createChosenFiles()
    writeFileSync(join(folder, 'a.crt'), 'certificate')
    writeFileSync(join(folder, 'a.key'), 'key')
    const certificate = await chosenFiles.keep(join(folder, 'a.crt'))
    const key = await chosenFiles.keep(join(folder, 'a.key'))
    expect(gatherCredential({ kind: 'certificate', certificateHandle: certificate.handle, keyHandle: key.handle, password: ' p ', subjectIdentifier: null }, chosenFiles)).toEqual({
      kind: 'certificate',
      certificate: Buffer.from('certificate').toString('base64'),
      key: Buffer.from('key').toString('base64'),
      password: ' p ',
    })
  })

  test('loses the line end that came along when a token was copied', () => {
    expect(gatherCredential({ kind: 'token', token: ' abc\r\n' }, createChosenFiles())).toEqual({ kind: 'token', token: 'abc' })
  })

  test('is the same after the key store', () => {
    const bytes = fc.uint8Array().map((value) => Buffer.from(value).toString('base64'))
    const certificate = fc.record({ kind: fc.constant('certificate' as const), certificate: bytes, key: fc.option(bytes), password: fc.string({ unit: 'binary' }) })
    const token = fc.record({ kind: fc.constant('token' as const), token: fc.string({ unit: 'binary' }) })
    fc.assert(
      fc.property(fc.oneof(certificate, token), (credential) => {
        expect(decodeCredential(encodeCredential(credential))).toEqual(credential)
      }),
    )
  })

  test.each(['', 'abc', '{"kind":"token"}', '{"kind":"passkey"}', 'null'])('says that %j is none, without quoting it', (text) => {
    expect(() => decodeCredential(text)).toThrow(expect.toSatisfy((error: AppError) => error.code === 'credential-missing' && error.cause === undefined) as Error)
  })
})
