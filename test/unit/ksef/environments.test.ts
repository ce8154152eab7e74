import { describe, expect, test } from 'vitest'
import { addressesOf, assertSafeBase, readLink } from '../../../electron/ksef/environments.ts'

const PRODUCTION = addressesOf('production').apiBase

describe('addresses', () => {
  test('of the public environments are those of the Ministry', () => {
    expect([addressesOf('production'), addressesOf('demo'), addressesOf('test')]).toEqual([
      { apiBase: 'https://api.ksef.mf.gov.pl/v2', qrBase: 'https://qr.ksef.mf.gov.pl' },
      { apiBase: 'https://api-demo.ksef.mf.gov.pl/v2', qrBase: 'https://qr-demo.ksef.mf.gov.pl' },
      { apiBase: 'https://api-test.ksef.mf.gov.pl/v2', qrBase: 'https://qr-test.ksef.mf.gov.pl' },
    ])
  })

  test('of a simulator must be on this computer', () => {
    expect(addressesOf('simulator', 'http://127.0.0.1:4000/v2/')).toEqual({ apiBase: 'http://127.0.0.1:4000/v2', qrBase: 'http://127.0.0.1:4000/qr' })
    for (const other of [null, '', 'x', 'http://192.168.0.1/v2', 'https://127.0.0.1.evil.example/v2', 'ftp://127.0.0.1/']) {
      expect(() => addressesOf('simulator', other)).toThrow(expect.objectContaining({ code: 'invalid-request' }))
    }
  })

  test('over which a secret would travel in clear are refused', () => {
    expect(() => assertSafeBase('http://localhost:1/v2')).not.toThrow()
    expect(() => assertSafeBase('http://api.ksef.mf.gov.pl/v2')).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })
})

describe('a link', () => {
  test.each([
    ['https://api.ksef.mf.gov.pl/storage/01/upo.xml?sig=a%2Fb', 'https://api.ksef.mf.gov.pl/storage/01/upo.xml?sig=a%2Fb'],
    ['/storage/01/upo.xml', 'https://api.ksef.mf.gov.pl/storage/01/upo.xml'],
    ['HTTPS://API.KSEF.MF.GOV.PL:443/x', 'https://api.ksef.mf.gov.pl/x'],
  ])('%s may be fetched', (link, href) => {
    expect(readLink(link, PRODUCTION)).toEqual({ url: new URL(href) })
  })

  test.each([
    ['//evil.example/x', 'host'],
    ['https://api.ksef.mf.gov.pl.evil.example/x', 'host'],
    ['https://api.ksef.mf.gov.pl:8443/x', 'host'],
    ['https://api-test.ksef.mf.gov.pl/x', 'host'],
    ['http://api.ksef.mf.gov.pl/x', 'scheme'],
    ['http://127.0.0.1/x', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['https://api.ksef.mf.gov.pl@evil.example/x', 'credentials'],
    ['https://\u0000', 'unreadable'],
  ])('%s may not', (link, refused) => {
    expect(readLink(link, PRODUCTION)).toEqual({ refused })
  })
})
