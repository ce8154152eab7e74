import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import forge from 'node-forge'
import { describe, expect, test } from 'vitest'
import { createChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import { looksLike } from '../../../../electron/core/taxpayers/looksLike.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair({ bits: 1024, e: 0x10001 })
const certificate = forge.pki.createCertificate()
certificate.publicKey = publicKey
certificate.sign(privateKey)
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

function der(value: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1')
}

describe('looksLike', () => {
  test.each([
    ['a PKCS#12', der(forge.pkcs12.toPkcs12Asn1(privateKey, [certificate], 'x')), 'pkcs12'],
    ['a DER certificate', der(forge.pki.certificateToAsn1(certificate)), 'certificate'],
    ['a PEM certificate', Buffer.from(forge.pki.certificateToPem(certificate)), 'certificate'],
    ['a PEM key', Buffer.from(ecKey.export({ type: 'pkcs8', format: 'pem' })), 'key'],
    ['an encrypted PEM key', Buffer.from(ecKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })), 'key'],
    ['a DER key', ecKey.export({ type: 'pkcs8', format: 'der' }), 'key'],
    ['an encrypted DER key', ecKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' }), 'key'],
    ['an older DER key', ecKey.export({ type: 'sec1', format: 'der' }), 'key'],
    ['a public key in PEM', Buffer.from('-----BEGIN PUBLIC KEY-----\n'), 'unknown'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'unknown'],
    ['nothing', Buffer.alloc(0), 'unknown'],
    ['a DER value that was cut', Buffer.from([0x30, 0x82]), 'unknown'],
  ] as const)('recognises %s', (_what, bytes, look) => {
    expect(looksLike(bytes)).toBe(look)
  })
})

describe('createChosenFiles', () => {
  test('gives a handle and a name to the window, and the bytes to us alone', async () => {
    const path = join(temporaryFolder(), 'certyfikat ł.p12')
    writeFileSync(path, 'abc')
    const files = createChosenFiles()
    const chosen = await files.keep(path)
    expect(chosen).toEqual({ handle: expect.any(String) as string, fileName: 'certyfikat ł.p12', looksLike: 'unknown' })
    expect(Buffer.from(files.bytesOf(chosen.handle)).toString()).toBe('abc')
  })

  test('refuses a file too large to be a certificate, a folder and a file that is gone', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'film.mkv'), Buffer.alloc(300_000))
    const files = createChosenFiles()
    await expect(files.keep(join(folder, 'film.mkv'))).rejects.toMatchObject({ code: 'file-unreadable', details: { reason: 'too-large' } })
    await expect(files.keep(folder)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(files.keep(join(folder, 'gone'))).rejects.toMatchObject({ code: 'file-unreadable', details: { fileName: 'gone' } })
  })

  test('knows no handle that it did not give, and forgets old ones', async () => {
    const path = join(temporaryFolder(), 'a')
    writeFileSync(path, 'abc')
    const files = createChosenFiles()
    const first = await files.keep(path)
    for (let count = 0; count < 20; count += 1) await files.keep(path)
    expect(() => files.bytesOf(first.handle)).toThrow(expect.objectContaining({ code: 'not-found' }) as Error)
    expect(() => files.bytesOf('../../etc/passwd')).toThrow(expect.objectContaining({ code: 'not-found' }) as Error)
  })
})
