import { describe, expect, test } from 'vitest'
import type { InvoiceDetail } from '../../../../electron/shared/contract/invoices.ts'
import { filledTemplate, sampleInvoice, sampleInvoiceNames, sampleInvoicesMissing } from '../../../support/invoiceXml.ts'
import { refreshBench } from '../../../support/refreshBench.ts'
import { signIn, pickText } from '../../../support/simulatorCaller.ts'
import { openOnline, sendInvoice, sha256Text } from '../../../support/simulatorSending.ts'

const missing = sampleInvoicesMissing()
if (missing !== null) process.stderr.write(`skipped: ${missing}\n`)

/** The simulator's main taxpayer, in whose name each sample is sent. */
const OWN = '9991000105'
const OTHER = '9991002015'
const FA3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' }
const FA2 = { ...FA3, systemCode: 'FA (2)' }
const RR = { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' }
const PEF = { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' }
const PEF_KOR = { ...PEF, systemCode: 'PEF_KOR (3)' }

/** Own number, day, net, VAT in złoty, gross, currency, type, buyer's identifier and name, parties, invoices named. */
type Expected = readonly [string, string, number, number, number, string, string, string | null, string, number, number]

/** What of a sample the archive knows after a refresh. */
const knownOf = ({ summary, ...detail }: InvoiceDetail | Omit<InvoiceDetail, 'diagnosis' | 'handled' | 'sender' | 'verificationLink'>): Expected => [
  summary.invoiceNumber ?? '',
  summary.issuedOn ?? '',
  detail.netMinor ?? NaN,
  detail.vatMinor ?? NaN,
  summary.grossMinor ?? NaN,
  summary.currency ?? '',
  detail.invoiceType ?? '',
  summary.buyerIdentifier,
  summary.buyerName ?? '',
  detail.thirdParties.length,
  detail.related.length,
]

/** Sends a file in the name of a taxpayer whose archive is fresh, refreshes, and tells what came back. */
async function sent(file: Buffer, formCode: object) {
  const bench = await refreshBench({ invoices: 1, processingMs: 0, takesAttachments: true })
  try {
    const { api } = await signIn(bench.simulator, 'owner')
    const { session, answered } = await openOnline(api, { formCode })
    expect(answered.status).toBe(201)
    const { json } = await sendInvoice(api, session, file)
    const reference = pickText(json, 'referenceNumber')
    await api.post(`/sessions/online/${session.reference}/close`)
    bench.simulator.clock.advance(5 * 60_000)
    const result = await bench.refresh({ fetchInvoiceXml: true })
    expect(result).toMatchObject({ outcome: 'done', error: null })
    const { invoices } = await bench.archive.lookUp({ by: 'invoiceReference', value: reference })
    const detail = await bench.archive.shownInvoice({ id: invoices[0]!.id, trusted: [] })
    const xml = detail!.documents.find(({ kind }) => kind === 'invoice')
    const stored = xml === undefined ? null : await bench.archive.documentBytes({ documentId: xml.documentId })
    return { detail: detail!, bytes: stored === null ? null : Buffer.from(stored.bytes) }
  } finally {
    await bench.close()
  }
}

const ofOwn = (name: string): Buffer => Buffer.from(sampleInvoice('fa3', name).toString('utf8').replace('<NIP>9999999999</NIP>', `<NIP>${OWN}</NIP>`))

const SAMPLES: readonly (readonly [name: string, file: () => Buffer, formCode: object, sellerNip: string])[] = [
  ...sampleInvoiceNames('fa3').map((name) => [name, () => ofOwn(name), FA3, OWN] as const),
  ['FA(2)', () => filledTemplate('invoice-template-fa-2.xml', { nip: OWN, invoice_number: '7' }), FA2, OWN],
  ['FA(3) with an attachment', () => filledTemplate('invoice-template-fa-3-with-attachment.xml', { nip: OWN, invoice_number: '8' }), FA3, OWN],
  [
    'FA(3) with third parties',
    () => filledTemplate('invoice-template-fa-3-with-multiple-Subject3.xml', { nip_podmiot1: OWN, nip_podmiot2: OTHER, nip1_podmiot3: '1111111111', idwew1_podmiot3: '1111111111-12345', nip2_podmiot3: '2222222222', idwew2_podmiot3: '2222222222-12345' }),
    FA3,
    OWN,
  ],
  ['FA_RR(1), sent by its buyer', () => filledTemplate('invoice-template-fa-rr-1.xml', { nip: OTHER, buyer_nip: OWN, invoice_number: 'RR/1' }), RR, OTHER],
  ['PEF(3)', () => filledTemplate('invoice-template-fa-3-pef.xml', { invoice_number: 'PEF/1', issue_date: '2026-02-01', due_date: '2026-02-14', supplier_nip: OWN, buyer_nip: OTHER }), PEF, OWN],
  ['PEF_KOR(3)', () => filledTemplate('invoice-template-fa-3-pef-correction.xml', { invoice_number: 'KOR/1', issue_date: '2026-02-03', supplier_nip: OWN, buyer_nip: OTHER, ksef_number: `${OWN}-20260201-8BEF280C8D35-00` }), PEF_KOR, OWN],
]

const EXPECTED: Readonly<Record<string, Expected>> = {
  'przyklad-1.xml': ['FV2026/02/150', '2026-02-15', 166_761, 38_338, 205_100, 'PLN', 'Vat', '1111111111', 'F.H.U. Jan Kowalski', 0, 0],
  'przyklad-10.xml': ['FZ2026/02/150', '2026-02-15', 1_626_016, 373_984, 2_000_000, 'PLN', 'Zal', '1111111111', 'F.H.U. Jan Kowalski', 1, 0],
  'przyklad-12.xml': ['FK2026/03/7', '2026-03-17', 924_075, 75_925, 1_000_000, 'PLN', 'KorZal', '1111111111', 'F.H.U. Jan Kowalski', 1, 1],
  'przyklad-16.xml': ['FV2026/02/150', '2026-02-15', 0, 0, 45_000, 'PLN', 'Upr', '1111111111', '', 0, 0],
  'przyklad-2.xml': ['FK2026/03/200', '2026-03-15', -16_260, -3740, -20_000, 'PLN', 'Kor', '1111111111', 'F.H.U. Jan Kowalski', 0, 1],
  'przyklad-20.xml': ['FV2026/02/150', '2026-02-15', 1_356_000, 1_403_616, 1_667_880, 'EUR', 'Vat', '1111111111', 'CDE sp. j.', 0, 0],
  'przyklad-22.xml': ['FV2026/02/150', '2026-02-15', 400_000, 0, 400_000, 'EUR', 'Vat', 'DE999999999', 'EFG GmbH', 0, 0],
  'przyklad-25.xml': ['FV2026/02/150', '2026-02-28', 4360, 1003, 5363, 'PLN', 'Vat', '1111111111', 'F.H.U. Jan Kowalski', 0, 0],
  'przyklad-4.xml': ['FV2026/02/150', '2026-02-15', 5_226_010, 1_201_982, 6_427_992, 'PLN', 'Vat', '1111111111', 'CDE sp. j.', 1, 0],
  'przyklad-6.xml': ['FK2026/07/243', '2026-07-15', -4_065_041, -934_959, -5_000_000, 'PLN', 'Kor', '1111111111', 'CeDeE s.c.', 0, 6],
  'przyklad-8.xml': ['FM2026/02/150', '2026-02-27', 1_500_000, 0, 1_500_000, 'PLN', 'Vat', '1111111111', 'F.H.U. Jan Kowalski', 0, 0],
  'FA(2)': ['FA/GRQMB-7/05/2025', '2025-06-16', 3_526_063, 810_994, 4_337_057, 'PLN', 'Vat', '7352765225', 'Cichy LLC', 0, 0],
  'FA(3) with an attachment': ['FA/GRQMB-8/05/2025', '2025-09-01', 4360, 1003, 5363, 'PLN', 'Vat', '1111111111', 'F.H.U. Jan Kowalski', 0, 0],
  'FA(3) with third parties': ['FV2026/02/150', '2025-10-10', 5_226_010, 1_201_982, 6_427_992, 'PLN', 'Vat', '9991002015', 'Szkoła Testowa', 2, 0],
  'FA_RR(1), sent by its buyer': ['RR/1', '2026-02-23', 200_000, 14_000, 214_000, 'PLN', 'VatRr', '9991000105', 'F.H.U. Jan Kowalski', 0, 0],
  'PEF(3)': ['PEF/1', '2026-02-01', 590_000, 122_500, 712_500, 'EUR', 'VatPef', '9991002015', 'Nabywca S.A.', 0, 0],
  'PEF_KOR(3)': ['KOR/1', '2026-02-03', 1_274_000, 293_020, 1_567_020, 'PLN', 'KorPef', '9991002015', 'Nazwa firmy', 2, 1],
}

describe.skipIf(missing !== null)('the public samples, accepted by the simulator', () => {
  test.each(SAMPLES)('%s comes back byte for byte, and says what it says', async (name, file, formCode, sellerNip) => {
    const bytes = file()
    const { detail, bytes: stored } = await sent(bytes, formCode)
    expect(detail.summary).toMatchObject({ statusCode: 200, state: 'complete', sellerNip, hasXml: true })
    expect(stored?.equals(bytes)).toBe(true)
    expect(detail.invoiceHash).toBe(sha256Text(bytes))
    expect(detail.formCode).toBe((formCode as typeof FA3).systemCode)
    expect(knownOf(detail)).toEqual(EXPECTED[name])
    // The numbers that the samples quote have wrong check digits, one and all.
    expect(detail.related.every(({ hasWrongChecksum, found }) => hasWrongChecksum && found === null)).toBe(true)
  })
})
