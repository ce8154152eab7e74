import { describe, expect, test } from 'vitest'
import { externalLink, openExternalLink } from '../../../electron/security/externalLink.ts'

describe('externalLink', () => {
  test('gives the re-assembled text of a verification link', () => {
    expect(externalLink('https://QR-test.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/a_b-c')).toBe(
      'https://qr-test.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/a_b-c',
    )
  })

  test.each([
    'http://qr.ksef.mf.gov.pl/',
    'https://qr.ksef.mf.gov.pl.example/',
    'https://qr.ksef.mf.gov.pl@example.org/',
    'https://user@qr.ksef.mf.gov.pl/',
    'https://qr.ksef.mf.gov.pl:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://qr.ksef.mf.gov.pl/',
    'qr.ksef.mf.gov.pl',
  ])('refuses %s', async (text) => {
    const opened: string[] = []
    await expect(openExternalLink(text, async (href) => void opened.push(href))).rejects.toMatchObject({ code: 'invalid-request' })
    expect(opened).toEqual([])
  })
})
