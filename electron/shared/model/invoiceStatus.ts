/** Status codes of an invoice in a session (API-NOTES §4, open-api.json InvoiceStatusInfo). */
export const INVOICE_STATUS_CODES = [100, 150, 200, 405, 410, 415, 430, 435, 440, 450, 500, 550] as const
export type KnownInvoiceStatusCode = (typeof INVOICE_STATUS_CODES)[number]

export const ACCEPTED_STATUS = 200
export const DUPLICATE_STATUS = 440

/** Undecided: KSeF may still accept; the answer is to look at the same submission, never to send again. */
const IN_PROCESS = new Set([100, 150])

/** Refused for good: the invoice is not issued. 440 is apart, for the original may be this very invoice. */
const REJECTED = new Set([405, 410, 415, 430, 435, 450])

/** KSeF stopped working on it, and nothing tells whether it was accepted. */
const BROKEN_OFF = new Set([500, 550])

export function isKnownInvoiceStatus(code: number): code is KnownInvoiceStatusCode {
  return (INVOICE_STATUS_CODES as readonly number[]).includes(code)
}

export function isInProcess(statusCode: number): boolean {
  return IN_PROCESS.has(statusCode)
}

export function isRejected(statusCode: number): boolean {
  return REJECTED.has(statusCode)
}

export function isBrokenOff(statusCode: number): boolean {
  return BROKEN_OFF.has(statusCode)
}

/** How an accepted invoice is proven: by its own UPO, by a session UPO only, or not yet. */
export type Proof = 'invoice-upo' | 'session-upo' | 'none'

/** Of these a UPO is here, or may be expected. */
const UPO_STATES = ['complete', 'complete-session-upo', 'waiting', 'no-upo', 'rejected', 'unclear'] as const

/**
 * The states that a person sees (PRODUCT.md, WORDING.md). `received`: a purchase, whose UPO is with its issuer; never counted among the others. `with-sender`: a sale
 * that somebody else issued and sent. The position is stored: new ones go to the end.
 */
export const INVOICE_STATES = [...UPO_STATES, 'received', 'with-sender'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]

/** Those of the taxpayer's sales. */
export const ISSUED_STATES = [...UPO_STATES, 'with-sender'] as const satisfies readonly InvoiceState[]

export interface StateFacts {
  /** Null: known only from a UPO or the metadata list, which hold accepted invoices only. */
  readonly statusCode: number | null
  readonly proof: Proof
  /** A file came in the place of the UPO and was put into quarantine; no good one has come since. */
  readonly hasQuarantined: boolean
  /** Bought, and issued by somebody else. */
  readonly isPurchase: boolean
  /** A sale that somebody else issued and sent, who has its UPO. */
  readonly isSentByAnother: boolean
}

/** The state shown for an invoice. Proof counts only for an accepted invoice: 440 never borrows the original's UPO. */
export function invoiceStateOf({ statusCode, proof, hasQuarantined, isPurchase, isSentByAnother }: StateFacts): InvoiceState {
  if (isPurchase) return 'received'
  const code = statusCode ?? ACCEPTED_STATUS
  if (code === ACCEPTED_STATUS) {
    if (proof === 'invoice-upo') return 'complete'
    if (proof === 'session-upo') return 'complete-session-upo'
    if (hasQuarantined) return 'unclear'
    return isSentByAnother ? 'with-sender' : 'no-upo'
  }
  if (isInProcess(code)) return 'waiting'
  return isRejected(code) ? 'rejected' : 'unclear'
}
