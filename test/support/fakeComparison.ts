import type { DuplicateComparison } from '../../electron/shared/contract/duplicates.ts'
import { InvoiceId } from '../../electron/shared/contract/common.ts'
import type { DuplicateCase } from '../../electron/shared/model/diagnosis.ts'

/** The made-up duplicates in the order of the list, so that each case is among the first. */
const CASES: readonly DuplicateCase[] = ['same-file', 'another-invoice', 'cannot-tell', 'same-invoice']
const PLACES = [6, 24, 26, 36]

type Pairs = DuplicateComparison['fields']
type Line = NonNullable<DuplicateComparison['lines'][number]['mine']>

const TABLE: Line = { name: 'Stół jesionowy 180 × 90 cm', quantity: '2', unit: 'szt.', price: '2150.00', value: '4300.00', rate: '23' }
const CHAIR: Line = { name: 'Krzesło „Łódź” tapicerowane', quantity: '8', unit: 'szt.', price: '495.00', value: '3960.00', rate: '23' }

function pairs(changes: Readonly<Partial<Record<Pairs[number]['field'], Partial<Pairs[number]>>>>): Pairs {
  const usual: Pairs = [
    { field: 'file', mine: 'q8Jw2kYt0cM1o9cZ', original: 'q8Jw2kYt0cM1o9cZ', verdict: 'same' },
    { field: 'seller', mine: '5252248481', original: '5252248481', verdict: 'same' },
    { field: 'invoiceNumber', mine: 'FV/2026/03/0994', original: 'FV/2026/03/0994', verdict: 'same' },
    { field: 'invoiceType', mine: 'Vat', original: 'Vat', verdict: 'same' },
    { field: 'buyer', mine: '7010002137', original: '7010002137', verdict: 'same' },
    { field: 'issuedOn', mine: '2026-03-30', original: '2026-03-30', verdict: 'same' },
    { field: 'suppliedOn', mine: '2026-03-30', original: '2026-03-30', verdict: 'same' },
    { field: 'net', mine: '826000', original: '826000', verdict: 'same' },
    { field: 'vat', mine: '189980', original: '189980', verdict: 'same' },
    { field: 'gross', mine: '1015980', original: '1015980', verdict: 'same' },
    { field: 'currency', mine: 'PLN', original: 'PLN', verdict: 'same' },
    { field: 'rates', mine: '826000 PLN · 189980 PLN', original: '826000 PLN · 189980 PLN', verdict: 'same' },
    { field: 'corrected', mine: null, original: null, verdict: 'same' },
    { field: 'lineCount', mine: '2', original: '2', verdict: 'same' },
    { field: 'lines', mine: null, original: null, verdict: 'same' },
    { field: 'rest', mine: null, original: null, verdict: 'same' },
  ]
  return usual.map((pair) => ({ ...pair, ...changes[pair.field] }))
}

const OTHER_FILE = { original: 'Zb41xXn7pQdRrE2u', verdict: 'differs' } as const

/** The duplicate at a place of the made-up archive beside its first invoice. */
export function fakeComparison(index: number): DuplicateComparison {
  const duplicateCase = CASES[Math.max(0, PLACES.indexOf(index)) % CASES.length] ?? 'same-file'
  const original = { id: InvoiceId.parse(1), ksefNumber: '5252248481-20260330-0100A0D6723E-C2', upoDocumentId: 11, reach: 'here' } as const
  const base = { duplicateCase, missing: [], original, currency: 'PLN', others: [], more: { lines: 0, others: 0 } } as const
  const sameLines: DuplicateComparison['lines'] = [TABLE, CHAIR].map((line) => ({ mine: line, original: line, verdict: 'same' }))
  switch (duplicateCase) {
    case 'same-file':
      return { ...base, reason: 'same-hash', fields: pairs({}), lines: sameLines }
    case 'same-invoice':
      return { ...base, reason: 'same-content', fields: pairs({ file: OTHER_FILE }), lines: sameLines }
    case 'another-invoice':
      return {
        ...base,
        reason: 'fields-differ',
        fields: pairs({
          file: OTHER_FILE,
          buyer: { original: '7342867148', verdict: 'differs' },
          net: { original: '734000', verdict: 'differs' },
          vat: { original: '168820', verdict: 'differs' },
          gross: { original: '902820', verdict: 'differs' },
          rates: { original: '734000 PLN · 168820 PLN', verdict: 'differs' },
          lineCount: { original: '3', verdict: 'differs' },
          lines: { verdict: 'differs' },
          rest: { verdict: 'differs' },
        }),
        lines: [
          { mine: TABLE, original: { ...TABLE, name: 'Stół dębowy 160 × 80 cm', price: '1400.00', value: '2800.00' }, verdict: 'differs' },
          { mine: null, original: { name: 'Transport & wniesienie', quantity: '1', unit: 'usł.', price: '580.00', value: '580.00', rate: '23' }, verdict: 'differs' },
          { mine: CHAIR, original: CHAIR, verdict: 'same' },
        ],
        others: [{ label: 'Nazwa', mine: 'Żółw i Jaźń Sp. z o.o.', original: 'Hotel Pod Świerkami' }],
      }
    case 'cannot-tell': {
      const unknown = pairs({ file: { verdict: 'differs', original: OTHER_FILE.original } }).map((pair) => (pair.field === 'file' || pair.field === 'invoiceNumber' ? pair : { ...pair, mine: null, verdict: 'unknown' as const }))
      return { ...base, reason: 'not-enough', missing: ['own-file'], original: { ...original, upoDocumentId: null, reach: 'refused' }, fields: unknown, lines: [] }
    }
  }
}
