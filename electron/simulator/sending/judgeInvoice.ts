import { sha256Base64 } from '../../crypto/hash.ts'
import { decryptAes256Cbc } from '../../crypto/symmetric.ts'
import type { InvoiceFace, InvoiceForm } from '../world/facts.ts'
import { duplicateOf, INVOICE_STATUS, type StatusInfo } from '../world/kinds.ts'
import { readSentInvoice } from './readSentInvoice.ts'
import type { UsedNumbers } from './usedNumbers.ts'

/** What a client declared about an invoice that it sends (open-api.json, SendInvoiceRequest). */
export interface Submission {
  readonly invoiceHash: string
  readonly invoiceSize: number
  readonly encrypted: Buffer
  readonly isOffline: boolean
  readonly hashOfCorrected: string | null
}

export interface Verdict {
  readonly status: StatusInfo
  readonly face: InvoiceFace | null
  readonly file: Buffer
}

/** Without attachments an invoice may have 1 MB (API-NOTES §5). */
const MOST_BYTES = 1_000_000

function decrypt(encrypted: Buffer, key: Buffer, iv: Buffer): Buffer | null {
  try {
    return decryptAes256Cbc(encrypted, key, iv)
  } catch {
    // A wrong key shows only as wrong padding; KSeF's answer to it is the status 435.
    return null
  }
}

export interface Circumstances {
  readonly key: Buffer
  readonly iv: Buffer
  readonly form: InvoiceForm
  readonly contextNip: string
  readonly today: string
  readonly usedNumbers: UsedNumbers
  readonly takesAttachments: boolean
}

function withDetail(kind: keyof typeof INVOICE_STATUS, detail: string): StatusInfo {
  return { ...INVOICE_STATUS[kind], details: [detail] }
}

/** A seller sends his own; a buyer may send for the seller when self-invoicing and for farmers (PRODUCT.md, sender). */
function maySend(face: InvoiceFace, contextNip: string): boolean {
  if (face.form !== 'FA_RR (1)' && face.seller.identifier.value === contextNip) return true
  return (face.isSelfInvoiced || face.form === 'FA_RR (1)') && face.buyer.identifier.value === contextNip
}

/** Decides at once what processing will come to: 430 and 435 for the file, 410, 415, 450 and 440 for its content, else 200. */
export function judgeInvoice(submission: Submission, circumstances: Circumstances): Verdict {
  const { key, iv, form, contextNip, today, usedNumbers, takesAttachments } = circumstances
  const file = decrypt(submission.encrypted, key, iv)
  const refuse = (status: StatusInfo, face: InvoiceFace | null = null): Verdict => ({ status, face, file: file ?? Buffer.alloc(0) })
  if (file === null) return refuse(INVOICE_STATUS['cannot-decrypt'])
  if (file.length !== submission.invoiceSize) return refuse(withDetail('bad-file', 'Rozmiar pliku faktury nie zgadza się z zadeklarowanym.'))
  if (sha256Base64(file) !== submission.invoiceHash) return refuse(INVOICE_STATUS['bad-file'])
  if (file.length > MOST_BYTES) return refuse(withDetail('bad-file', 'Przekroczono dozwolony rozmiar faktury.'))
  const content = readSentInvoice(file, form)
  if ('refusal' in content) return refuse(withDetail('refused', content.refusal))
  const { face } = content
  if (face.issuedOn > today) return refuse(withDetail('refused', 'Data wystawienia faktury jest późniejsza niż data przyjęcia.'), face)
  if (!maySend(face, contextNip)) return refuse(INVOICE_STATUS['no-right'], face)
  // Attachments come in batches only.
  if (face.hasAttachment && !takesAttachments) return refuse(INVOICE_STATUS['no-attachments'], face)
  const original = usedNumbers.originalOf(face)
  if (original === null) return { status: INVOICE_STATUS.accepted, face, file }
  return refuse(duplicateOf(original.sessionReference, original.ksefNumber), face)
}
