export interface VerifiableInvoice {
  readonly sellerNip: string | null
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string | null
  /** SHA-256 of the invoice file, Base64. */
  readonly invoiceHash: string | null
}

/**
 * The KOD I link of an invoice: `{qr base}/invoice/{seller NIP}/{DD-MM-YYYY}/{hash, Base64URL without padding}` (API-NOTES §5); null where
 * one of its parts is not known.
 */
export function verificationLink(qrBase: string, { sellerNip, issuedOn, invoiceHash }: VerifiableInvoice): string | null {
  if (sellerNip === null || invoiceHash === null || !/^\d{10}$/.test(sellerNip)) return null
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(issuedOn ?? '') ?? []
  const hash = Buffer.from(invoiceHash, 'base64')
  if (year === undefined || month === undefined || day === undefined || hash.length !== 32) return null
  return `${qrBase}/invoice/${sellerNip}/${day}-${month}-${year}/${hash.toString('base64url')}`
}
