import { InvoiceId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { ImportCounts, ImportedFile, UnlistedInvoice } from '../../electron/shared/contract/imports.ts'
import { IMPORT_OUTCOMES, IMPORT_REFUSALS, outcomeOfRefusal } from '../../electron/shared/model/importedFile.ts'

const NOTHING = { kind: null, reason: null, taxpayerId: null, invoiceId: null, invoiceNumber: null, ksefNumber: null, entries: null, sellerNip: null } as const

/** One import with every end a file can come to, each refusal among them. */
export function fakeImportedFiles(taxpayerId: TaxpayerId): readonly ImportedFile[] {
  const at = (index: number) => ({ taxpayerId, invoiceId: InvoiceId.parse(index), invoiceNumber: `FV/2026/03/${String(index).padStart(4, '0')}`, entries: 1 })
  const ksefNumber = '5252248481-20260312-0200A0D6723E-C2'
  return [
    { ...NOTHING, ...at(1), name: 'od biura.zip › FV-2026-03-0001.xml', outcome: 'stored', kind: 'invoice', ksefNumber },
    { ...NOTHING, ...at(1), name: 'od biura.zip › FV-2026-03-0001-upo.xml', outcome: 'stored', kind: 'invoice-upo', ksefNumber },
    { ...NOTHING, name: 'od biura.zip › upo-sesji.xml', outcome: 'stored', kind: 'session-upo', taxpayerId, entries: 128 },
    { ...NOTHING, ...at(2), name: 'od biura.zip › FV-2026-03-0002.xml', outcome: 'already-here', kind: 'invoice', ksefNumber },
    { ...NOTHING, ...at(9), taxpayerId: TaxpayerId.parse(2), name: 'od biura.zip › dla biura.xml', outcome: 'stored', kind: 'invoice', ksefNumber: '7010002137-20260312-0200A0D6723E-77' },
    { ...NOTHING, ...at(3), invoiceId: null, name: 'faktury/FV-2026-03-0003.xml', outcome: 'unlisted', kind: 'invoice' },
    { ...NOTHING, ...at(4), name: 'faktury/FV-2026-03-0004 (poprawiona).xml', outcome: 'number-used', kind: 'invoice' },
    { ...NOTHING, ...at(5), name: 'faktury/upo wydruk.xml', outcome: 'quarantined', kind: 'invoice-upo', reason: 'unsigned', ksefNumber },
    { ...NOTHING, name: 'faktury/inna firma.xml', outcome: 'needs-taxpayer', kind: 'invoice', reason: 'unknown-company', invoiceNumber: 'A 17/2026', entries: 1, sellerNip: '7010002137' },
    ...IMPORT_REFUSALS.map((reason, index) => ({ ...NOTHING, name: `różne/plik ${String(index + 1)}`, outcome: outcomeOfRefusal(reason), reason }) as const),
  ]
}

export function countsOf(files: readonly ImportedFile[]): ImportCounts {
  return Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, files.filter((file) => file.outcome === outcome).length])) as ImportCounts
}

export const FAKE_UNLISTED: readonly UnlistedInvoice[] = [
  {
    documentId: 71,
    importedAt: '2026-03-20T09:00:00.000Z',
    fileName: 'faktury/FV-2026-03-0003.xml',
    invoiceNumber: 'FV/2026/03/0003',
    issuedOn: '2026-03-12',
    sellerNip: '5252248481',
    sellerName: 'Zakład Usługowy Żółw',
    buyerName: 'Łódzkie Zakłady Żarówek',
    grossMinor: 123_000,
    currency: 'PLN',
  },
]
