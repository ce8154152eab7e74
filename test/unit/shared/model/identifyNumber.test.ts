import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crc8 } from '../../../../electron/shared/model/crc8.ts'
import { ksefNumberSlip } from '../../../../electron/shared/model/identifyKsefNumber.ts'
import { identifyNumber } from '../../../../electron/shared/model/identifyNumber.ts'
import { composeKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'
import { nipFromNineDigits } from '../../../../electron/shared/model/nip.ts'
import { addDays } from '../../../../electron/shared/model/warsawDay.ts'

const KSEF = composeKsefNumber('5252248481', '2026-03-01', '0100801AF629')
const TOKEN_SECRET = '919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9'
const TOKEN = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${TOKEN_SECRET}`
const HEX = '12AF615AB46644A97B8261205AB5D4A62DD9E6321DCA27967DBE1066313CA027'
const BASE64 = Buffer.from(HEX, 'hex').toString('base64')
const BASE64_URL = Buffer.from(HEX, 'hex').toString('base64url')

const hexDigits = (length: number) => fc.string({ unit: fc.constantFrom(...Array.from('0123456789ABCDEF')), minLength: length, maxLength: length })
const nip = fc.string({ unit: fc.constantFrom(...Array.from('123456789')), minLength: 9, maxLength: 9 }).map(nipFromNineDigits).filter((text) => text !== null)
const day = fc.integer({ min: 0, max: 4000 }).map((count) => addDays('2022-01-01', count))
const ksefNumber = fc.tuple(nip, day, hexDigits(12)).map(([seller, on, middle]) => composeKsefNumber(seller, on, middle))
const referenceOf = (code: string) =>
  fc.tuple(day, hexDigits(10), hexDigits(10)).map(([on, left, right]) => {
    const body = `${on.replaceAll('-', '')}-${code}-${left}-${right}-`
    return `${body}${crc8(body.slice(0, 33))}`
  })

/** What copying from letters, PDF files and screens does to a number. */
const noise = fc
  .record({
    around: fc.constantFrom(['', ''], ['„', '”'], ['"', '"'], ['  ', '\n'], ['(', ').'], ['\u200b', '\ufeff'], ['«', '»,']),
    label: fc.constantFrom('', 'Nr KSeF: ', 'Numer KSeF ', 'KSeF: ', 'nr referencyjny: '),
    dash: fc.constantFrom('-', '–', '—', '\u2011', '\u2212', ' - ', ' '),
    lower: fc.boolean(),
    breakAt: fc.option(fc.integer({ min: 1, max: 30 })),
  })
  .map(({ around: [before, after], label, dash, lower, breakAt }) => (number: string) => {
    // A line break stands for itself: broken as well as spaced, nobody could tell where a group ends.
    const broken = breakAt === null || dash.includes(' ') ? number.replaceAll('-', dash) : `${number.slice(0, breakAt)}\r\n${number.slice(breakAt)}`.replaceAll('-', dash)
    return `${label}${before}${lower ? broken.toLowerCase() : broken}${after}`
  })

describe('laws', () => {
  test('a KSeF number is recognised under noise', () => {
    fc.assert(
      fc.property(ksefNumber, noise, (number, spoil) => {
        expect(identifyNumber(spoil(number))).toMatchObject({ kind: 'ksef-number', text: number, checksum: 'right', nip: number.slice(0, 10) })
      }),
    )
  })

  test('a reference number is recognised under noise, by its letters', () => {
    const kinds = { SO: 'session', SB: 'session', EE: 'invoice-reference', EU: 'upo-reference', EC: 'token-reference', EH: 'export-reference', EG: 'permission-reference', CR: 'challenge', AU: 'sign-in-reference', ZZ: 'other-reference' } as const
    for (const [code, kind] of Object.entries(kinds)) {
      fc.assert(
        fc.property(referenceOf(code), noise, (reference, spoil) => {
          expect(identifyNumber(spoil(reference))).toMatchObject({ kind, text: reference })
        }),
        { numRuns: 40 },
      )
    }
  })

  test('any other check digits are named as wrong, with the right ones', () => {
    fc.assert(
      fc.property(ksefNumber, hexDigits(2), (number, check) => {
        fc.pre(!number.endsWith(check))
        expect(identifyNumber(`${number.slice(0, 33)}${check}`)).toMatchObject({ kind: 'ksef-number', checksum: 'wrong', expected: number.slice(33) })
      }),
    )
  })

  test('never throws, and what it gives is recognised as the same thing again', () => {
    const anything = fc.oneof(fc.string(), fc.string().map((rest) => `https://${rest}`), fc.string({ unit: 'binary' }), fc.tuple(ksefNumber, fc.string()).map((parts) => parts.join('')), fc.tuple(fc.string(), nip, fc.string()).map((parts) => parts.join('')))
    fc.assert(
      fc.property(anything, (text) => {
        const once = identifyNumber(text)
        fc.pre(once.kind !== 'document' && once.kind !== 'secret')
        expect(identifyNumber(once.text)).toEqual(once)
      }),
      { numRuns: 2000 },
    )
  })

  test('a NIP is recognised with its prefix, dashes and gaps', () => {
    fc.assert(
      fc.property(nip, fc.constantFrom('', 'PL', 'pl ', 'NIP: ', 'NIP PL'), fc.constantFrom('', '-', ' ', '–'), (number, before, gap) => {
        const written = [number.slice(0, 3), number.slice(3, 6), number.slice(6, 8), number.slice(8)].join(gap)
        expect(identifyNumber(`${before}${written}`)).toMatchObject({ kind: 'nip', nip: number, checksum: 'right' })
      }),
    )
  })
})

describe('secrets', () => {
  test.each([TOKEN, `"${TOKEN}"`, TOKEN.replaceAll('-', '–'), TOKEN.replace('|', '\r\n|\n'), TOKEN.slice(0, 60), `token: ${TOKEN.toLowerCase()}`])('a token gives back its reference number alone: %#', (pasted) => {
    const found = identifyNumber(pasted)
    expect(found).toMatchObject({ kind: 'secret', text: '20251010-EC-1DCE3E3000-12ECB5B36E-45' })
    expect(JSON.stringify(found).toLowerCase()).not.toContain(TOKEN_SECRET.slice(0, 8))
  })

  test('an access token and a private key give back nothing', () => {
    expect(identifyNumber('Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_ghi')).toMatchObject({ kind: 'secret', text: '' })
    expect(identifyNumber('-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF')).toMatchObject({ kind: 'secret', text: '' })
  })
})

describe('kinds', () => {
  test('a number of KSeF 1.0 has 36 characters and is not checked', () => {
    expect(identifyNumber('5252248481-20230508-0100A0-2E5C4F-7B')).toMatchObject({ kind: 'old-ksef-number', checksum: 'not-checked', day: '2023-05-08' })
  })

  test('from KSeF 2.0 on, a dash too many in the middle is a slip, and no number of KSeF 1.0', () => {
    const dashed = `${KSEF.slice(0, 26)}-${KSEF.slice(26)}`
    expect(identifyNumber(`Nr KSeF: ${dashed}`)).toMatchObject({ kind: 'ksef-number', text: KSEF, checksum: 'right' })
    expect([dashed, dashed.replaceAll('-', ' – '), KSEF, '5252248481-20260131-0100A0-2E5C4F-7B'].map(ksefNumberSlip)).toEqual(['extra-dash', 'extra-dash', null, null])
  })

  test('a KSeF number without its check digits is one, with those that it must have', () => {
    for (const written of [KSEF.slice(0, 32), KSEF.slice(0, 33), KSEF.slice(0, 34), KSEF.slice(0, 34).replaceAll('-', ''), `Nr KSeF: ${KSEF.slice(0, 32).toLowerCase()}`, KSEF.slice(0, 32).replaceAll('-', '')]) {
      expect(identifyNumber(written), written).toMatchObject({ kind: 'ksef-number', text: KSEF, checksum: 'right', nip: '5252248481', day: '2026-03-01' })
      expect(ksefNumberSlip(written)).toBe('no-check-digits')
    }
    // Neither a seller nor a day speaks for it, or the digit that is left speaks against it; or it is one of KSeF 1.0, whose digits nobody knows.
    for (const other of [`${KSEF.slice(0, 33)}${KSEF.charAt(33) === 'A' ? 'B' : 'A'}`, '5252248481-20230508-0100A0-2E5C4F', '5252248482-20260301-0100801AF629', '5252248481-20261301-0100801AF629']) expect(identifyNumber(other).kind).toBe('own-number')
  })

  test('O read for 0 and l for 1 is put right where the check digits then agree', () => {
    expect(identifyNumber(KSEF.replaceAll('0', 'O').replaceAll('1', 'l'))).toMatchObject({ kind: 'ksef-number', text: KSEF })
  })

  test('a KSeF number is found in a sentence', () => {
    expect(identifyNumber(`Proszę o UPO do faktury FV/1/2026, nr KSeF ${KSEF} z dnia 1 marca.`)).toMatchObject({ kind: 'ksef-number', text: KSEF })
  })

  test.each([HEX, HEX.toLowerCase(), HEX.replaceAll(/..(?=.)/g, '$&:'), `Odcisk: ${HEX.replaceAll(/..(?=.)/g, '$&:')}`, `SHA-256: ${HEX}`, HEX.replaceAll(/(.{8})/g, '$1 '), BASE64, BASE64_URL, `"${BASE64}"`, `Hash: ${BASE64_URL}`])('a hash in hex, Base64 and Base64URL: %s', (pasted) => {
    expect(identifyNumber(pasted)).toMatchObject({ kind: 'hash', hash: BASE64 })
  })

  test.each([
    [`https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL}`],
    [`https://ksef.mf.gov.pl/client-app/invoice/5252248481/01-02-2026/${encodeURIComponent(BASE64)}`],
    [`Sprawdź: https://qr-test.ksef.mf.gov.pl/invoice/5252248481/01-02-\n2026/${BASE64_URL}`],
    [`<https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL}>`],
    [`https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL}/`],
    [`qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL}`],
    [`KOD I: qr-demo.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL}`],
    [`https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL} proszę o UPO`],
  ])('a KOD I link gives NIP, day and hash: %s', (link) => {
    expect(identifyNumber(link)).toMatchObject({ kind: 'verification-link', nip: '5252248481', day: '2026-02-01', hash: BASE64 })
  })

  test('of what stands around the address of a KOD I link nothing is given back: neither another link nor a password', () => {
    const path = `/invoice/5252248481/01-02-2026/${BASE64_URL}`
    expect(identifyNumber(`https://firma.pl/token https://qr.ksef.mf.gov.pl${path}`)).toMatchObject({ kind: 'verification-link', text: `https://qr.ksef.mf.gov.pl${path}` })
    expect(identifyNumber(`https://jan:tajne@firma.pl${path}`)).toMatchObject({ kind: 'verification-link', text: `https://firma.pl${path}` })
  })

  test.each(['Nip/5252248481/5252248481', '5252248481'])('a KOD II link gives NIP, serial number and hash, and keeps its signature to itself: %s', (who) => {
    const found = identifyNumber(`https://qr.ksef.mf.gov.pl/certificate/${who}/01635E98D9669239/${BASE64_URL}/WWmphBsignature`)
    expect(found).toMatchObject({ kind: 'certificate-link', nip: '5252248481', serial: '01635E98D9669239', hash: BASE64 })
    expect(found.text).not.toContain('signature')
  })

  test.each([
    [`https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL.slice(0, 30)}`, 'cut-link'],
    ['qr-test.ksef.mf.gov.pl/invoice/5252248481/01-0', 'cut-link'],
    ['https://ksef.mf.gov.pl/web/invoice/5252248481/01-02-2026/', 'cut-link'],
    [`https://qr.ksef.mf.gov.pl/certificate/Nip/5252248481/5252248481/01635E98D9669239/${BASE64_URL.slice(1)}`, 'cut-link'],
    ['https://www.podatki.gov.pl/ksef/', 'other-link'],
    ['Zobacz: www.example.pl/faktura/FV/1/2026', 'other-link'],
    ['https://sklep.example.pl/invoice/5252248481/1', 'other-link'],
  ])('a link that is cut, or that KSeF does not know, is no own number: %s', (link, kind) => {
    expect(identifyNumber(link)).toMatchObject({ kind, hash: null })
  })

  test.each([
    ['https://example.pl/upo.xml?sig=abc#x', 'https://example.pl'],
    ['https://firma.pl/f reszta tekstu', 'https://firma.pl'],
    ['https://firma.pl reszta tekstu', 'https://firma.pl'],
    ['Zobacz: www.example.pl/faktura/FV/1/2026', 'www.example.pl'],
    ['https://jan:tajne@firma.pl:8443/pliki', 'https://firma.pl'],
    ['https://jan:taj@ne@firma.pl', 'https://firma.pl'],
    ['https://jan:tajne', 'https://jan'],
    ['https://\nfirma.pl/f', 'https://firma.pl'],
    ['https://[::1]/pliki?token=abc', 'https://…'],
    ['https://firma.pl?do=jan@example.pl', 'https://firma.pl'],
    ['https://jan:tajne@qr.ksef.mf.gov.pl/invoice/', 'https://qr.ksef.mf.gov.pl'],
    ['https://firma.pl/pobierz/3kQx9-token/qr.ksef.mf.gov.pl/invoice/', 'https://firma.pl'],
  ])('of a link of something else only its host is given back, for the rest may open something: %s', (pasted, text) => {
    expect(identifyNumber(pasted)).toMatchObject({ kind: 'other-link', text })
  })

  test('of two links that follow each other only that of the code is given back, its hash broken over lines', () => {
    const link = `https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${BASE64_URL}`
    expect(identifyNumber(`https://a.pl/tajne\n${link.slice(0, 80)}\n${link.slice(80)}`)).toMatchObject({ kind: 'verification-link', text: link })
  })

  test('of a cut link of the two codes all is given back, though broken over lines', () => {
    expect(identifyNumber('https://qr.ksef.mf.gov.pl/invoice/525 hasło: Tajne123')).toMatchObject({ kind: 'cut-link', text: 'https://qr.ksef.mf.gov.pl/invoice/525' })
    expect(identifyNumber('https://qr.ksef.mf.gov.pl/invoice/5252248481/01-\n02-2026/abc?x')).toMatchObject({ kind: 'cut-link', text: 'https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/abc' })
  })

  test('a number in a link of something else is found all the same', () => {
    expect(identifyNumber(`https://example.pl/${KSEF}`)).toMatchObject({ kind: 'ksef-number', text: KSEF })
  })

  test.each([
    'nr FV/2026/11/296',
    'Nr: FV/2026/11/296',
    'FV nr FV/2026/11/296',
    'Faktura VAT nr FV/2026/11/296',
    'faktura sprzedaży FV/2026/11/296',
    'Faktura korygująca nr FV/2026/11/296',
    'FV/2026/11/296 z dnia 28.11.2026',
    'Faktura nr FV/2026/11/296 z 28-11-2026 r.',
    'invoice FV/2026/11/296 dated 2026-11-28',
  ])('an own number is what is left without labels and the date: %s', (pasted) => {
    expect(identifyNumber(pasted)).toMatchObject({ kind: 'own-number', text: 'FV/2026/11/296' })
  })

  test.each(['NR/5', 'FV 5/2026', 'FV/5 z 2026', 'VAT 5/2026', 'KOR 28.11.2026'])('an own number that begins or ends like a label stays whole: %s', (pasted) => {
    expect(identifyNumber(pasted)).toMatchObject({ kind: 'own-number', text: pasted })
  })

  test.each(['VAT ID PL5252248481', 'VAT ID: 5252248481', 'VAT UE PL 525-224-84-81', 'NIP UE: PL5252248481', 'EU VAT no. PL5252248481'])('a NIP under its foreign names: %s', (pasted) => {
    expect(identifyNumber(pasted)).toMatchObject({ kind: 'nip', nip: '5252248481', checksum: 'right' })
  })

  test('short numbers', () => {
    expect(identifyNumber('0321C82DA41B4362')).toMatchObject({ kind: 'certificate-serial', serial: '0321C82DA41B4362' })
    expect(identifyNumber('03:21:c8:2d:a4:1b:43:62')).toMatchObject({ kind: 'certificate-serial', serial: '0321C82DA41B4362' })
    const long = '5A0B6C1D7E2F83940516A7B8C9DAEBFC0D1E2F30'
    for (const written of [long, `0x${long}`, long.match(/../g)!.join(':'), long.match(/../g)!.join(' ')]) expect(identifyNumber(written)).toMatchObject({ kind: 'certificate-serial', serial: long })
    for (const written of ['NIP nabywcy: 5252248481', 'NIP sprzedawcy 525-224-84-81', '525.224.84.81']) expect(identifyNumber(written)).toMatchObject({ kind: 'nip', nip: '5252248481', checksum: 'right' })
    expect(identifyNumber('M123456789-20260916-0200A0D6723E-C2')).toMatchObject({ kind: 'ksef-number', checksum: 'not-checked', expected: null })
    expect(identifyNumber('https://pay.example.pl/x?a=1&IPKSeF=001ABC123DEF4')).toMatchObject({ kind: 'payment-identifier', text: '001ABC123DEF4' })
    expect(identifyNumber('https://pay.example.pl/x?IPKSeF=001ABC123DEF4 do zapłaty')).toMatchObject({ kind: 'payment-identifier', text: '001ABC123DEF4' })
    expect(identifyNumber('001ABC123DEF4')).toMatchObject({ kind: 'payment-identifier' })
    expect(identifyNumber('525-224-84-82')).toMatchObject({ kind: 'nip', checksum: 'wrong' })
    expect(identifyNumber('Faktura nr: „FV/12/2026”')).toMatchObject({ kind: 'own-number', text: 'FV/12/2026' })
    expect(identifyNumber('<?xml version="1.0"?><Faktura/>').kind).toBe('document')
    expect(identifyNumber(' \n ').kind).toBe('nothing')
  })
})
