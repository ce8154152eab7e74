import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClientList } from '../../../../electron/shared/model/clientList.ts'
import { nipFromNineDigits } from '../../../../electron/shared/model/nip.ts'

const NOBODY = (): boolean => false
const nips = (text: string): readonly string[] => readClientList(text, NOBODY).clients.map(({ identifier }) => identifier.value)
const [ONE, TWO, THREE] = ['5252248481', '5260250274', '1132191233']

describe('a pasted list of clients', () => {
  test.each([
    ['one a line', `${ONE}\n${TWO}\r\n${THREE}`],
    ['commas', `${ONE}, ${TWO},${THREE}`],
    ['semicolons and tabs', `${ONE};${TWO}\t${THREE}`],
    ['spaces', `${ONE} ${TWO}  ${THREE}`],
    ['dashes', '525-224-84-81\n526-025-02-74\n113-219-12-33'],
    ['dashes of a company', '525-22-48-481\n526-02-50-274 113-21-91-233'],
    ['long dashes and hard spaces', '525–224–84–81\n526\u00a0025\u00a002\u00a074\nPL\u00a01132191233'],
    ['PL', `PL${ONE}\nPL ${TWO}\npl-${THREE}`],
    ['dots', '525.224.84.81\n526.025.02.74\n113.219.12.33'],
    ['odd groups', '52 52 24 84 81\n5 260250274\n113219 1233'],
  ])('is read with %s', (_what, text) => {
    expect(nips(text)).toEqual([ONE, TWO, THREE])
  })

  test.each([
    [`Piekarnia „Bułka” s.c.; ${ONE}`, 'Piekarnia „Bułka” s.c.'],
    [`${ONE} Jan Żuk (transport)`, 'Jan Żuk (transport)'],
    [`1. Kowalski, Nowak sp.j., NIP: ${ONE}`, '1. Kowalski, Nowak sp.j.'],
    [`"Firma ABC"\t525-224-84-81\t`, 'Firma ABC'],
    [ONE, ''],
  ])('gives the name beside it: %s', (text, name) => {
    expect(readClientList(text, NOBODY).clients).toMatchObject([{ identifier: { type: 'Nip', value: ONE }, name, token: null }])
  })

  test('gives each of several on a line its own name', () => {
    expect(readClientList(`Żuk ${ONE}, ${TWO} Mak; Lis: ${THREE}`, NOBODY).clients.map(({ name }) => name)).toEqual(['Żuk', 'Mak', 'Lis'])
  })

  test('knows internal ids and NIP with EU VAT, and does not offer Peppol', () => {
    const { clients, problems } = readClientList(`Oddział 7 ${ONE}-00007\n${TWO}-DE123456789\nPPL123456`, NOBODY)
    expect(clients.map(({ identifier }) => identifier)).toEqual([
      { type: 'InternalId', value: `${ONE}-00007` },
      { type: 'NipVatUe', value: `${TWO}-DE123456789` },
    ])
    expect(problems).toEqual([{ line: 3, text: 'PPL123456', problem: 'peppol' }])
  })

  test('tells of each line that is no new client, and why', () => {
    const listed = (identifier: { readonly value: string }): boolean => identifier.value === THREE
    expect(readClientList(`Nazwa;NIP\n${ONE}\n5252248482\n\n525 224 84 81\n${THREE}\nREGON 012345678`, listed)).toEqual({
      clients: [{ line: 2, identifier: { type: 'Nip', value: ONE }, name: '', token: null }],
      problems: [
        { line: 1, text: 'Nazwa;NIP', problem: 'no-identifier' },
        { line: 3, text: '5252248482', problem: 'nip-checksum' },
        { line: 5, text: ONE, problem: 'repeated' },
        { line: 6, text: THREE, problem: 'already-listed' },
        { line: 7, text: 'REGON 012345678', problem: 'no-identifier' },
      ],
    })
  })

  test('takes a token on the line of its client, which it may also name alone', () => {
    const token = (nip: string): string => `20260201-EC-1E0A2B3C4D-5E6F7A8B9C-0D|nip-${nip}|${'0f'.repeat(32)}`
    const { clients, problems } = readClientList(`Żuk ${ONE} ${token(ONE)}\n${token(TWO)}\n${THREE};${token(ONE)}\n${ONE}-DE1234 ${token(ONE)}`, NOBODY)
    expect(clients).toEqual([
      { line: 1, identifier: { type: 'Nip', value: ONE }, name: 'Żuk', token: token(ONE) },
      { line: 2, identifier: { type: 'Nip', value: TWO }, name: '', token: token(TWO) },
    ])
    expect(problems).toEqual([
      { line: 3, text: THREE, problem: 'token-of-another' },
      { line: 4, text: `${ONE}-DE1234`, problem: 'token-of-another' },
    ])
  })

  test('never shows a token among its problems, whatever is pasted', () => {
    const secret = '0f'.repeat(32)
    const anyLine = fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before} 20260201-EC-1E0A2B3C4D-5E6F7A8B9C-0D|nip-5252248481|${secret} ${after}`)
    fc.assert(fc.property(anyLine, (line) => !JSON.stringify(readClientList(line, NOBODY).problems).includes(secret.slice(0, 16))))
  })

  const anyNip = fc.stringMatching(/^[1-9]\d{8}$/).map(nipFromNineDigits).filter((nip) => nip !== null)
  test('law: every right NIP is read once, in its order, however it is written and parted', () => {
    const written = fc.tuple(anyNip, fc.constantFrom('', 'PL', 'PL '), fc.boolean()).map(([nip, prefix, dashed]) => ({
      nip,
      text: `${prefix}${dashed ? `${nip.slice(0, 3)}-${nip.slice(3, 6)}-${nip.slice(6, 8)}-${nip.slice(8)}` : nip}`,
    }))
    const list = fc.uniqueArray(written, { selector: ({ nip }) => nip, minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(list, fc.constantFrom('\n', '\r\n', ', ', ';', '\t', ' | ', ',\n'), (entries, separator) => {
        expect(nips(entries.map(({ text }) => text).join(separator))).toEqual(entries.map(({ nip }) => nip))
      }),
    )
  })
})
