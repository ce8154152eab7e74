import type { QuarantinedDocument } from '../../electron/shared/contract/quarantine.ts'
import { documentsOf, fakeInvoice } from './fakeInvoices.ts'
import { fakeSession } from './fakeSessions.ts'

/** What was set apart: in the place of invoices' receipts, of a session's page, of a package's part, and from a file. */
export function fakeQuarantine(invoices: number): readonly QuarantinedDocument[] {
  const reasons = ['html-page', 'package-part-differs', 'signature-invalid', 'other-invoice', 'header-hash-differs', 'unsigned'] as const
  return Array.from({ length: invoices === 0 ? 0 : 60 }, (_, index): QuarantinedDocument => {
    const { id, invoiceNumber, ksefNumber } = fakeInvoice(index)
    const [bad] = documentsOf(index, { ...fakeInvoice(index), hasUpo: false, state: 'unclear', statusCode: 200 })
    if (bad === undefined) throw new Error('an unclear invoice has a document that was set apart')
    const quarantineReason = reasons[index % reasons.length] ?? 'unsigned'
    if (quarantineReason === 'package-part-differs') {
      const part = { kind: 'unrecognised', quarantineReason, byteLength: 49_283_072, route: 'export', contentType: 'application/octet-stream', headerHash: null, checks: [], signer: null, signedAt: null } as const
      return { document: { ...bad, ...part }, sessionReference: null, session: null, invoice: null }
    }
    const isReceipt = quarantineReason !== 'html-page'
    return {
      document: { ...bad, kind: isReceipt ? 'invoice-upo' : 'unrecognised', quarantineReason, route: quarantineReason === 'unsigned' ? 'import' : 'link', contentType: isReceipt ? 'application/xml' : 'text/html; charset=utf-8' },
      sessionReference: isReceipt ? '20260331-SB-3789A40000-20373E1A2B-A3' : null,
      session: isReceipt ? { id: fakeSession(0).id, reference: '20260331-SB-3789A40000-20373E1A2B-A3' } : null,
      invoice: index % 4 === 3 ? null : { id, invoiceNumber, ksefNumber },
    }
  })
}
