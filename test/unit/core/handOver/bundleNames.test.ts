import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleStem, createNameKeeper, safeNamePart } from '../../../../electron/core/handOver/bundleNames.ts'

const anyInvoice = fc.record({
  sellerNip: fc.option(fc.string({ unit: 'binary', maxLength: 80 })),
  invoiceNumber: fc.option(fc.string({ unit: 'binary', maxLength: 300 })),
  ksefNumber: fc.option(fc.string({ unit: 'binary', maxLength: 80 })),
})

describe('names inside a bundle', () => {
  it('are made of seller NIP, own number and KSeF number', () => {
    const stem = bundleStem({ sellerNip: '5265877635', invoiceNumber: 'FV/2026/09/015 „żółć”', ksefNumber: '5265877635-20250916-010040741B3E-46' })
    expect(stem).toBe('5265877635-FV_2026_09_015_zolc-5265877635-20250916-010040741B3E-46')
  })

  it('are safe on Windows, macOS and Linux whatever the number holds', () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const stem = bundleStem(invoice)
        expect(stem).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
        expect(stem).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
        expect(stem.length).toBeLessThanOrEqual(200)
      }),
    )
  })

  it('never collide, not even where upper and lower case are the same', () => {
    fc.assert(
      fc.property(fc.array(anyInvoice, { maxLength: 40 }), (invoices) => {
        const nameFor = createNameKeeper()
        const names = invoices.map((invoice) => nameFor(bundleStem(invoice), '-upo.xml').toLowerCase())
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })

  it('drop what leads out of a folder', () => {
    expect(safeNamePart('../../etc/passwd')).toBe('etc_passwd')
    expect(safeNamePart('..\\..\\x')).toBe('x')
  })
})
