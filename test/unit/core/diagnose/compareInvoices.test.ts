import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareInvoices, type ComparableInvoice } from '../../../../electron/core/diagnose/compareInvoices.ts'
import { readContent } from '../../../../electron/documents/invoice/readContent.ts'
import { readInvoice } from '../../../../electron/documents/invoice/readInvoice.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import type { ComparedField } from '../../../../electron/shared/model/invoiceComparison.ts'

interface Recipe {
  readonly buyer: string
  readonly buyerName: string
  readonly issuedOn: string
  readonly suppliedOn: string
  readonly currency: string
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly net: number }[]
  readonly account: string
  readonly madeAt: string
  readonly program: string
}

const RECIPE: Recipe = {
  buyer: '1234563218',
  buyerName: 'Źdźbło & Córki',
  issuedOn: '2026-02-15',
  suppliedOn: '2026-02-14',
  currency: 'PLN',
  lines: [{ name: 'Stół', quantity: 2, net: 5000 }, { name: 'Krzesło', quantity: 4, net: 2000 }],
  account: '12345678901234567890123456',
  madeAt: '2026-02-15T08:00:00Z',
  program: 'Fakturownik 1',
}

const amount = (minor: number): string => (minor / 100).toFixed(2)
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function xmlOf({ buyer, buyerName, issuedOn, suppliedOn, currency, lines, account, madeAt, program }: Recipe): Buffer {
  const net = lines.reduce((sum, line) => sum + line.net, 0)
  const rows = lines.map(({ name, quantity, net: value }, at) => `<FaWiersz><NrWierszaFa>${String(at + 1)}</NrWierszaFa><P_7>${escaped(name)}</P_7><P_8B>${String(quantity)}</P_8B><P_11>${amount(value)}</P_11><P_12>23</P_12></FaWiersz>`)
  return Buffer.from(
    `<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)">FA</KodFormularza><DataWytworzeniaFa>${madeAt}</DataWytworzeniaFa><SystemInfo>${escaped(program)}</SystemInfo></Naglowek>` +
      `<Podmiot1><DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>My</Nazwa></DaneIdentyfikacyjne></Podmiot1><Podmiot2><DaneIdentyfikacyjne><NIP>${buyer}</NIP><Nazwa>${escaped(buyerName)}</Nazwa></DaneIdentyfikacyjne></Podmiot2>` +
      `<Fa><KodWaluty>${currency}</KodWaluty><P_1>${issuedOn}</P_1><P_2>FV/1</P_2><P_6>${suppliedOn}</P_6><P_13_1>${amount(net)}</P_13_1><P_14_1>${amount(Math.round(net * 0.23))}</P_14_1><P_15>${amount(net + Math.round(net * 0.23))}</P_15><RodzajFaktury>VAT</RodzajFaktury>${rows.join('')}<Platnosc><RachunekBankowy><NrRB>${account}</NrRB></RachunekBankowy></Platnosc></Fa></Faktura>`,
  )
}

function invoiceOf(change: Partial<Recipe> = {}): ComparableInvoice {
  const bytes = xmlOf({ ...RECIPE, ...change })
  const { issueDate, ...said } = readInvoice(bytes)
  return { ...said, issuedOn: issueDate, hash: sha256Base64(bytes), content: readContent(bytes) }
}

const UNKNOWN: ComparableInvoice = { hash: null, sellerNip: null, invoiceNumber: null, invoiceType: null, buyerIdentifier: null, buyerName: null, issuedOn: null, netMinor: null, vatMinor: null, grossMinor: null, currency: null, content: null }

/** As KSeF's lists tell it, without the file. */
const listed = (invoice: ComparableInvoice): ComparableInvoice => ({ ...invoice, content: null })
const differing = (one: ComparableInvoice, other: ComparableInvoice): readonly ComparedField[] => compareInvoices(one, other).fields.flatMap(({ field, verdict }) => (verdict === 'differs' ? [field] : []))

const text = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom('a', 'ą', 'b', 'c', 'ż', ' ', '<', '&', '"', '0', '1', '2', '3', '.', '/') }).filter((value) => value.trim() !== '')
const day = fc.constantFrom('2026-02-14', '2026-02-15', '2026-03-01')
const line = fc.record({ name: text, quantity: fc.integer({ min: 1, max: 99 }), net: fc.integer({ min: -99_999, max: 9_999_999 }) })
const recipe: fc.Arbitrary<Recipe> = fc.record({
  buyer: fc.constantFrom('1234563218', '5252248481'),
  buyerName: text,
  issuedOn: day,
  suppliedOn: day,
  currency: fc.constantFrom('PLN', 'EUR'),
  lines: fc.array(line, { maxLength: 6 }),
  account: fc.constantFrom('1', '2'),
  madeAt: fc.constantFrom('2026-02-15T08:00:00Z', '2026-02-16T08:00:00Z'),
  program: text,
})
/** A whole invoice, one known from a list, or one with facts taken away. */
const invoice: fc.Arbitrary<ComparableInvoice> = fc.tuple(recipe, fc.subarray(Object.keys(UNKNOWN))).map(([given, gone]) => ({ ...invoiceOf(given), ...Object.fromEntries(gone.map((name) => [name, null])) }))

describe('two invoices of one number', () => {
  it('are the same file when their hashes are equal, and then all that is known of one is known of both', () => {
    const found = compareInvoices({ ...UNKNOWN, hash: invoiceOf().hash }, invoiceOf())
    expect(found).toMatchObject({ duplicateCase: 'same-file', reason: 'same-hash' })
    expect(found.fields.every(({ verdict }) => verdict === 'same')).toBe(true)
  })

  it('are the same invoice when only their headers differ', () => {
    fc.assert(
      fc.property(recipe, text, (given, program) => {
        const found = compareInvoices(invoiceOf(given), invoiceOf({ ...given, program: `${program} 2`, madeAt: '2026-02-20T12:00:00Z' }))
        expect([found.duplicateCase, found.reason]).toEqual(['same-invoice', 'same-content'])
      }),
      { numRuns: 60 },
    )
  })

  const changes: readonly (readonly [string, Partial<Recipe>, ComparedField])[] = [
    ['the buyer', { buyer: '5252248481' }, 'buyer'],
    ['the date of issue', { issuedOn: '2026-02-16' }, 'issuedOn'],
    ['the date of supply', { suppliedOn: '2026-02-16' }, 'suppliedOn'],
    ['the currency', { currency: 'EUR' }, 'currency'],
    ['an amount', { lines: [{ name: 'Stół', quantity: 2, net: 5001 }, { name: 'Krzesło', quantity: 4, net: 2000 }] }, 'gross'],
    ['the name of a line', { lines: [{ name: 'Ława', quantity: 2, net: 5000 }, { name: 'Krzesło', quantity: 4, net: 2000 }] }, 'lines'],
    ['the quantity of a line', { lines: [{ name: 'Stół', quantity: 1, net: 5000 }, { name: 'Krzesło', quantity: 4, net: 2000 }] }, 'lines'],
    ['the number of lines', { lines: [{ name: 'Stół', quantity: 2, net: 7000 }] }, 'lineCount'],
  ]
  it.each(changes)('are two invoices when %s differs', (_name, change, field) => {
    const found = compareInvoices(invoiceOf(), invoiceOf(change))
    expect([found.duplicateCase, found.reason]).toEqual(['another-invoice', 'fields-differ'])
    expect(differing(invoiceOf(), invoiceOf(change))).toContain(field)
  })

  it('are two invoices when any line differs in anything', () => {
    fc.assert(
      fc.property(recipe, fc.nat(), line, ({ lines, ...rest }, at, replacement) => {
        const whole = [...lines, { name: 'Stół', quantity: 1, net: 100 }]
        const place = at % whole.length
        const before = whole[place]!
        fc.pre(before.quantity !== replacement.quantity || before.net !== replacement.net)
        const changed = whole.with(place, replacement)
        expect(compareInvoices(invoiceOf({ ...rest, lines: whole }), invoiceOf({ ...rest, lines: changed })).duplicateCase).toBe('another-invoice')
      }),
      { numRuns: 60 },
    )
  })

  it('are the same invoice when their lines only stand in another order', () => {
    expect(compareInvoices(invoiceOf(), invoiceOf({ lines: RECIPE.lines.toReversed() })).duplicateCase).toBe('same-invoice')
  })

  it('are not told apart when something differs that does not decide, and that is shown', () => {
    const found = compareInvoices(invoiceOf(), invoiceOf({ account: '999', buyerName: 'Źdźbło i Córki' }))
    expect([found.duplicateCase, found.reason]).toEqual(['cannot-tell', 'others-differ'])
    expect(found.others).toEqual([{ name: 'Nazwa', mine: 'Źdźbło & Córki', original: 'Źdźbło i Córki' }, { name: 'NrRB', mine: RECIPE.account, original: '999' }])
  })

  it('are not compared when KSeF named an invoice of another number', () => {
    expect(compareInvoices({ ...invoiceOf({ program: 'x' }), invoiceNumber: 'FV/2' }, invoiceOf()).reason).toBe('other-number')
  })

  it('are two invoices by the lists alone when those differ, and never the same by them', () => {
    expect(compareInvoices(listed(invoiceOf()), listed(invoiceOf({ program: 'x' })))).toMatchObject({ duplicateCase: 'cannot-tell', reason: 'not-enough' })
    expect(compareInvoices(invoiceOf({ issuedOn: '2026-03-01' }), listed(invoiceOf())).duplicateCase).toBe('another-invoice')
  })

  it('do not differ for what KSeF’s lists write in their own way: tax in złoty, foreign identifiers', () => {
    const abroad = { ...invoiceOf({ currency: 'EUR' }), buyerIdentifier: 'DE811569869' }
    expect(differing(abroad, { ...listed(abroad), hash: 'x', buyerIdentifier: '811569869', vatMinor: 999, netMinor: 998 })).toEqual(['file'])
  })

  it('are told apart by what their lines say without a word against their number', () => {
    const { fields } = compareInvoices(invoiceOf(), invoiceOf({ lines: [{ name: 'Ława', quantity: 2, net: 5000 }, { name: 'Krzesło', quantity: 4, net: 2000 }] }))
    expect(fields.filter(({ field }) => field === 'lineCount' || field === 'lines')).toEqual([
      { field: 'lineCount', mine: '2', original: '2', verdict: 'same' },
      { field: 'lines', mine: null, original: null, verdict: 'differs' },
    ])
  })

  it('give their amounts by rate in minor units with their currency, the tax in złoty with its own', () => {
    const ratesOf = (one: ComparableInvoice): string | null | undefined => compareInvoices(one, one).fields.find(({ field }) => field === 'rates')?.mine
    expect(ratesOf(invoiceOf({ lines: [{ name: 'Stół', quantity: 1, net: 231564 }] }))).toBe('231564 PLN · 53260 PLN')
    const abroad = invoiceOf({ currency: 'EUR' })
    const inZloty = { part: 'rates', path: 'Fa/P_14_1W', name: 'P_14_1W', value: '69.3' } as const
    expect(ratesOf({ ...abroad, content: { lines: [], entries: [...(abroad.content?.entries ?? []), inZloty] } })).toBe('7000 EUR · 1610 EUR · 6930 PLN')
  })

  it('puts equal lines side by side, and what is new on one side beside nothing', () => {
    const { lines } = compareInvoices(invoiceOf(), invoiceOf({ lines: [{ name: 'Krzesło', quantity: 4, net: 2000 }] }))
    expect(lines.map(({ mine, original, verdict }) => [mine?.name ?? null, original?.name ?? null, verdict])).toEqual([['Stół', null, 'differs'], ['Krzesło', 'Krzesło', 'same']])
  })
})

describe('the laws of comparing', () => {
  it('exchanging the two changes no verdict and no case', () => {
    fc.assert(
      fc.property(invoice, invoice, (one, other) => {
        const [there, back] = [compareInvoices(one, other), compareInvoices(other, one)]
        expect([back.duplicateCase, back.reason]).toEqual([there.duplicateCase, there.reason])
        expect(back.fields).toEqual(there.fields.map(({ field, mine, original, verdict }) => ({ field, mine: original, original: mine, verdict })))
        expect(back.lines.map(({ verdict }) => verdict).toSorted()).toEqual(there.lines.map(({ verdict }) => verdict).toSorted())
      }),
    )
  })

  it('what is not known is never the same', () => {
    fc.assert(
      fc.property(invoice, invoice, (one, other) => {
        const { duplicateCase, fields } = compareInvoices(one, other)
        const isSameFile = one.hash !== null && one.hash === other.hash
        for (const { field, mine, original, verdict } of fields) {
          if (verdict !== 'same' || isSameFile) continue
          const isOfFiles = one.content !== null && other.content !== null
          expect(isOfFiles || (mine !== null && original !== null), field).toBe(true)
        }
        if (duplicateCase === 'same-invoice') expect([one.content, other.content]).not.toContain(null)
        if (duplicateCase === 'same-file') expect(isSameFile).toBe(true)
      }),
    )
  })

  it('the less is known, the less is decided: taking a fact away never turns another invoice into the same', () => {
    fc.assert(
      fc.property(recipe, recipe, fc.subarray(Object.keys(UNKNOWN)), (one, other, gone) => {
        const whole = compareInvoices(invoiceOf(one), invoiceOf(other)).duplicateCase
        const less = compareInvoices(invoiceOf(one), { ...invoiceOf(other), ...Object.fromEntries(gone.map((name) => [name, null])) }).duplicateCase
        if (whole === 'another-invoice') expect(['another-invoice', 'cannot-tell']).toContain(less)
      }),
    )
  })
})
