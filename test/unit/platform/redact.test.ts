import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactData, redactText } from '../../../electron/platform/redact.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
const KSEF_TOKEN = '20260201-EC-20C5D02000-CB2D1E0A77-2B|nip-5252248481|0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9'
const PRIVATE_KEY = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE6TAbBgkqhkiG9w0BBQMwDgQI\n-----END ENCRYPTED PRIVATE KEY-----'

describe('redactText', () => {
  test('leaves what helps to find the fault', () => {
    const text = 'failure at /home/anna/Teczka UPO/5252248481.sqlite: 21178, trace 0af7651916cd, session 20260201-SO-20C5D02000-CB2D1E0A77-2B'
    expect(redactText(text)).toBe(text)
  })

  test.each([
    ['a token in a header', `authorization: Bearer ${JWT}`],
    ['a JSON Web Token', `got ${JWT}.`],
    ['a KSeF token', `token ${KSEF_TOKEN} refused`],
    ['a private key', `key:\n${PRIVATE_KEY}\nend`],
    ['a private key that was cut', PRIVATE_KEY.slice(0, 60)],
    ['a password as JSON', '{"password":"c2lnbmF0dXJl","user":"a"}'],
    ['a password in Polish', 'hasło=c2lnbmF0dXJl'],
    ['a link with a signature', 'GET https://api.ksef.mf.gov.pl/storage/01/upo.xml?sv=1&sig=c2lnbmF0dXJl'],
  ])('hides %s', (_what, text) => {
    const hidden = redactText(text)
    expect(hidden).toContain('***')
    for (const secret of [JWT, 'c2lnbmF0dXJl', '0a1b2c3d', 'MIIE6TAb']) expect(hidden).not.toContain(secret)
  })

  test('redacts twice as once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(JWT, KSEF_TOKEN, PRIVATE_KEY, 'password=', 'Bearer '))), (pieces) => {
        const once = redactText(pieces.join(' '))
        expect(redactText(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('redactData', () => {
  test('hides texts at any depth, values under the names of secrets, and bytes', () => {
    expect(
      redactData({ accessToken: 'abc', Password: 'x y', deep: [{ line: `Bearer ${JWT}` }], contextKey: 'test:Nip:1', file: Buffer.from('abc'), count: 3, none: null }),
    ).toEqual({
      accessToken: '***',
      Password: '***',
      deep: [{ line: 'Bearer ***' }],
      contextKey: 'test:Nip:1',
      file: '[3 bytes]',
      count: 3,
      none: null,
    })
  })
})
