import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { inspectUpo } from '../../../../electron/documents/upo/inspectUpo.ts'
import type { ExpectedUpo } from '../../../../electron/documents/upo/inspectUpo.ts'
import { readUpo } from '../../../../electron/documents/upo/readUpo.ts'
import { composeKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'
import { sealUpo } from '../../../../electron/simulator/upo/sealUpo.ts'

const SAMPLES = join(process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../../../shared'), 'ksef/samples/upo')
const SIGNED_AT = Date.UTC(2026, 8, 16, 10, 0, 0)
const NIP = '5265877635'
const SESSION = '20260916-SO-2A5D28BFDA-47C899773E-5C'
const numberOf = (index: number): string => composeKsefNumber(NIP, '2026-09-16', index.toString(16).toUpperCase().padStart(12, '0'))
const hashOf = (index: number): string => sha256Base64(Buffer.from(`invoice ${index}`))

function entry(index: number): string {
  return `<Dokument><NipSprzedawcy>${NIP}</NipSprzedawcy><NumerKSeFDokumentu>${numberOf(index)}</NumerKSeFDokumentu><NumerFaktury>FV/${index} &amp; co</NumerFaktury><DataWystawieniaFaktury>2026-09-16</DataWystawieniaFaktury><DataPrzeslaniaDokumentu>2026-09-16T11:05:40.8412345+02:00</DataPrzeslaniaDokumentu><DataNadaniaNumeruKSeF>2026-09-16T11:05:41.045+02:00</DataNadaniaNumeruKSeF><SkrotDokumentu>${hashOf(index)}</SkrotDokumentu><TrybWysylki>Online</TrybWysylki></Dokument>`
}

interface Parts {
  readonly namespace?: string
  readonly receiver?: string
  readonly session?: string
  readonly context?: string
  readonly description?: string
  readonly entries?: string
}

function upoText({ namespace = 'http://upo.schematy.mf.gov.pl/KSeF/v4-3', receiver = 'Ministerstwo Finansów', session = SESSION, context = `<Nip>${NIP}</Nip>`, description = '', entries = entry(1) }: Parts = {}): string {
  return `<Potwierdzenie xmlns="${namespace}"><NazwaPodmiotuPrzyjmujacego>${receiver}</NazwaPodmiotuPrzyjmujacego><NumerReferencyjnySesji>${session}</NumerReferencyjnySesji><Uwierzytelnienie><IdKontekstu>${context}</IdKontekstu><SkrotDokumentuUwierzytelniajacego>kyqH+QUgP8ATWd/95IY632mP4uqibwG66Oqclq9+qno=</SkrotDokumentuUwierzytelniajacego></Uwierzytelnienie>${description}<NazwaStrukturyLogicznej>Schemat_FA(3)_v1-0E.xsd</NazwaStrukturyLogicznej><KodFormularza>FA (3)</KodFormularza>${entries}</Potwierdzenie>`
}

const signed = (parts: Parts = {}): Buffer => sealUpo(upoText(parts), 'upo-1', SIGNED_AT)
const expected: ExpectedUpo = { headerHash: null, ksefNumber: numberOf(1), invoiceHash: hashOf(1), sessionReference: SESSION }
const description = (total: number): string =>
  `<OpisPotwierdzenia><Strona>1</Strona><LiczbaStron>1</LiczbaStron><ZakresDokumentowOd>1</ZakresDokumentowOd><ZakresDokumentowDo>${total}</ZakresDokumentowDo><CalkowitaLiczbaDokumentow>${total}</CalkowitaLiczbaDokumentow></OpisPotwierdzenia>`

describe('reading a UPO', () => {
  it('gives what it says, times as written and in UTC', () => {
    expect(readUpo(Buffer.from(upoText()))).toEqual({
      kind: 'invoice-upo',
      version: 'v4-3',
      receiverName: 'Ministerstwo Finansów',
      environment: 'production',
      sessionReference: SESSION,
      context: { type: 'Nip', value: NIP },
      authentication: { kind: 'document-hash', value: 'kyqH+QUgP8ATWd/95IY632mP4uqibwG66Oqclq9+qno=' },
      description: null,
      schemaName: 'Schemat_FA(3)_v1-0E.xsd',
      formCode: 'FA (3)',
      entries: [
        {
          ksefNumber: numberOf(1),
          checksum: 'right',
          invoiceNumber: 'FV/1 & co',
          sellerNip: NIP,
          issueDate: '2026-09-16',
          sentDate: '2026-09-16T11:05:40.8412345+02:00',
          numberGivenDate: '2026-09-16T11:05:41.045+02:00',
          documentHash: hashOf(1),
          mode: 'Online',
        },
      ],
    })
  })

  it('accepts an odd prefix, comments, white space, elements it does not know, and v4-2', () => {
    const odd = upoText({ namespace: 'http://upo.schematy.mf.gov.pl/KSeF/v4-2' })
      .replace(/<(\/?)([A-Z])/g, '<$1u:$2')
      .replace('xmlns=', 'xmlns:u=')
      .replace('</u:KodFormularza>', '</u:KodFormularza>\n<!-- <u:Dokument/> --><u:Nowe><u:Dokument/></u:Nowe>')
    expect(readUpo(Buffer.from(odd))).toMatchObject({ version: 'v4-2', kind: 'invoice-upo', entries: [{ ksefNumber: numberOf(1) }] })
  })

  const refused: readonly (readonly [string, string, string])[] = [
    ['another root', '<Faktura xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"/>', 'not-a-upo'],
    ['another namespace', upoText({ namespace: 'http://example.com' }), 'not-a-upo'],
    ['no entry', upoText({ entries: '' }), 'not-a-upo'],
    ['a document type', `<!DOCTYPE Potwierdzenie [<!ENTITY x "y">]>${upoText()}`, 'ambiguous'],
    ['two sessions', upoText({ session: `${SESSION}</NumerReferencyjnySesji><NumerReferencyjnySesji>other` }), 'ambiguous'],
    ['two contexts', upoText({ context: `<Nip>${NIP}</Nip><IdWewnetrzny>${NIP}-11111</IdWewnetrzny>` }), 'ambiguous'],
    ['two KSeF numbers in one entry', upoText().replace('</NumerKSeFDokumentu>', `</NumerKSeFDokumentu><NumerKSeFDokumentu>${numberOf(2)}</NumerKSeFDokumentu>`), 'ambiguous'],
    ['an entry of another namespace', upoText().replace('<Dokument>', '<Dokument xmlns="http://example.com">'), 'not-a-upo'],
    ['a number with something inside it', upoText().replace('</NumerKSeFDokumentu>', '<x/></NumerKSeFDokumentu>'), 'ambiguous'],
    ['two ways of signing in', upoText().replace('<IdKontekstu>', '<NumerReferencyjnyTokenaKSeF>x</NumerReferencyjnyTokenaKSeF><IdKontekstu>'), 'ambiguous'],
    ['two roots', upoText() + upoText(), 'not-xml'],
    ['an open end', upoText().slice(0, -20), 'not-xml'],
  ]
  it.each(refused)('refuses %s', (_name, text, reason) => {
    expect(() => readUpo(Buffer.from(text))).toThrow(reason)
  })
})

describe('inspecting a UPO', () => {
  it('finds nothing against a signed one of the right invoice', () => {
    const bytes = signed()
    const found = inspectUpo(bytes, { ...expected, headerHash: sha256Base64(bytes) })
    expect(found).toMatchObject({ quarantineReason: null, signatureVerified: true, provenKsefNumbers: [numberOf(1)] })
    const verdicts = Object.fromEntries(found.lines.map(({ check, verdict }) => [check, verdict]))
    expect(verdicts).toMatchObject({ 'header-hash': 'confirmed', signature: 'confirmed', 'hash-matches-list': 'confirmed', 'hash-matches-xml': 'not-checked', 'certificate-chain': 'not-checked' })
  })

  it('does not claim a transport hash that was not sent', () => {
    expect(inspectUpo(signed(), expected).lines[0]).toEqual({ check: 'header-hash', verdict: 'not-checked', detail: null })
  })

  it.each([
    ['production', 'Ministerstwo Finansów', 'confirmed'],
    ['test', 'Ministerstwo Finansów - środowisko testowe (TE)', 'confirmed'],
    ['demo', 'Ministerstwo Finansów - inna nazwa', 'not-checked'],
    ['simulator', 'Ministerstwo Finansów - symulator', 'not-checked'],
  ] as const)('holds the receiver against the environment %s: %s is %s', (environment, receiver, verdict) => {
    const found = inspectUpo(signed({ receiver }), { ...expected, environment })
    expect(found.quarantineReason).toBeNull()
    expect(found.lines.find(({ check }) => check === 'receiver')).toEqual({ check: 'receiver', verdict, detail: receiver })
  })

  const mutated = (from: string, to: string): Buffer => Buffer.from(signed().toString('utf8').replace(from, to))
  const apart: readonly (readonly [string, Uint8Array, Partial<ExpectedUpo>, string])[] = [
    ['nothing at all', Buffer.alloc(0), {}, 'empty'],
    ['a page of a bot wall', Buffer.from('<!DOCTYPE html><html><body>Request blocked</body></html>'), {}, 'html-page'],
    ['JSON', Buffer.from('{"status":"ok"}'), {}, 'not-xml'],
    ['an invoice', Buffer.from('<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>'), {}, 'not-a-upo'],
    ['no signature', Buffer.from(upoText()), {}, 'unsigned'],
    ['a changed number', mutated('FV/1', 'FV/2'), {}, 'signature-invalid'],
    ['a changed hash', mutated(hashOf(1), hashOf(2)), {}, 'signature-invalid'],
    ['another invoice', signed({ entries: entry(2) }), {}, 'other-invoice'],
    ['another hash on the list', signed(), { invoiceHash: hashOf(2) }, 'hash-differs'],
    ['another session', signed(), { sessionReference: 'other' }, 'other-session'],
    ['the test environment in production', signed({ receiver: 'Ministerstwo Finansów - środowisko testowe (TE)' }), { environment: 'production' }, 'other-environment'],
    ['a receiver that production does not have', signed({ receiver: 'Ministerstwo Finansów - symulator' }), { environment: 'production' }, 'other-environment'],
    ['production in the test environment', signed(), { environment: 'test' }, 'other-environment'],
    ['a wrong transport hash', signed(), { headerHash: hashOf(9) }, 'header-hash-differs'],
  ]
  it.each(apart)('keeps apart %s', (_name, bytes, differently, reason) => {
    const found = inspectUpo(bytes, { ...expected, ...differently })
    expect(found).toMatchObject({ quarantineReason: reason, provenKsefNumbers: [] })
    // What cannot be read is told for one reason only.
    const structure = found.lines.find(({ check }) => check === 'structure')
    if (structure?.verdict === 'failed') expect(structure.detail).toBe(reason)
  })

  it('never throws and never proves anything from damaged bytes', () => {
    const whole = signed()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ change
        const found = inspectUpo(cut ? bytes.subarray(0, at) : bytes, expected)
        // White space inside the signature's own Base64 may change without changing what was signed.
        if (found.quarantineReason === null) expect(found.provenKsefNumbers).toEqual([numberOf(1)])
        else expect(found.provenKsefNumbers).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['fewer entries than stated', description(3), entry(1) + entry(2), 'entry-count', [1, 2]],
    ['more entries than stated', description(1), entry(1) + entry(2), 'entry-count', [1, 2]],
    ['the same number twice', description(3), entry(1) + entry(2) + entry(2), 'entries-distinct', [1]],
    ['the same number of two hashes', description(3), entry(1) + entry(2) + entry(2).replace(hashOf(2), hashOf(3)), 'entries-distinct', [1]],
  ] as const)('reports %s, and proves what is unambiguous', (_name, page, entries, check, proven) => {
    const found = inspectUpo(signed({ description: page, entries }), { ...expected, ksefNumber: null, invoiceHash: null })
    expect(found).toMatchObject({ quarantineReason: null, provenKsefNumbers: proven.map(numberOf) })
    expect(found.lines.find((line) => line.check === check)).toMatchObject({ verdict: 'failed' })
  })

  it('proves every entry of a session UPO, told apart by KSeF number', () => {
    const entries = Array.from({ length: 50 }, (_, index) => entry(index + 1)).join('')
    const found = inspectUpo(signed({ description: description(50), entries }), { ...expected, ksefNumber: numberOf(7), invoiceHash: hashOf(7) })
    expect(found.quarantineReason).toBeNull()
    expect(found.provenKsefNumbers.length).toBe(50)
  })
})

describe.skipIf(!existsSync(SAMPLES))(`public UPO samples (skipped where ${SAMPLES} is absent)`, () => {
  const names = existsSync(SAMPLES) ? readdirSync(SAMPLES) : []
  it.each(names)('%s is read and reported as unsigned', (name) => {
    const found = inspectUpo(readFileSync(join(SAMPLES, name)), { headerHash: null, ksefNumber: null, invoiceHash: null })
    expect(found).toMatchObject({ quarantineReason: 'unsigned', signatureVerified: false, upo: { version: 'v4-3', environment: 'test' } })
    expect(found.upo?.kind).toBe(name.includes('sesja') ? 'session-upo' : 'invoice-upo')
  })
})
