import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { inspectUpo, type ExpectedUpo } from '../../../../electron/documents/upo/inspectUpo.ts'
import { outlineUpo } from '../../../../electron/documents/upo/outlineUpo.ts'
import { makeCredential } from '../../../support/certificates.ts'
import { tamperedReceipts } from '../../../support/tamperedReceipts.ts'
import { ksefNumberOf, pageXml, signedUpo, signXml, UPO_HASH, UPO_SESSION, upoXml, type UpoRecipe } from '../../../support/upo.ts'

const SAMPLES = join(process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../../../shared'), 'ksef/samples/upo')
const OTHER_HASH = 'jli86Kp2Kw7jppX59P8VmjWRcwLTvsPK3DcPEB87mNk='
const PRODUCTION = 'Ministerstwo Finansów'
/** What a UPO is fetched for: all that can be known of the first invoice. */
const EXPECTED: ExpectedUpo = { headerHash: null, environment: 'test', ksefNumber: ksefNumberOf(0), invoiceHash: UPO_HASH, sessionReference: UPO_SESSION }

const changed = (from: string, to: string, recipe: UpoRecipe = {}): Buffer => {
  const xml = upoXml(recipe)
  if (!xml.includes(from)) throw new Error(`${from} is not there`)
  return signXml(xml.replace(from, to))
}

/** Signed as they should be, by whoever: what they say is wrong, or can be read in two ways. */
const MISMATCHED: readonly (readonly [title: string, bytes: Uint8Array, over?: Partial<ExpectedUpo>])[] = [
  ['of another invoice', signedUpo({ entries: [{ ksefNumber: ksefNumberOf(7) }] })],
  ['of an invoice whose number has one digit more', signedUpo({ entries: [{ ksefNumber: `${ksefNumberOf(0)}0` }] })],
  ['of a number with a space more', signedUpo({ entries: [{ ksefNumber: `${ksefNumberOf(0)}&#160;` }] })],
  ['of the number in lower case', signedUpo({ entries: [{ ksefNumber: ksefNumberOf(0).toLowerCase() }] })],
  ['about a file of another hash', signedUpo({ entries: [{ documentHash: OTHER_HASH }] })],
  ['without a hash', changed(`<SkrotDokumentu>${UPO_HASH}</SkrotDokumentu>`, '')],
  ['with the hash in hexadecimal', signedUpo({ entries: [{ documentHash: Buffer.from(UPO_HASH, 'base64').toString('hex') }] })],
  ['of another session', signedUpo({ session: '20260201-SO-0000000000-0000000000-00' })],
  ['without a session', changed(`<NumerReferencyjnySesji>${UPO_SESSION}</NumerReferencyjnySesji>`, '')],
  ['of production, fetched from the test environment', signedUpo({ receiver: PRODUCTION })],
  ['of the test environment, fetched from production', signedUpo(), { environment: 'production' }],
  ['of a receiver that production does not have', signedUpo({ receiver: `${PRODUCTION} SA` }), { environment: 'production' }],
  ['with another transport hash', signedUpo(), { headerHash: OTHER_HASH }],
  ['with an empty transport hash', signedUpo(), { headerHash: '' }],
  ['a page on which this invoice is missing', signedUpo({ description: pageXml(1, 1, 1, 2, 2), entries: [{ ksefNumber: ksefNumberOf(1) }, { ksefNumber: ksefNumberOf(2) }] })],
  ['a page on which its entry has another hash', signedUpo({ description: pageXml(1, 1, 1, 2, 2), entries: [{ documentHash: OTHER_HASH }, {}] })],
  ['a page of another session', signedUpo({ session: 'other', description: pageXml(1, 1, 1, 2, 2), entries: [{}, {}] })],
  ['two KSeF numbers in one entry', changed('<NumerFaktury>', `<NumerKSeFDokumentu>${ksefNumberOf(1)}</NumerKSeFDokumentu><NumerFaktury>`)],
  ['two hashes in one entry', changed('<SkrotDokumentu>', `<SkrotDokumentu>${OTHER_HASH}</SkrotDokumentu><SkrotDokumentu>`)],
  ['two sessions', changed('<NumerReferencyjnySesji>', '<NumerReferencyjnySesji>other</NumerReferencyjnySesji><NumerReferencyjnySesji>')],
  ['two receivers', changed('<NazwaPodmiotuPrzyjmujacego>', '<NazwaPodmiotuPrzyjmujacego>X</NazwaPodmiotuPrzyjmujacego><NazwaPodmiotuPrzyjmujacego>')],
  ['a number with something inside it', changed('</NumerKSeFDokumentu>', '<x/></NumerKSeFDokumentu>')],
  ['no entry', changed(between(upoXml(), '<Dokument>', '</Dokument>'), '')],
  ['an entry of another namespace', changed('<Dokument>', '<Dokument xmlns="urn:x">')],
  ['an entry one level deeper', signXml(upoXml().replace('<Dokument>', '<x><Dokument>').replace('</Dokument>', '</Dokument></x>'))],
  ['a structure of another version', changed('KSeF/v4-3', 'KSeF/v9-9')],
  ['another document, well signed', signXml('<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><x/></Faktura>')],
]

function between(text: string, from: string, to: string): string {
  return text.slice(text.indexOf(from), text.indexOf(to) + to.length)
}

describe('a UPO that proves nothing', () => {
  const tampered = tamperedReceipts()

  it.each(tampered.map(({ title, bytes }) => [title, bytes] as const))('changed after it was signed: %s', (_, bytes) => {
    const found = inspectUpo(bytes, EXPECTED)
    expect(found.quarantineReason).not.toBeNull()
    expect(found).toMatchObject({ signatureVerified: false, provenKsefNumbers: [], signer: null })
  })

  it.each(MISMATCHED.map(([title, bytes, over]) => [title, bytes, { ...EXPECTED, ...over }] as const))('signed, but %s', (_, bytes, expected) => {
    const found = inspectUpo(bytes, expected)
    expect(found.quarantineReason).not.toBeNull()
    expect(found.provenKsefNumbers).toEqual([])
  })

  it('is of 116 kinds at least, each of its own title; the genuine one is none of them', () => {
    expect(new Set([...tampered.map(({ title }) => title), ...MISMATCHED.map(([title]) => title)]).size).toBeGreaterThanOrEqual(116)
    const genuine = signedUpo()
    expect(inspectUpo(genuine, { ...EXPECTED, headerHash: sha256Base64(genuine) })).toMatchObject({ quarantineReason: null, provenKsefNumbers: [ksefNumberOf(0)] })
  })

  it.each(['rsa', 'ec'] as const)('is not the one of an %s key, of either version', (kind) => {
    for (const version of ['v4-3', 'v4-2'] as const) {
      expect(inspectUpo(signedUpo({ version }, makeCredential(kind)), EXPECTED)).toMatchObject({ quarantineReason: null, provenKsefNumbers: [ksefNumberOf(0)] })
    }
  })
})

const names = existsSync(SAMPLES) ? readdirSync(SAMPLES) : []

describe.skipIf(names.length === 0)(`the Ministry's UPO samples${names.length === 0 ? ` (skipped: ${SAMPLES} is absent)` : ''}`, () => {
  it('are six, three of them of sessions', () => {
    expect(names).toHaveLength(6)
    expect(names.filter((name) => name.includes('sesja'))).toHaveLength(3)
  })

  it.each(names)('%s is read, shown in both languages, and reported as unsigned', (name) => {
    const bytes = readFileSync(join(SAMPLES, name))
    const found = inspectUpo(bytes, { headerHash: null, ksefNumber: null, invoiceHash: null })
    expect(found).toMatchObject({ quarantineReason: 'unsigned', signatureVerified: false, provenKsefNumbers: [] })
    expect(found.lines.find(({ check }) => check === 'signature')).toEqual({ check: 'signature', verdict: 'failed', detail: 'unsigned' })
    for (const language of ['pl', 'en'] as const) expect(JSON.stringify(outlineUpo(bytes, language))).toContain(found.upo?.entries[0]?.ksefNumber)
  })

  it('that name one hash twice are matched by KSeF number', () => {
    const withTwins = names.flatMap((name) => {
      const bytes = readFileSync(join(SAMPLES, name))
      const entries = inspectUpo(bytes, { headerHash: null, ksefNumber: null, invoiceHash: null }).upo?.entries ?? []
      return new Set(entries.map(({ documentHash }) => documentHash)).size < entries.length ? [{ bytes, entries }] : []
    })
    expect(withTwins.length).toBeGreaterThan(0)
    for (const { bytes, entries } of withTwins) {
      for (const { ksefNumber, documentHash, invoiceNumber } of entries) {
        const { lines } = inspectUpo(bytes, { headerHash: null, ksefNumber, invoiceHash: documentHash, invoiceNumber })
        const verdictOf = (check: string): unknown => lines.find((line) => line.check === check)?.verdict
        expect([verdictOf('ksef-number-present'), verdictOf('hash-matches-list'), verdictOf('invoice-number'), verdictOf('entries-distinct')]).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed'])
      }
    }
  })
})
